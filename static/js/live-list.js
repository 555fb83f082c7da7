// <live-list id="orders" data-feed="231" data-here="/desk/orders?stage=open">…</live-list>
//
// Keeps a list true: asks every few seconds whether anything has happened, and only then fetches the list again. The
// old rows stay until the new ones are there; keyboard focus stays where it was, because the list is morphed.

const BEAT = 1500 // milliseconds between two questions: what anybody does is seen within two seconds
const BEAT_HIDDEN = 15000 // in a tab that nobody sees

class LiveList extends HTMLElement {
  #next

  connectedCallback() {
    document.addEventListener("visibilitychange", this)
    this.#askLater()
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this)
    clearTimeout(this.#next)
  }

  handleEvent() {
    if (document.visibilityState === "visible") this.#ask()
  }

  #askLater() {
    clearTimeout(this.#next)
    const beat = Number(this.dataset.beat ?? BEAT)
    this.#next = setTimeout(() => this.#ask(), document.visibilityState === "visible" ? beat : BEAT_HIDDEN)
  }

  async #ask() {
    clearTimeout(this.#next)
    try {
      const answer = await fetch(`/live?since=${this.dataset.feed}`, { cache: "no-store" })
      if (answer.status === 401) location.reload()
      if (answer.status === 200) await htmx.ajax("GET", this.dataset.here, { source: this, target: this, swap: "outerMorph" })
    } catch {
      // No connection: the list keeps its "as of", and the next question comes by itself.
    }
    if (this.isConnected) this.#askLater()
  }
}

customElements.define("live-list", LiveList)
