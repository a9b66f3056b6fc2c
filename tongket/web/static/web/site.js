// Makes the pages better, never possible: everything works without it.
// Links and forms marked data-swap exchange the content in place; the slider chooses among the options of a list.
"use strict";

const content = () => document.getElementById("content");
let last = 0;

async function show(url, { keep, push }) {
  const turn = ++last;
  const main = content();
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== last) return; // a later choice overtook this one
    document.title = page.title;
    main.replaceWith(document.adoptNode(page.getElementById("content")));
    if (push) history.pushState({}, "", answer.url);
    const next = document.querySelector(".language input[name=next]");
    if (next) next.value = location.pathname + location.search;
    enhance();
    const focus = keep && document.getElementById(keep);
    (focus || content()).focus({ preventScroll: true });
    if (location.hash && !focus) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  } catch {
    location.assign(url); // let the browser say what is wrong
  }
}

function address(form) {
  const url = new URL(form.action);
  url.search = new URLSearchParams(new FormData(form)).toString();
  return url;
}

function enhance() {
  for (const slider of document.querySelectorAll("input[data-slides]")) {
    const list = document.getElementById(slider.dataset.slides);
    const first = list.options.length - Number(slider.max) - 1; // an empty option may stand before the moments
    const words = () => slider.setAttribute("aria-valuetext", list.options[Number(slider.value) + first].text);
    slider.hidden = false;
    slider.addEventListener("input", () => {
      list.selectedIndex = Number(slider.value) + first;
      words();
    });
    slider.addEventListener("change", () => show(address(slider.form), { keep: slider.id, push: true }));
    list.addEventListener("change", () => show(address(list.form), { keep: list.id, push: true }));
    words();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(link.href, { keep: "", push: true });
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-swap]")) return;
  event.preventDefault();
  show(address(event.target), { keep: "moment", push: true });
});

addEventListener("popstate", () => show(location.href, { keep: "", push: false }));
enhance();
