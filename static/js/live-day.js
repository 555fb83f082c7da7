// <live-day data-tag="…" hidden></live-day>
//
// Keeps Today true: asks whether anything has happened in the branch, then whether this day is still as it was drawn,
// and only if it is not loads the page again. Nothing is taken from under a thumb: not while a sheet or a dialogue is open.

const BEAT = 1500 // milliseconds between two questions
const BEAT_HIDDEN = 15000 // in a tab that nobody sees

class LiveDay extends HTMLElement {
  #next
  #feed = ""

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
    this.#next = setTimeout(() => this.#ask(), document.visibilityState === "visible" ? BEAT : BEAT_HIDDEN)
  }

  async #ask() {
    clearTimeout(this.#next)
    try {
      const answer = await fetch(`/live?since=${this.#feed}`, { cache: "no-store" })
      if (answer.status === 200 && (await this.#isAnotherDay())) return location.reload()
      if (answer.status === 200) this.#feed = (await answer.json()).now
    } catch {
      // No connection: the page says so itself, and the next question comes by itself.
    }
    if (this.isConnected) this.#askLater()
  }

  async #isAnotherDay() {
    if (document.querySelector(":popover-open, dialog[open]")) return false
    // As if htmx asked: so the service worker lets it pass, and the answer is today's, not one that was kept.
    const headers = { "HX-Request": "true", "If-None-Match": `W/"${this.dataset.tag}"` }
    const page = await fetch(location.pathname, { headers, cache: "no-store" })
    return page.status === 200
  }
}

customElements.define("live-day", LiveDay)
