// <emergency-card data-dispatch data-stage data-until>: the red card, and its band on Today.
//
// Counts down; keeps 我去, 去不了 and the three big buttons on this phone like every press, shows them at once, and takes
// over what the server says of it: with the answer to what was sent, and every second as long as nobody is there.

import { keep, of } from "./outbox/outbox.js"
import { everything } from "./outbox/tray.js"

const SECOND = 1000
const ANSWERS = ["take", "cannot"]
const WHOLE = 600 * SECOND
const LEADS = "emergency-leads" // where 我去 was about to lead when the page was loaded anew under the finger

class EmergencyCard extends HTMLElement {
  connectedCallback() {
    if (this.#wasLeading()) return location.assign(this.dataset.leads)
    this.addEventListener("submit", this)
    document.addEventListener("outbox:changed", this)
    document.addEventListener("outbox:answer", this)
    this.beat = setInterval(() => this.#tick(), SECOND)
    this.#tick()
    this.#fold()
  }

  disconnectedCallback() {
    clearInterval(this.beat)
    document.removeEventListener("outbox:changed", this)
    document.removeEventListener("outbox:answer", this)
  }

  handleEvent(event) {
    if (event.type === "submit") this.#press(event)
    else if (event.type === "outbox:answer") this.#heard(event.detail)
    else this.#fold()
  }

  async #press(event) {
    event.preventDefault()
    const { verb, what } = Object.fromEntries(new FormData(event.target))
    if (this.pressed === verb) return // both thumbs of a double tap
    this.pressed = verb
    try {
      const answers = ANSWERS.includes(verb)
      const data = answers ? { dispatch: this.dataset.dispatch } : what ? { what } : {}
      await keep([{ visit: answers ? null : this.dataset.goesOn, verb, data }])
      navigator.vibrate?.(40)
      if (this.dataset.leads && verb === "take") return this.#lead()
      await this.#fold()
    } catch {
      this.#say(this.dataset.notKept)
    }
    this.pressed = null
  }

  // A page that was being loaded anew when the finger came down may arrive after this, and take its place.
  #lead() {
    try {
      sessionStorage.setItem(LEADS, this.dataset.leads)
    } catch {
      // No room: Today says where to go on.
    }
    location.assign(this.dataset.leads)
  }

  // Once: the card itself is where it led, and the day may be looked at again.
  #wasLeading() {
    const { leads } = this.dataset
    const was = sessionStorage.getItem(LEADS)
    if (!leads || was === leads) sessionStorage.removeItem(LEADS)
    return Boolean(leads) && was === leads
  }

  // What is kept on this phone and has not been answered yet, over what the server said last.
  async #fold() {
    const { waiting, phone } = await everything()
    this.offset = phone?.contact?.offset_ms ?? 0
    const last = waiting.filter(({ verb, data }) => ANSWERS.includes(verb) && data.dispatch === this.dataset.dispatch).at(-1)
    if (last) this.dataset.stage = last.verb === "take" ? "mine" : "cannot"
    for (const part of this.querySelectorAll("[data-heard]")) part.hidden = last?.verb === "take"
    for (const part of this.querySelectorAll("[data-unheard]")) part.hidden = last?.verb !== "take"
    if (this.dataset.goesOn) await this.#done()
  }

  async #done() {
    for (const { verb, at, state } of await of(this.dataset.goesOn)) {
      const button = state === "refused" ? null : this.querySelector(`.big[data-verb=${verb}]`)
      if (!button || button.disabled) continue
      button.disabled = true
      button.dataset.state = "done"
      const time = Object.assign(document.createElement("span"), { className: "figure", textContent: clock(at) })
      button.querySelector("b").after(time)
      time.nextElementSibling?.remove()
    }
    const next = this.querySelector(".big:not([data-state=done])")
    if (next) next.dataset.state = "current"
  }

  #heard({ html = {} }) {
    const drawn = html[this.id]
    if (drawn) this.#replace(drawn)
    else if (!this.dataset.goesOn && html[`dispatch-${this.dataset.dispatch}`]) location.reload()
  }

  #replace(drawn) {
    const whole = new DOMParser().parseFromString(drawn, "text/html")
    const other = whole.getElementById(this.id)
    if (other && other.outerHTML !== this.drawn) {
      const next = document.importNode(other, true)
      next.drawn = other.outerHTML
      this.replaceWith(next)
    }
  }

  #tick() {
    this.#count()
    if (this.dataset.goesOn && !this.dataset.took && document.visibilityState === "visible") this.#ask()
  }

  // Whether somebody was quicker, or the office sent somebody: every second, because every second counts here.
  async #ask() {
    if (this.asking) return
    this.asking = true
    try {
      const since = this.feed ? `?since=${this.feed}` : ""
      const answer = await fetch(`/live${since}`, { cache: "no-store", signal: AbortSignal.timeout?.(5 * SECOND) })
      if (answer.status === 200) {
        const { now } = await answer.json()
        if (this.feed) await this.#look()
        this.feed = now
      }
    } catch {
      // No signal: what is pressed is kept, and the count goes on.
    }
    this.asking = false
  }

  async #look() {
    const page = await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout?.(5 * SECOND) })
    if (page.headers.has("X-Kept")) throw new Error("Kept") // an older one, because the network was slow: asked for again
    if (page.status === 200) this.#replace(await page.text())
  }

  #count() {
    const shown = this.querySelector(".emergency__count")
    if (!shown) return
    const left = Date.parse(this.dataset.until) - Date.now() - (this.offset ?? 0)
    const seconds = Math.abs(Math.ceil(left / SECOND))
    shown.textContent = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
    this.querySelector("[data-in-time]").hidden = left < 0
    this.querySelector("[data-late]").hidden = left >= 0
    this.querySelector("progress")?.setAttribute("value", Math.max(0, Math.min(100, (left / WHOLE) * 100)))
  }

  #say(words) {
    const notice = document.querySelector("#mishap").content.firstElementChild.cloneNode(true)
    notice.querySelector(".notice__title").textContent = words
    document.querySelector("#notice").replaceChildren(notice)
  }
}

function clock(moment) {
  return new Date(moment).toLocaleTimeString("en", { hourCycle: "h23" })
}

customElements.define("emergency-card", EmergencyCard)
