// Passkeys: shows what needs script and a browser that knows them, and says when one was not used.
"use strict";
if (window.PublicKeyCredential) for (const part of document.querySelectorAll(".passkey")) part.hidden = false;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-wrong").hidden = false;
});
