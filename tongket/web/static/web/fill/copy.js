// Beside the copy of this page that is kept for when there is no line (offline/worker.js) stands what was saved since.
"use strict";

const Copy = {
  shown: Boolean(document.documentElement.dataset.copy), // this page is the copy
  name: `tongket:copies:${account}`,
  beside: `${location.pathname}saved`,
  saved: { cells: {}, texts: {}, answer: null },

  async open() {
    return window.caches && (await caches.has(this.name)) ? caches.open(this.name) : null;
  },

  async add(answer) {
    for (const [key, kept] of Object.entries(answer.saved)) this.saved.cells[key] = kept;
    Object.assign(this.saved.texts, answer.texts);
    const { rows, told, explain, progress, time } = answer;
    this.saved.answer = { rows, told, explain, progress, time };
    if (this.shown) document.getElementById("copy").classList.add("line");
    const copies = await this.open();
    if (!copies || !(await copies.match(location.pathname, { ignoreVary: true }))) return;
    await copies.put(this.beside, new Response(JSON.stringify(this.saved)));
  },

  // What was saved after the copy was made stands in it too.
  async lay() {
    const found = await (await this.open())?.match(this.beside);
    if (!found) return;
    this.saved = await found.json();
    for (const [key, { text, cell }] of Object.entries(this.saved.cells)) Sheet.cells.get(key)?.begin(text, cell);
    for (const [key, text] of Object.entries(this.saved.texts)) Sheet.texts.get(key)?.begin(text, text);
    const { answer } = this.saved;
    for (const place of Sheet.places) {
      place.told = answer.told[place.key] ?? [];
      place.show();
    }
    Sending.figures(answer);
  },
};
