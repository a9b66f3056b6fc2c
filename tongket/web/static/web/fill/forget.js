// On signing out, what was typed into returns and not sent is not left behind on this device.
"use strict";

const unsent = () => Object.keys(localStorage).filter((key) => key.startsWith("tongket:fill:"));

document.getElementById("unsent").hidden = unsent().length === 0;
document.querySelector("main form").addEventListener("submit", () => unsent().forEach((key) => localStorage.removeItem(key)));
