// The views that the visit may come to and the rows that they repeat, as the server drew them (…/ahead): fetched once
// with the page and kept beside it. The phone clones them, it draws nothing by itself.

import { ours } from "../outbox/lane.js"

const PATIENCE = 15_000 // milliseconds: a network that says nothing is none

let drawn = null // a promise of them
let late = "" // the address of those that did not come

export function load(address) {
  late = ""
  const mine = fetch(address, { credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout?.(PATIENCE) })
    .then((response) => (response.ok && ours(response) ? response.text() : Promise.reject(new Error(response.status))))
    .then((text) => ready(new DOMParser().parseFromString(text, "text/html")))
  drawn = mine
  mine.catch(() => mine === drawn && (late = address)) // whoever needs it hears of it
  return drawn
}

// Once more, if they did not come; null when there is nothing to ask for.
export function loadAgain() {
  return late ? load(late) : null
}

export function views() {
  return drawn
}

function ready(kept) {
  const told = once((what, language) => JSON.parse(kept.querySelector(`[data-${what}]${language ? `:lang(${language})` : ""}`).textContent))
  const one = once((...selectors) => selectors.map((selector) => kept.querySelector(selector)).find(Boolean)?.content.firstElementChild ?? null)
  const within = once((selector, inner) => kept.querySelector(selector).content.querySelector(inner))
  return {
    copy: told("copy"),
    warranty: told("warranty"),
    words: (language) => told("words", language),
    view: (name, language) => another(one(`[data-view="${name}"]:lang(${language})`, `[data-view="${name}"]`)),
    bill: (kind, language) => another(one(`[data-bill="${kind}"]:lang(${language})`)),
    row: (name) => another(one(`[data-row="${name}"]`)),
    photo: (moment) => another(one(`[data-photo-of="${moment}"]`)),
    mark: (standing, key) => another(within(`[data-rail="${standing}"]`, `.rail__mark[data-mark="${key}"]`)),
    place: (key) => another(within(`[data-rail="current"]`, `p[data-mark="${key}"]`)),
    bar: () => another(within(`[data-rail="current"]`, ".rail__bar")),
    step: (standing, key) => another(within(`[data-steps="${standing}"]`, `[data-mark="${key}"]`)),
  }
}

function another(drawn) {
  return drawn && document.importNode(drawn, true)
}

// What was looked for once is known.
function once(find) {
  const known = new Map()
  return (...asked) => {
    const key = asked.join()
    if (!known.has(key)) known.set(key, find(...asked))
    return known.get(key)
  }
}
