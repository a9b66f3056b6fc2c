// Lets a person open their returns again without a line. What is kept, for whom and how long: docs/adr/0012.
// The server decides: it says on every page to whom it was given, and on some for how many seconds they may be kept.
"use strict";

const FILES = "tongket:files"; // of the site, the same for everybody
const COPIES = "tongket:copies:"; // and the number of the account: pages, and beside each what was saved since
const PLAIN = "/offline";
const MOST = 20;
const PATIENCE = 10_000; // a poor line that has not begun to answer by then is as good as none, where there is a copy

addEventListener("install", (event) => event.waitUntil(plain().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", (event) => event.waitUntil(refresh(event.data.keep)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

// From the network; without one, the copy if there is one, else the plain page.
async function page(event) {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((found) => note(event.request.url, found.clone())).catch(() => {}));
  try {
    const copy = await Promise.race([answer.then(() => undefined), after(PATIENCE).then(() => copyOf(event.request.url))]);
    return copy ?? (await answer);
  } catch {
    return (await copyOf(event.request.url)) ?? (await caches.match(PLAIN)) ?? Response.error();
  }
}

const after = (delay) => new Promise((done) => setTimeout(done, delay));

// A file under the name of its digest never changes; one under a plain name is asked for again while there is a line.
async function file(request) {
  const kept = () => caches.match(request, { cacheName: FILES, ignoreVary: true });
  if (forGood(request.url)) return (await kept()) ?? fetch(request);
  return fetch(request).catch(async (lost) => {
    const found = await kept();
    if (found) return found;
    throw lost;
  });
}

// What a page from the network tells: whose turn it is at this device, and whether the page may be kept.
async function note(address, answer) {
  const given = answer.headers.get("Tongket-For");
  if (!given) return; // of a machine between here and the server
  for (const name of await caches.keys()) {
    if (name.startsWith(COPIES) && name !== COPIES + given) await caches.delete(name);
  }
  const seconds = Number(answer.headers.get("Tongket-Copy"));
  if (answer.ok && seconds) await keep(new URL(address).pathname, answer, COPIES + given, seconds);
}

async function keep(path, answer, name, seconds) {
  const text = await answer.text();
  await keepFiles(text);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("Tongket-At", Date.now());
  headers.set("Tongket-Until", Date.now() + seconds * 1000);
  const copies = await caches.open(name);
  await copies.delete(`${path}saved`);
  await copies.put(path, new Response(text, { headers }));
  const returns = (await copies.keys()).filter((each) => /^\/returns\/\d+\/$/.test(new URL(each.url).pathname));
  for (const each of returns.slice(0, -MOST)) await drop(copies, each.url);
}

async function drop(copies, address) {
  await copies.delete(address);
  await copies.delete(`${address}saved`);
}

// The copy, marked as one; a copy that is too old is removed.
async function copyOf(address) {
  const path = new URL(address).pathname;
  for (const name of await caches.keys()) {
    if (!name.startsWith(COPIES)) continue;
    const copies = await caches.open(name);
    const found = await copies.match(path, { ignoreVary: true });
    if (!found) continue;
    if (Number(found.headers.get("Tongket-Until")) > Date.now()) return marked(found);
    await drop(copies, new URL(path, location).href);
  }
  return undefined;
}

async function marked(copy) {
  const at = copy.headers.get("Tongket-At");
  const text = await copy.text();
  return new Response(text.replace("<html ", `<html data-copy="${at}" `), { headers: copy.headers });
}

const isSheet = (address) => address.endsWith(".css");
const forGood = (address) => /\.[0-9a-f]{12}\./.test(address); // the name carries the digest of what it holds

// The addresses of the site's files that a page or a style sheet names.
function named(text, base) {
  const names = isSheet(base) ? /url\(["']?([^"':)]+)["']?\)/g : /(?:href|src)="(\/static\/[^"]+)"/g;
  return [...text.matchAll(names)].map(([, name]) => new URL(name, base).href);
}

async function keepFiles(text, base = location.href) {
  const files = await caches.open(FILES);
  for (const address of named(text, base)) {
    if (forGood(address) && (await files.match(address, { ignoreVary: true }))) continue;
    const answer = await fetch(address);
    if (!answer.ok) throw new TypeError(address);
    if (isSheet(address)) await keepFiles(await answer.clone().text(), address);
    await files.put(address, answer);
  }
}

async function plain() {
  const answer = await fetch(PLAIN, { credentials: "omit", cache: "no-cache" });
  if (!answer.ok) throw new TypeError(PLAIN);
  await keepFiles(await answer.clone().text());
  await (await caches.open(FILES)).put(PLAIN, answer);
}

// A page that stood open before the worker began is fetched once more, to be kept.
async function refresh(path) {
  const answer = await fetch(path, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (answer) await note(new URL(path, location).href, answer).catch(() => {});
}

// After a new release: only the files that a kept page or the plain page still names.
async function tidy() {
  const files = await caches.open(FILES);
  const wanted = new Set([new URL(PLAIN, location).href]);
  const want = async (text, base) => {
    for (const address of named(text, base)) {
      if (wanted.has(address)) continue;
      wanted.add(address);
      const sheet = isSheet(address) && (await files.match(address, { ignoreVary: true }));
      if (sheet) await want(await sheet.text(), address);
    }
  };
  for (const name of await caches.keys()) {
    const pages = await caches.open(name);
    for (const each of await pages.keys()) {
      if (name === FILES && each.url !== new URL(PLAIN, location).href) continue;
      await want(await (await pages.match(each, { ignoreVary: true })).text(), location.href);
    }
  }
  for (const each of await files.keys()) if (!wanted.has(each.url)) await files.delete(each);
}
