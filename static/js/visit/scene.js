// How the visit stands on this phone at this moment: the page's own state with the kept presses on top of it.

import { isKept } from "../outbox/kept.js"
import { noted, of } from "../outbox/outbox.js"
import { load, views } from "./ahead.js"
import { items, listed, listing } from "./items.js"
import { counts, fold } from "./model.js"
import { facts } from "./facts.js"
import { onward } from "./onward.js"
import { rail, shown } from "./rail.js"

const TURNED = ["enter", "price", "sign"]
const COPY = "copy:"
const SPOKEN = "spoken:" // the owner's choice: it outlives the app, but not the next visit

export const page = { base: null, own: "zh", spoken: "zh" }
let seen = new Map() // the presses as they stood when they were looked at last

export function begin(root) {
  page.own = document.documentElement.lang.slice(0, 2)
  take(JSON.parse(root.querySelector("[data-model]").textContent))
  if (isKept) page.base.next = null
  page.spoken = localStorage.getItem(SPOKEN + page.base.visit) ?? (root.classList.contains("owner") ? root.lang.slice(0, 2) : page.base.owner_language)
}

// A newer state of the visit from the server. What is drawn ahead is fetched again only if it would look different.
export function take(base) {
  const before = page.base
  if (before && base.version < before.version) return
  page.base = base
  if (before?.drawn !== base.drawn) load(base.ahead)
  if (before?.catalogue !== base.catalogue) listing(base.catalogue)
}

export function speak(language) {
  page.spoken = language
  for (const key of Object.keys(localStorage)) if (key.startsWith(SPOKEN)) localStorage.removeItem(key)
  localStorage.setItem(SPOKEN + page.base.visit, language)
}

export async function stand(asked) {
  return withPresses(await presses(), asked)
}

// As it will stand when these are kept, too.
export function foreseen({ kept }, commands, asked) {
  return withPresses([...kept, ...commands.map((command) => ({ ...command, state: "waiting" }))], asked)
}

async function withPresses(kept, asked) {
  const { base } = page
  if (kept.some(({ verb, data }) => verb === "line" && data.item)) await listed()
  const state = fold(base, kept, items())
  const told = state.photos.some(({ here }) => !here) ? await noted() : new Map()
  const sent = standings(fold(base, kept.filter((command) => command.state !== "waiting"), items()))
  const unsent = Boolean(state.outcome) && kept.some((command) => command.state === "waiting")
  const next = await onward(state)
  const where = shown(state, asked)
  const language = TURNED.includes(where.key) ? page.spoken : page.own
  return {
    ...where, base, kept, state, language, unsent, next, noted: told,
    marks: where.marks.map((mark) => ({ ...mark, unsent: sent[mark.key] !== mark.standing && mark.standing !== "current" })),
    folded: kept.filter((command) => counts(command, base)).length,
    kind: [where.view, language, ...facts(state)].join(" "),
    facts: JSON.stringify({ ...state, version: 0, sent, unsent, next, noted: [...told] }),
  }
}

function standings(state) {
  return Object.fromEntries(rail(state).map(({ key, standing }) => [key, standing]))
}

// What is kept of this visit. A press is let go once the page that is kept contains it; this one may be older than that.
async function presses() {
  const kept = await of(page.base.visit)
  const there = new Set(kept.map(({ id }) => id))
  const gone = [...seen.values()].some(({ id, version }) => !there.has(id) && !(version <= page.base.version))
  seen = new Map(kept.map((command) => [command.id, command]))
  if (gone) await renew()
  return kept
}

async function renew() {
  const answer = await fetch(location.pathname, { redirect: "error" }).catch(() => null)
  if (!answer?.ok) return
  const base = modelIn(await answer.text())
  take(answer.headers.has("X-Kept") ? { ...base, next: null } : base)
}

export function modelIn(html) {
  return JSON.parse(new DOMParser().parseFromString(html, "text/html").querySelector("[data-model]").textContent)
}

// With all that is needed to paint it.
export async function ready(scene) {
  const ahead = await views()
  return { ...scene, ahead, words: ahead.words(scene.language), items: items(), copy: copyOf(scene.state, ahead.copy) }
}

// What is said to this scene, or to the promise of one: also where the store cannot be read and nobody knows how it stands.
export async function wordsOf(there) {
  const language = await Promise.resolve(there).then((scene) => scene.language, () => page.own)
  return (await views()).words(language)
}

// The code of the owner's copy was drawn before it was signed: it stays on the phone until the server draws it itself.
function copyOf({ visit, signature }, fresh) {
  if (!signature) return null
  if (signature.copy) return localStorage.removeItem(COPY + visit), signature.copy
  if (signature.token === fresh.token) localStorage.setItem(COPY + visit, JSON.stringify(fresh))
  const kept = JSON.parse(localStorage.getItem(COPY + visit) ?? "null")
  return kept?.token === signature.token ? kept : null
}
