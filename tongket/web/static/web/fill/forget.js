// On signing out, what was typed into returns and not sent is not left behind on this device, nor the copies of pages.
"use strict";

const mine = `tongket:fill:${document.querySelector("main form").dataset.account}:`;
const unsent = () => Object.keys(localStorage).filter((key) => key.startsWith(mine));

document.getElementById("unsent").hidden = unsent().length === 0;
document.querySelector("main form").addEventListener("submit", async () => {
  unsent().forEach((key) => localStorage.removeItem(key));
  for (const name of (await window.caches?.keys()) ?? []) if (name.startsWith("tongket:copies:")) caches.delete(name);
});
