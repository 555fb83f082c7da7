// The service worker: keeps the technician's day readable in a cellar. It answers GET and nothing else; what was pressed
// is the outbox's. Served from /sw.js after a line `const BUILD = "…"`, so that its scope is the whole site.
//
// A generation is one cache, "day <person> <build>", with the pages of a day and every file that pages of that build need.
// It is read as soon as its files are whole, and an older one goes only when the newer has every page: no page is ever
// left without its scripts. Whose day is open stands in the cache "who"; a sign-in closes it, a sign-out wipes the days, and
// so does an answer that says that this phone was signed out from elsewhere or locked.
//
// What becomes of a sign-in is not seen here: its answer belongs to the browser. One that was refused, or had no signal, leads
// nowhere; one that signs in leads on from the page that asked, and that is when the day is closed.

const SHELL = `shell ${BUILD}`
const WHO = "who"
const TRIED = "/tried" // in WHO: somebody has tried to sign in since this day was opened
const SIGN_IN = ["/sign-in", "/sign-in/passkey", "/new-password"]
const FILES = "/kept/files" // this generation's files are whole
const LIST = "/kept/list" // what belongs to it
const PATIENCE = 2000 // milliseconds for the network when a page is kept
const REST = 20_000 // milliseconds between two looks at the day
const FLUSH = "fieldapp-outbox-commands" // the lock of whoever sends

let turn = Promise.resolve() // closing and wiping come before the next page
let filling = null
let filled = { at: 0, reader: "" }
let era = 0 // grows with each closing: what began before it keeps nothing
const quietly = () => {}

addEventListener("install", (event) => event.waitUntil(install()))
addEventListener("activate", (event) => event.waitUntil(activate()))

addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return

  if (request.method === "POST" && SIGN_IN.includes(pathname)) event.waitUntil(next(doubt))
  if (request.method === "GET" && request.mode === "navigate" && leadsOn(request, pathname)) event.waitUntil(next(closeIfTried))
  if (request.method === "POST" && request.mode === "navigate" && pathname === "/sign-out") event.waitUntil(next(wipe))
  if (request.method !== "GET") return

  if (pathname.startsWith("/static/") || pathname.startsWith("/my/pictures/")) event.respondWith(file(request))
  else if (pathname === "/" && request.mode === "navigate") event.respondWith(start(request))
  else if (isOfTheDay(request, pathname)) event.respondWith(page(event, pathname))
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(nothingKept))
})

addEventListener("message", (event) => {
  const { type, pages, needed, wanted, reader } = event.data
  if (type === "day") event.waitUntil(fill(needed, reader).catch(quietly))
  if (type === "keep") event.waitUntil(keepAll(pages).catch(quietly))
  if (type === "ready") event.waitUntil(ready(wanted).then((answer) => event.ports[0].postMessage(answer)))
  if (type === "wipe") event.waitUntil(next(wipe).then(() => event.ports[0]?.postMessage({})))
})

function isOfTheDay({ mode, destination, headers }, path) {
  if (path !== "/my" && !path.startsWith("/my/")) return false
  if (["/my/day.json", "/my/sync"].includes(path) || path.startsWith("/my/blobs/")) return false
  return mode === "navigate" || (destination === "" && !headers.has("HX-Request"))
}

// ---- answering

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

// Where a technician's day is open, the first screen is known without asking.
async function start(request) {
  await turn
  return (await find("/my")) ? Response.redirect("/my") : fetch(request).catch(nothingKept)
}

const leadsOn = ({ referrer }, path) => referrer && SIGN_IN.includes(new URL(referrer).pathname) && !SIGN_IN.includes(path)

// From the network if it answers soon and it is really ours; else as it is kept; else what the network says, whoever it is.
async function page(event, path) {
  await turn
  const kept = await find(path)
  const network = fetch(event.request)
  const fresh = network.then((response) => remember(path, response, event.request.url))
  event.waitUntil(fresh.catch(quietly))
  const shown = network.then((response) => response.clone())
  if (!kept) return shown.catch(() => (event.request.mode === "navigate" ? nothingKept() : Response.error()))

  const answer = await soon(shown.catch(quietly))
  if (answer && ours(answer) && answer.status < 500) return answer
  return answer?.type === "opaqueredirect" && (await isOver()) ? answer : kept
}

// Whoever is only not signed in any more goes on with what is kept.
async function isOver() {
  const asked = await get("/my/day.json").catch(quietly)
  return asked ? over(asked) : false
}

function soon(answer) {
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
}

async function nothingKept() {
  return (await find("/offline")) ?? (await caches.match("/offline", { cacheName: SHELL, ignoreVary: true })) ?? Response.error()
}

const ours = (response) => response.headers.get("X-Sync-Protocol") === "1"

// ---- keeping

// A page as it came, if it is ours, whole, and of the person whose day is open. Everybody is told which version is kept.
async function remember(path, response, address = path, known = {}) {
  if (!ours(response) || response.redirected || new URL(address, location).search) return
  if (response.status === 404) return forget(path)
  if (response.status !== 200) return

  const whose = await who()
  const copy = response.clone()
  const text = await copy.text()
  const by = text.match(/<body[^>]* data-by="([^"]*)"/)?.[1]
  if (!whose || (by && by !== whose.by)) return

  const build = text.match(/\/static\/([^/]+)\//)?.[1] ?? whose.build
  const headers = new Headers(copy.headers)
  headers.delete("Content-Encoding")
  headers.set("X-Kept", mark(text, known))
  headers.set("Server-Timing", "kept") // a page can read this of itself
  const cache = await caches.open(name(whose.by, build))
  await cache.put(path, new Response(text, { headers }))
  await tell(path)
}

function mark(text, { language, version }) {
  return `${text.match(/<html lang="([^"]+)"/)?.[1] ?? language} ${versionOf(text) ?? version}`
}

const versionOf = (text) => text.match(/ data-visit="[^"]*"[^>]* data-version="(\d+)"/)?.[1]

async function keepAll(paths) {
  const list = await listed()
  for (const path of paths) {
    const beside = list?.pages.find((page) => page.path === path)?.with ?? []
    for (const each of beside) if (each.startsWith(path) || !(await find(each))) await keep(each)
    await keep(path)
  }
}

async function keep(path, known) {
  const response = await get(path)
  await remember(path, response, path, known)
}

function get(path) {
  return fetch(path, { cache: "no-cache", redirect: "error" })
}

async function forget(path) {
  const whose = await who()
  if (!whose) return
  for (const name of await days(whose.by)) await (await caches.open(name)).delete(path, { ignoreVary: true })
  await tell(path, Infinity)
}

async function tell(path, gone) {
  const version = gone ?? Number(versionOf((await (await find(path))?.text()) ?? ""))
  if (!version) return
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage({ kept: { [path]: version } })
}

// ---- the day

// Looked at when a page begins; soon again only if that page speaks another language or is of another build.
async function fill(needed, reader) {
  const rests = Date.now() - filled.at < REST && filled.reader === reader
  if (filling || rests) return filling
  filling = fillOnce(needed).finally(() => (filling = null))
  await filling
  filled = { at: Date.now(), reader }
}

async function fillOnce(needed) {
  const began = era
  const response = await get("/my/day.json")
  if ((await over(response)) || !response.ok || !ours(response)) return
  const day = await response.json()
  if (began !== era) return
  const cache = await open(day)

  for (const path of day.files) if (!(await cache.match(path))) await putFile(cache, path)
  await cache.put(FILES, new Response())
  await cache.put(LIST, new Response(JSON.stringify(day)))
  // A badge without its face and a valve without its photo are of use all the same: no day waits for them.
  for (const path of day.pictures) if (!(await cache.match(path))) await putFile(cache, path).catch(quietly)
  for (const each of day.pages) await keepPage(cache, each, day.language)
  await tidy(day, needed)
}

// The person of this answer is the person of this phone now. What is of others goes.
async function open({ by, build }) {
  for (const name of await days()) if (!name.startsWith(`day ${by} `)) await caches.delete(name)
  await (await caches.open(WHO)).put("/who", new Response(JSON.stringify({ by, build })))
  return caches.open(name(by, build))
}

async function putFile(cache, path) {
  const response = await fetch(path)
  if (!response.ok || !ours(response)) throw new Error(`${path} is not here`)
  await cache.put(path, response)
}

async function keepPage(cache, { path, version, with: beside = [] }, language) {
  const kept = await Promise.all([path, ...beside].map((each) => cache.match(each, { ignoreVary: true })))
  const same = (mark) => (version === null ? mark.startsWith(`${language} `) : mark === `${language} ${version}`)
  if (kept.every(Boolean) && same(kept[0].headers.get("X-Kept"))) return
  for (const [nth, each] of beside.entries()) {
    const there = kept[nth + 1]?.headers.get("X-Kept").startsWith(`${language} `)
    if (each.startsWith(path) || !there) await keep(each, { language, version }) // other addresses name their version
  }
  await keep(path, { language, version })
  if (!(await cache.match(path, { ignoreVary: true }))) throw new Error(`${path} is not here`)
}

async function tidy({ by, build, pages, files, pictures }, needed) {
  const wanted = new Set([FILES, LIST, ...files, ...pictures, ...pages.flatMap(({ path, with: beside = [] }) => [path, ...beside])])
  for (const each of await days()) {
    if (each !== name(by, build)) await caches.delete(each)
  }
  const cache = await caches.open(name(by, build))
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (!wanted.has(pathname) && !needed.some((visit) => pathname.includes(visit))) await cache.delete(url)
  }
}

// Which of these pages open without signal, with all that they need; and how much of the day.
async function ready(paths) {
  const list = await listed()
  const whole = async (path) => {
    const beside = list?.pages.find((page) => page.path === path)?.with ?? []
    return (await Promise.all([path, ...beside].map(find))).every(Boolean)
  }
  const visits = list?.pages.filter(({ path }) => path.startsWith("/my/visits/")).map(({ path }) => path) ?? []
  const found = Object.fromEntries(await Promise.all((paths ?? visits).map(async (path) => [path, await whole(path)])))
  return { pages: found, listed: Boolean(list) }
}

// ---- whose, and where

async function who() {
  return (await caches.match("/who", { cacheName: WHO }))?.json()
}

const name = (by, build) => `day ${by} ${build}`

// The newest first.
async function days(by = "") {
  return (await caches.keys()).filter((name) => name.startsWith(`day ${by}`)).reverse()
}

async function find(path) {
  const whose = await who()
  for (const name of whose ? await days(whose.by) : []) {
    const cache = await caches.open(name)
    const kept = (await cache.match(FILES)) && (await cache.match(path, { ignoreVary: true }))
    if (kept) return kept
  }
}

async function listed() {
  return (await find(LIST))?.json()
}

// Kept beside whose day it is: a worker does not live as long as an answer may take.
async function doubt() {
  if (await who()) await (await caches.open(WHO)).put(TRIED, new Response())
}

async function closeIfTried() {
  if (await caches.match(TRIED, { cacheName: WHO })) await close()
}

function close() {
  era++
  filled = { at: 0, reader: "" }
  return caches.delete(WHO)
}

async function wipe() {
  await close()
  for (const name of await days()) await caches.delete(name)
}

// Somebody ended the session of this phone, or locked it. What was pressed is not kept here.
async function over(response) {
  const said = ours(response) && response.headers.get("X-Kept-Day") === "over"
  if (!said) return false
  await next(wipe)
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage({ over: true })
  return true
}

function next(work) {
  const done = turn.then(work)
  turn = done.catch(() => {})
  return done
}

// ---- the worker itself

async function install() {
  const cache = await caches.open(SHELL)
  const response = await get("/offline")
  if (!response.ok || !ours(response)) throw new Error("/offline is not here")
  const text = await response.clone().text()
  for (const [path] of text.matchAll(/\/static\/[^"#]+/g)) await putFile(cache, path)
  await cache.put("/offline", response)
  // A press that is on its way is not disturbed: the worker takes over when nobody sends.
  await navigator.locks.request(FLUSH, () => skipWaiting())
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith("shell ") && name !== SHELL) await caches.delete(name)
  await clients.claim()
}
