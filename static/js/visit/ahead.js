// The views that the visit may come to and the rows that they repeat, as the server drew them (…/ahead): fetched once
// with the page and kept beside it. The phone clones them, it draws nothing by itself.

let drawn = null // a promise of the document

export function load(address) {
  drawn = fetch(address, { credentials: "same-origin", redirect: "error" })
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.status))))
    .then((text) => new DOMParser().parseFromString(text, "text/html"))
  drawn.catch(() => {}) // whoever needs it hears of it
  return drawn
}

export async function views() {
  const kept = await drawn
  const told = (what, language) => JSON.parse(kept.querySelector(`[data-${what}]${language ? `:lang(${language})` : ""}`).textContent)
  return {
    copy: told("copy"),
    words: (language) => told("words", language),
    view: (name, language) => one(kept, `[data-view="${name}"]:lang(${language})`) ?? one(kept, `[data-view="${name}"]`),
    bill: (kind, language) => one(kept, `[data-bill="${kind}"]:lang(${language})`),
    row: (name) => one(kept, `[data-row="${name}"]`),
    photo: (moment) => one(kept, `[data-photo-of="${moment}"]`),
    mark: (standing, key) => within(kept, `[data-rail="${standing}"]`, `.rail__mark[data-mark="${key}"]`),
    place: (key) => within(kept, `[data-rail="current"]`, `p[data-mark="${key}"]`),
    bar: () => within(kept, `[data-rail="current"]`, ".rail__bar"),
    step: (standing, key) => within(kept, `[data-steps="${standing}"]`, `[data-mark="${key}"]`),
  }
}

function one(kept, selector) {
  const template = kept.querySelector(selector)
  return template && document.importNode(template.content.firstElementChild, true)
}

function within(kept, selector, inner) {
  return document.importNode(kept.querySelector(selector).content.querySelector(inner), true)
}
