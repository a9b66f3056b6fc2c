// Hovering or tabbing over a finding lights up where it stands, and the other way round.
"use strict";
(() => {
  const page = document.querySelector(".reading");
  if (!page) return;
  const all = [...page.querySelectorAll("[data-found]")];
  const keysOf = (element) => element.dataset.found.split(" ");
  const light = (keys) => {
    for (const element of all) element.classList.toggle("lit", keysOf(element).some((key) => keys.includes(key)));
  };
  const over = (event) => {
    const element = event.target.closest("[data-found]");
    if (!element) return light([]);
    const keys = keysOf(element);
    // in the source the innermost finding is meant: the one that began last
    light(element.tagName === "MARK" ? keys.slice(-1) : keys);
  };
  page.addEventListener("mouseover", over);
  page.addEventListener("focusin", over);
  page.addEventListener("mouseleave", () => light([]));
})();
