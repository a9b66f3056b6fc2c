// Sends what was typed half a second after the last key; keeps it and tries again while the line is down.
"use strict";

// A page of a thousand rows is laid out again only where something changed.
const put = (place, text) => place.textContent !== text && (place.textContent = text);

const Sending = {
  pause: 500,
  patience: 20_000,
  longest: 60_000,
  timer: 0,
  busy: null,
  wait: 0,
  stopped: "",
  renewed: false,
  lost: null, // a save that nobody answered: the server may have it or not, so it is asked again before anything newer

  keep(...places) {
    const now = { lang: Sheet.form.elements.lang.value, at: Date.now() };
    const kept = (place) => (place.differs() ? { ...place.now(), was: place.base, ...now } : null);
    Store.write(Object.fromEntries(places.map((place) => [place.key, kept(place)])));
  },

  typed(...places) {
    this.keep(...places);
    for (const place of places) {
      if (place.refused && place.main.value !== place.refusedText) place.refused = "";
      place.main.classList.toggle("unsent", place.differs());
    }
    this.soon(this.pause);
  },

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  },

  get waiting() {
    return Sheet.places.filter((place) => place.waits);
  },

  // One save after the other; true once nothing waits any more.
  async send() {
    clearTimeout(this.timer);
    while (this.busy) await this.busy;
    const batch = this.lost ?? this.batch(this.waiting);
    if (!batch.sent.size) {
      this.state();
      return true;
    }
    this.busy = this.post(batch);
    const done = await this.busy;
    this.busy = null;
    if (done && this.waiting.length) this.soon(this.pause);
    return done && !this.waiting.length;
  },

  batch(places) {
    const sent = new Map(places.map((place) => [place.key, place.now()]));
    const { lang } = Sheet.form.elements;
    const body = { by: Number(account), lang: lang.value, cells: {}, narratives: {} };
    for (const place of places) {
      if (Sheet.cells.has(place.key)) body.cells[place.key] = { was: place.base, ...sent.get(place.key) };
      else body.narratives[place.key] = { was: place.base, now: place.main.value };
    }
    return { body, sent };
  },

  async post(batch) {
    const slow = setTimeout(() => this.write(words.saving), 1000);
    let answer;
    try {
      const response = await fetch(Sheet.form.dataset.save, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token() },
        body: JSON.stringify(batch.body),
        signal: AbortSignal.timeout(this.patience),
      });
      if (!response.ok) return this.refused(response, batch);
      answer = await response.json();
    } catch {
      return this.later(batch);
    } finally {
      clearTimeout(slow);
    }
    this.wait = 0;
    this.stopped = "";
    this.lost = null;
    this.renewed = false;
    this.take(answer, batch.sent);
    return true;
  },

  token() {
    const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : Sheet.form.elements.csrfmiddlewaretoken.value;
  },

  later(batch) {
    this.lost = batch;
    this.stopped = words.offline;
    this.state();
    this.wait = Math.min(this.longest, (this.wait || 1000) * 2);
    this.soon(this.wait);
    return false;
  },

  async refused(response, batch) {
    if (response.status >= 500 || response.status === 429) return this.later(batch);
    this.lost = null;
    if (response.status === 403 && !this.renewed) return this.renew();
    if (response.status === 409) this.stopped = (await response.json()).shut;
    else if (response.status === 400 || response.status === 403) this.stopped = words.failed;
    else this.stopped = response.headers.get("Tongket-For") === "nobody" ? words.signed_out : words.not_yours;
    this.state();
    if (this.stopped === words.signed_out || response.status === 409) this.soon(this.longest);
    return false;
  },

  // The cookie with the token is gone, or belongs to another page of sign-in: the page brings a new one.
  async renew() {
    this.renewed = true;
    await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => {});
    this.soon(0);
    return false;
  },

  take(answer, sent) {
    for (const place of Sheet.places) {
      const { key } = place;
      if (key in answer.saved) place.saved(sent.get(key), answer.saved[key].text, answer.saved[key].cell);
      else if (key in answer.texts) place.saved(sent.get(key), answer.texts[key], answer.texts[key]);
      else if (key in answer.conflicts) place.conflict = answer.conflicts[key];
      else if (key in answer.refused) {
        place.refused = answer.refused[key];
        place.refusedText = sent.get(key).text;
      }
      const said = place.told.length > 0;
      place.told = answer.told[key] ?? [];
      if (said || place.told.length || sent.has(key)) place.show();
    }
    this.keep(...Sheet.places.filter((place) => sent.has(place.key)));
    this.figures(answer);
    Copy.add(answer).catch(() => {}); // no room: the copy is as it was
    this.time = answer.time;
    this.state();
  },

  figures({ rows, told, explain, progress }) {
    document.getElementById("fill-done").textContent = progress.done;
    for (const [key, [text, change]] of Object.entries(rows)) {
      const row = Sheet.rows.get(key);
      put(row.querySelector(".change"), change || "–");
      const sum = row.querySelector("output");
      if (!sum) continue;
      put(sum, text || "–");
      const said = (told[key] ?? []).map((each) => make("p", each.blocking ? "bad" : "ask", each.text));
      row.querySelector(".live").replaceChildren(...said);
      row.classList.toggle("wrong-row", said.length > 0);
    }
    for (const key of explain) {
      const more = Sheet.rows.get(key)?.querySelector("details");
      if (more && !more.dataset.shown) more.open = true;
      if (more) more.dataset.shown = "1";
    }
  },

  state() {
    const open = Sheet.places.filter((place) => place.refused || place.conflict).length;
    const look = open ? ` · ${say(words.wrong_cells, { n: open })}` : "";
    if (this.stopped && this.waiting.length) this.write(this.stopped + look, true);
    else if (this.time) this.write(say(words.saved, { time: this.time }) + look, open > 0);
    else this.write(look.slice(3), open > 0);
  },

  write(text, bad = false) {
    const box = document.getElementById("fill-state");
    if (box.textContent !== text) box.textContent = text;
    box.classList.toggle("bad", bad);
    document.getElementById("fill-again").hidden = this.stopped !== words.signed_out;
  },

  // Typed in the other language: there point and comma change places.
  turned(text) {
    return text.replace(/[.,]/g, (mark) => (mark === "." ? "," : "."));
  },

  // What an earlier visit could not send.
  restore() {
    const kept = Store.read();
    let count = 0;
    for (const place of Sheet.places) {
      const stored = kept[place.key];
      if (!stored) continue;
      const { was, lang, ...values } = stored;
      if (lang !== Sheet.form.elements.lang.value && Sheet.cells.has(place.key)) values.text = this.turned(values.text);
      for (const [name, value] of Object.entries(values)) if (place.fields[name]) place.fields[name].value = value;
      if (place.differs()) {
        place.base = was;
        count += 1;
      } else Store.write({ [place.key]: null });
    }
    if (count) Sheet.tell(say(words.restored, { n: count }));
    if (count) this.soon(0);
  },
};

addEventListener("online", () => {
  Sending.wait = 0;
  Sending.soon(0);
});
addEventListener("visibilitychange", () => Sending.send()); // on leaving; and on coming back, perhaps signed in again
if (Copy.shown) Copy.lay().finally(() => Sending.restore());
else Sending.restore();
