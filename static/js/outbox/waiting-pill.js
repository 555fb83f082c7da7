// <waiting-pill role="status" data-waiting="0" data-words="{…}"> with a <template data-for="…"> for each thing it may say.
//
// Says what waits on this phone, in people's words, computed from the store; that there is no signal; that somebody has
// to sign in again. Says nothing while there is nothing to say; its place in the head is kept, so that nothing moves.

import { heard } from "./contact.js"
import { waiting } from "./outbox.js"

const LATE = 2 * 3600_000
const SAYS = { 0: "offline", 401: "sign-in", 426: "old", 507: "full" }

let said = heard()
document.addEventListener("outbox:contact", () => {
  if (said === heard()) return
  said = heard()
  document.querySelectorAll("waiting-pill").forEach((pill) => pill.update())
})

class WaitingPill extends HTMLElement {
  connectedCallback() {
    document.addEventListener("outbox:changed", this)
    this.update()
  }

  disconnectedCallback() {
    document.removeEventListener("outbox:changed", this)
  }

  handleEvent() {
    this.update()
  }

  async update() {
    const found = await waiting()
    const late = found.oldest && Date.now() - Date.parse(found.oldest) > LATE
    const what = SAYS[heard()] ?? (found.count ? (late ? "late" : "waits") : "")

    this.dataset.waiting = found.count
    this.hidden = !what
    this.#show(what, this.#words(found))
  }

  #show(what, words) {
    const said = `${what} ${words}`
    if (this.said === said) return // a reader is not told twice
    this.said = said
    this.querySelector(":scope > :not(template)")?.remove()
    if (!what) return
    const shown = this.querySelector(`template[data-for="${what}"]`).content.firstElementChild.cloneNode(true)
    if (what === "sign-in") shown.search = new URLSearchParams({ next: location.pathname })
    this.#count(shown.querySelector("[data-first]"), words)
    this.append(shown)
  }

  #count(place, words) {
    if (!place || !words.length) return
    place.querySelector("[data-else]")?.remove()
    words[0] = place.dataset.first.replace("%(what)s", words[0])
    place.append(...words.map((word) => Object.assign(document.createElement("span"), { textContent: word })))
  }

  #words(found) {
    const words = JSON.parse(this.dataset.words)
    return ["visits", "photos", "signatures"].filter((what) => found[what]).map((what) => {
      const [one, many] = words[what]
      return (found[what] === 1 ? one : many).replace("%(num)d", found[what])
    })
  }
}

customElements.define("waiting-pill", WaitingPill)
