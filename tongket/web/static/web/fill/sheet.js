// The cells and texts of the page: what stands in them, what the server knows of them, and what is said about them.
"use strict";

const words = JSON.parse(document.getElementById("fill-words").textContent);
const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const make = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });

class Place {
  constructor(key, box, fields, base) {
    this.key = key;
    this.box = box; // the row, or the box of a text
    this.fields = fields; // what a person writes into, by name
    this.base = base; // what the server said last: a cell as JSON, or a text
    this.known = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.defaultValue]));
    this.refused = "";
    this.conflict = null;
    this.told = [];
  }

  get main() {
    return this.fields.text;
  }

  get name() {
    return (this.box.querySelector("th span") || this.box.querySelector("label")).textContent;
  }

  now() {
    return Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, field.value]));
  }

  differs(from = this.known) {
    const now = this.now();
    return Object.keys(now).some((name) => now[name] !== from[name]);
  }

  // Whether there is something that could be sent: not what was refused as it stands, nor an open conflict.
  get waits() {
    return this.differs() && !this.conflict && !(this.refused && this.main.value === this.refusedText);
  }

  put(text) {
    this.main.value = text;
  }

  show() {
    const live = this.box.querySelector(".live");
    const said = [];
    if (this.refused) said.push(make("p", "bad", this.refused));
    if (this.conflict) said.push(this.choice());
    for (const each of this.told) said.push(make("p", each.blocking ? "bad" : "ask", each.text));
    live.replaceChildren(...said);
    const wrong = Boolean(this.refused || this.conflict || this.told.some((each) => each.blocking));
    this.box.classList.toggle("wrong-row", said.length > 0 || Boolean(this.box.querySelector(".remark")));
    if (wrong) this.main.setAttribute("aria-invalid", "true");
    else this.main.removeAttribute("aria-invalid");
    this.main.classList.toggle("unsent", this.differs());
  }

  choice() {
    const box = make("div", "conflict", "");
    const { name, text, time } = this.conflict;
    const mine = Object.assign(make("button", "", words.mine), { type: "button" });
    const theirs = Object.assign(make("button", "", words.theirs), { type: "button" });
    mine.addEventListener("click", () => this.settle(this.main.value));
    theirs.addEventListener("click", () => this.settle(text));
    const told = say(text ? words.conflict : words.conflict_empty, { name, time, text: text.slice(0, 200) });
    box.append(make("p", "", told), mine, theirs);
    return box;
  }

  settle(text) {
    this.base = this.conflict.now;
    if (text === this.conflict.text) this.known = { ...this.now(), text, ...this.wordsOf(this.base) };
    else this.known = { text: this.conflict.text, ...this.wordsOf(this.base) };
    if (text === this.conflict.text) this.take(this.known);
    this.conflict = null;
    this.show();
    this.main.focus();
    Sending.typed(this);
  }

  wordsOf(cell) {
    if (!this.fields.comment) return {};
    return { comment: cell?.comment ?? "", explanation: cell?.explanation ?? "" };
  }

  take(values) {
    for (const [name, value] of Object.entries(values)) this.fields[name].value = value;
  }

  // It stands so on the server, and nothing else was typed here yet.
  begin(text, base) {
    this.base = base;
    this.known = { ...this.now(), text, ...this.wordsOf(base) };
    this.take(this.known);
  }

  // The server has it: what was sent is what is known, and stands there as the server writes it.
  saved(sent, text, base) {
    this.base = base;
    this.refused = "";
    const now = { text, ...this.wordsOf(base) };
    this.known = { ...sent };
    for (const [name, field] of Object.entries(this.fields)) {
      if (field.value === sent[name] && document.activeElement !== field) {
        field.value = now[name];
        this.known[name] = now[name];
      }
    }
    this.written = { sent, now };
  }

  // On leaving it, a field shows what was kept of it.
  left(field) {
    const name = Object.keys(this.fields).find((each) => this.fields[each] === field);
    if (this.written && field.value === this.written.sent[name] && this.known[name] === field.value) {
      field.value = this.known[name] = this.written.now[name];
    }
  }
}

const Sheet = {
  form: document.getElementById("fill"),
  cells: new Map(),
  texts: new Map(),
  rows: new Map(),
  places: [], // cells, then texts
  fields: new Map(), // from what a person writes into to its place

  begin() {
    const base = JSON.parse(document.getElementById("fill-base").value);
    for (const row of this.form.querySelectorAll("tr[data-key]")) {
      this.rows.set(row.dataset.key, row);
      const text = row.querySelector("td.now input");
      if (!text) continue;
      const [explanation, comment] = row.querySelectorAll("textarea");
      const key = row.dataset.key;
      this.cells.set(key, new Place(key, row, { text, comment, explanation }, base.cells[key] ?? null));
    }
    for (const box of this.form.querySelectorAll("[data-text]")) {
      const key = box.dataset.text;
      this.texts.set(key, new Place(key, box, { text: box.querySelector("textarea") }, base.narratives[key] ?? ""));
    }
    this.places = [...this.cells.values(), ...this.texts.values()];
    for (const place of this.places) for (const field of Object.values(place.fields)) this.fields.set(field, place);
  },

  of(field) {
    return this.fields.get(field);
  },

  tell(text, undo) {
    const box = document.getElementById("fill-told");
    box.replaceChildren(text);
    if (undo) {
      const button = Object.assign(make("button", "", undo.label), { type: "button" });
      button.addEventListener("click", undo.act);
      box.append(" ", button);
    }
    box.hidden = !text;
  },
};

const [account] = Sheet.form.dataset.keep.split(":");
Sheet.begin();
document.documentElement.classList.add("scripted");
