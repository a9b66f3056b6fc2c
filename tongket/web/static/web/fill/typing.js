// The keyboard of a spreadsheet: down, up, take back, undo and redo over all cells, paste a column, copy a cell.
"use strict";

const Undo = {
  done: [],
  undone: [],

  // `changes`: [{ place, from, to }]
  keep(changes) {
    const real = changes.filter((each) => each.from !== each.to);
    if (!real.length) return;
    this.done.push(real);
    this.undone = [];
  },

  step(from, to, which, told) {
    const changes = from.pop();
    if (!changes) return;
    to.push(changes);
    for (const change of changes) change.place.put(change[which]);
    Sending.typed(...changes.map((each) => each.place));
    changes[0].place.main.focus();
    Typing.start = changes[0].place.main.value;
    Sheet.tell(say(told, { name: changes.map((each) => each.place.name).slice(0, 3).join("; ") }));
  },

  undo() {
    this.step(this.done, this.undone, "from", words.undone);
  },

  redo() {
    this.step(this.undone, this.done, "to", words.redone);
  },
};

const Typing = {
  start: "",

  cells: [...Sheet.cells.values()],

  cell(target) {
    return target.matches?.("td.now input") ? Sheet.of(target) : undefined;
  },

  commit(cell) {
    Undo.keep([{ place: cell, from: this.start, to: cell.main.value }]);
    this.start = cell.main.value;
  },

  // To the next cell, and from the last to the first text.
  move(cell, by) {
    this.commit(cell);
    const next = this.cells[this.cells.indexOf(cell) + by] ?? (by > 0 ? [...Sheet.texts.values()][0] : undefined);
    next?.main.focus();
  },

  change(changes) {
    Undo.keep(changes);
    for (const { place, to } of changes) place.put(to);
    Sending.typed(...changes.map((each) => each.place));
    this.start = document.activeElement.value ?? "";
  },

  key(event, cell) {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === "z" && !event.shiftKey) {
      if (cell.main.value !== this.start) this.restore(cell);
      else Undo.undo();
    } else if (control && (event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey))) {
      Undo.redo();
    } else if (event.key === "Escape") this.restore(cell);
    else if (event.key === "Enter") this.move(cell, event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown" && !event.altKey) this.move(cell, 1);
    else if (event.key === "ArrowUp" && !event.altKey) this.move(cell, -1);
    else return;
    event.preventDefault();
  },

  restore(cell) {
    cell.put(this.start);
    Sending.typed(cell);
  },

  // Lines of a clipboard: of several columns the first that is a number or a state, else the first.
  lines(text) {
    const answer = /^\s*(?:[-−]?[\d.,\s\u00a0]+%?|k|x|-)\s*$/i;
    const lines = this.table(text.replace(/\r\n?/g, "\n").replace(/\n$/, ""));
    if (lines.length === 1) return lines[0];
    return lines.map((parts) => parts.find((part) => part.trim() && answer.test(part)) ?? parts[0]);
  },

  // Lines of parts. Excel puts a part in quotation marks where a line ends within its cell.
  table(text) {
    const found = [[]];
    for (const [, part, end] of text.matchAll(/("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)(\t|\n|$)/g)) {
      found.at(-1).push(/^".*"$/s.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part);
      if (!end) break;
      if (end === "\n") found.push([]);
    }
    return found;
  },

  paste(event, cell) {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    const values = this.lines(text);
    const places = this.places(cell, values.length);
    const changes = [];
    const left = values.slice(places.length);
    values.slice(0, places.length).forEach((value, n) => {
      if (places[n]) changes.push({ place: places[n], from: places[n].main.value, to: value.trim() });
      else if (value.trim() && !/^[-–]?$/.test(value.trim())) left.push(value.trim());
    });
    this.commit(cell);
    this.change(changes);
    const told = [say(words.pasted, { n: changes.length })];
    if (left.length) told.push(say(words.left, { n: left.length, values: left.slice(0, 5).join("; ") }));
    Sheet.tell(told.join(" "), { label: words.undo, act: () => Undo.undo() });
  },

  // Where as many lines are pasted as there are rows, sums among them, each line meets its own row.
  places(cell, count) {
    const from = this.cells.slice(this.cells.indexOf(cell));
    const keys = [...Sheet.rows.keys()];
    const section = cell.box.closest("tbody");
    const rows = keys.slice(keys.indexOf(cell.key)).filter((key) => Sheet.rows.get(key).closest("tbody") === section);
    const own = rows.filter((key) => Sheet.cells.has(key));
    if (count === rows.length && count !== own.length) return rows.map((key) => Sheet.cells.get(key));
    return from;
  },

  nothing(section) {
    const changes = this.cells
      .filter((cell) => cell.box.closest("section").dataset.section === section && !cell.main.value.trim())
      .map((place) => ({ place, from: place.main.value, to: words.nothing }));
    this.change(changes);
    Sheet.tell(say(words.nothing_set, { n: changes.length }), { label: words.undo, act: () => Undo.undo() });
  },

  // What was given in other reports, into cells that are still empty.
  use(key) {
    const offers = [...Sheet.form.querySelectorAll("button[data-offer]")].filter((each) => !key || each.value === `use:${key}`);
    const changes = offers
      .map((each) => ({ place: Sheet.cells.get(each.closest("tr").dataset.key), to: each.dataset.offer }))
      .filter(({ place }) => !place.main.value.trim())
      .map(({ place, to }) => ({ place, from: "", to }));
    this.change(changes);
    Sheet.tell(say(words.used, { n: changes.length }), { label: words.undo, act: () => Undo.undo() });
  },

  async review() {
    const open = () => Sheet.places.find((place) => place.refused || place.conflict);
    const done = await Sending.send();
    if (open()) open().main.focus();
    else if (done) location.assign(Sheet.form.dataset.review);
  },
};

Sheet.form.addEventListener("focusin", (event) => {
  const cell = Typing.cell(event.target);
  if (!cell) return;
  Typing.start = cell.main.value;
  cell.main.select();
});
Sheet.form.addEventListener("focusout", (event) => {
  const cell = Typing.cell(event.target);
  if (cell) Typing.commit(cell);
  Sheet.of(event.target)?.left(event.target);
});
Sheet.form.addEventListener("input", (event) => {
  const place = Sheet.of(event.target);
  if (place) Sending.typed(place);
});
Sheet.form.addEventListener("keydown", (event) => {
  const cell = Typing.cell(event.target);
  if (cell && !event.isComposing) Typing.key(event, cell);
});
Sheet.form.addEventListener("paste", (event) => {
  const cell = Typing.cell(event.target);
  if (cell) Typing.paste(event, cell);
  else if (event.target.matches("textarea") && !event.clipboardData.getData("text/plain")) {
    const page = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html");
    event.preventDefault();
    event.target.setRangeText(page.body.innerText, event.target.selectionStart, event.target.selectionEnd, "end");
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
Sheet.form.addEventListener("copy", (event) => {
  const cell = Typing.cell(event.target);
  if (!cell || cell.main.selectionStart !== cell.main.selectionEnd) return;
  event.clipboardData.setData("text/plain", cell.main.value);
  event.preventDefault();
});
Sheet.form.addEventListener("click", (event) => {
  const state = event.target.closest("button[data-state]");
  if (!state) return;
  const place = Sheet.cells.get(state.closest("tr").dataset.key);
  const to = state.dataset.state === "nothing_to_report" ? words.nothing : words.not_applicable;
  Typing.change([{ place, from: place.main.value, to }]);
  place.main.focus();
});
Sheet.form.addEventListener("submit", (event) => {
  const [verb, key] = (event.submitter?.value ?? "save").split(/:(.*)/s);
  if (verb === "take") return; // of a page that was saved as an ordinary form
  event.preventDefault();
  if (verb === "nothing") Typing.nothing(key);
  else if (verb === "use") Typing.use(key);
  else if (verb === "review") Typing.review();
  else Sending.send();
});
