// Keeps what was typed and not yet sent in this browser: by account and return, until it has been sent.
"use strict";

const Store = {
  key: `tongket:fill:${document.getElementById("fill").dataset.keep}`,

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || {};
    } catch {
      return {};
    }
  },

  // Only the keys that are named change: another tab may keep others. `null` takes one away.
  write(kept) {
    const all = this.read();
    for (const [key, value] of Object.entries(kept)) {
      if (value === null) delete all[key];
      else all[key] = value;
    }
    try {
      if (Object.keys(all).length) localStorage.setItem(this.key, JSON.stringify(all));
      else localStorage.removeItem(this.key);
    } catch {
      // no room or forbidden: the open page still holds everything
    }
  },
};
