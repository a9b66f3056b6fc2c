// The returns that can be opened without a line: those of which there is a copy that is not too old.
"use strict";

async function copies() {
  const found = [];
  for (const name of (await caches.keys()).filter((each) => each.startsWith("tongket:copies:"))) {
    const pages = await caches.open(name);
    for (const each of await pages.keys()) {
      const copy = await pages.match(each, { ignoreVary: true });
      const path = new URL(each.url).pathname;
      if (path.endsWith("/saved") || !(Number(copy.headers.get("Tongket-Until")) > Date.now())) continue;
      const parts = (await copy.text()).match(/<title>[^<]*<\/title>|<h1>[^<]*/g).join("");
      const page = new DOMParser().parseFromString(parts, "text/html");
      const title = page.title.replace(/ – Tổng Kết$/, "");
      const regime = path.startsWith("/returns/") ? `: ${page.querySelector("h1").textContent}` : "";
      found.push({ path, title: title + regime });
    }
  }
  return found.sort((one, other) => one.path.startsWith("/returns/") - other.path.startsWith("/returns/") || 0);
}

copies().then((found) => {
  const list = document.getElementById("kept");
  for (const { path, title } of found) {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("a"), { href: path, textContent: title }));
    list.append(line);
  }
  document.getElementById(found.length ? "some" : "none").hidden = false;
});

// The line is back once the server answers; "online" says only that there is a network, often before it carries.
const again = () => fetch("/offline", { method: "HEAD", cache: "no-store" }).then(() => location.reload(), () => {});
addEventListener("online", again);
setInterval(again, 5000);
