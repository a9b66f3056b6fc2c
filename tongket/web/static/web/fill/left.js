// A return that has gone on while something typed here was not sent yet: what it was is shown, not lost unseen.
"use strict";

const left = Object.entries(Store.read());
if (left.length) {
  const box = document.getElementById("fill-left");
  for (const [key, { text }] of left) {
    const place = document.querySelector(`[data-key="${CSS.escape(key)}"] th span, [data-text="${CSS.escape(key)}"] label`);
    const line = document.createElement("li");
    line.textContent = `${place ? place.textContent : key}: ${text || "–"}`;
    box.querySelector("ul").append(line);
  }
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    Store.write(Object.fromEntries(left.map(([key]) => [key, null])));
    box.hidden = true;
  });
}
