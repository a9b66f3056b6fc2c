// A button that copies a text of the page. Without script it is not shown, and the text can be marked by hand.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copies]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copies);
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    document.execCommand("copy"); // pages without TLS have no clipboard
  }
  document.getElementById("told").textContent = button.textContent = button.dataset.done;
});
