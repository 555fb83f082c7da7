// What every page that keeps itself true does: it asks every few seconds, seldom in a tab that nobody sees, and at once
// when somebody looks at it again. What it asks, and what it does with the answer, each page says in `look`.

const BEAT = 1500 // milliseconds between two questions: what anybody does is seen within two seconds
const BEAT_HIDDEN = 15_000 // in a tab that nobody sees
const PATIENCE = 20_000 // for an answer: where a network swallows the question, nobody else would ask again

const LED_AWAY = 10_000 // a link or a form that was pressed is on its way so long

// What a finger has begun leads somewhere else: who loads the page anew meanwhile would take it back.
let ledAway = -LED_AWAY
for (const what of ["click", "submit"]) {
  document.addEventListener(what, ({ target }) => target.closest("a[href], form") && (ledAway = performance.now()))
}
export const isLedAway = () => performance.now() - ledAway < LED_AWAY

export class Live extends HTMLElement {
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

  get beat() {
    return Number(this.dataset.beat ?? BEAT)
  }

  // Has anything happened in the branch since this number? 204: nothing.
  since(number) {
    return this.fetch(`/live?since=${number}`)
  }

  fetch(address, how = {}) {
    return fetch(address, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE), ...how })
  }

  async #ask() {
    clearTimeout(this.#next)
    // No connection: the page says so itself, and the next question comes by itself.
    await this.look().catch(() => {})
    if (this.isConnected) this.#askLater()
  }

  #askLater() {
    clearTimeout(this.#next)
    this.#next = setTimeout(() => this.#ask(), document.visibilityState === "visible" ? this.beat : BEAT_HIDDEN)
  }
}
