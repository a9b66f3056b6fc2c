// Makes the pages better, never possible: everything works without it.
// Links and forms marked data-swap exchange the content in place; the slider chooses among the options of a list.
"use strict";

const byId = (id) => document.getElementById(id);
let turn = 0;

async function show(url, { focus = "", push = true } = {}) {
  const mine = ++turn;
  byId("content").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== turn) return; // a later choice overtook this one
    if (push) history.pushState({}, "", answer.url);
    byId("content").replaceWith(document.adoptNode(page.getElementById("content")));
    document.title = page.title;
    byId("told").textContent = page.title;
    document.querySelector(".language input[name=next]").value = location.pathname + location.search;
    enhance();
    const target = focus && (byId(focus) || [...document.links].find((link) => link.href === focus));
    (target || byId("content")).focus({ preventScroll: true });
    const section = new URL(url, location).hash.slice(1);
    if (section && !byId(section)?.contains(document.activeElement)) byId(section)?.scrollIntoView();
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
    const list = byId(slider.dataset.slides);
    const first = list.options.length - Number(slider.max) - 1; // an empty option may stand before the moments
    const tell = () => slider.setAttribute("aria-valuetext", list.options[Number(slider.value) + first].text);
    slider.hidden = false;
    slider.addEventListener("input", () => {
      list.selectedIndex = Number(slider.value) + first;
      tell();
    });
    slider.addEventListener("change", () => show(address(slider.form), { focus: slider.id }));
    tell();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(link.href, { focus: link.id || link.href });
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-swap]")) return;
  event.preventDefault();
  show(address(event.target), { focus: document.activeElement.id });
});

addEventListener("popstate", () => show(location.href, { push: false }));
enhance();
