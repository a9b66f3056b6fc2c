// Of every page of a signed-in person: begins the worker, and says when the page is a copy.
"use strict";

// Where there is no worker (an old browser, http on a local network), everything is as it was before.
const worker = navigator.serviceWorker;
if (worker) {
  worker.register("/worker.js").catch(() => {});
  const [come] = performance.getEntriesByType("navigation");
  const pastWorker = !come?.workerStart; // the page came before the worker had begun
  const keep = (there) => there.active.postMessage({ keep: location.pathname });
  if (pastWorker && document.getElementById("copy")) worker.ready.then(keep);
}

// As the site writes moments, in the time of the site.
function moment(at) {
  const zone = { timeZone: "Asia/Ho_Chi_Minh", hourCycle: "h23" };
  const parts = { ...zone, hour: "2-digit", minute: "2-digit", day: "numeric", month: "numeric", year: "numeric" };
  const found = Object.fromEntries(new Intl.DateTimeFormat("en", parts).formatToParts(at).map((each) => [each.type, each.value]));
  return `${found.hour}:${found.minute}, ${found.day}/${found.month}/${found.year}`;
}

const taken = document.documentElement.dataset.copy;
if (taken) {
  const box = document.getElementById("copy");
  box.querySelector("time").textContent = moment(new Date(Number(taken)));
  box.hidden = false;
  addEventListener("online", () => box.classList.add("line"));
}

// What was typed and never sent does not lie on a device for ever.
const LONGEST = 14 * 86_400_000;
for (const key of Object.keys(localStorage).filter((each) => each.startsWith("tongket:fill:"))) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    const newest = Math.max(...Object.values(kept).map((each) => each.at ?? Date.now()));
    if (newest < Date.now() - LONGEST) localStorage.removeItem(key);
  } catch {
    localStorage.removeItem(key);
  }
}
