// The views that the visit may come to and the rows that they repeat, as the server drew them (…/ahead): fetched once
// with the page and kept beside it. The phone clones them, it draws nothing by itself.

let drawn = null // a promise of them

export function load(address) {
  drawn = fetch(address, { credentials: "same-origin", redirect: "error" })
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.status))))
    .then((text) => ready(new DOMParser().parseFromString(text, "text/html")))
  drawn.catch(() => {}) // whoever needs it hears of it
  return drawn
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
