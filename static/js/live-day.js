// <live-day data-tag="…" hidden></live-day>
//
// Keeps Today true: asks whether anything has happened in the branch, then whether this day is still as it was drawn,
// and only if it is not loads the page again. Nothing is taken from under a thumb: not while a sheet or a dialogue is open,
// nor while a press leads away. (In `:is`, a browser that knows no popover passes over the word; alone it would throw.)

import { leave } from "./day-over.js"
import { isLedAway, Live } from "./live.js"

class LiveDay extends Live {
  #feed = ""

  async look() {
    const answer = await this.since(this.#feed)
    if (answer.headers.get("X-Kept-Day") === "over") return leave()
    if (answer.status === 200 && (await this.#isAnotherDay())) return location.reload()
    if (answer.status === 200) this.#feed = (await answer.json()).now
  }

  async #isAnotherDay() {
    if (document.querySelector(":is(:popover-open), dialog[open]") || isLedAway()) return false
    // As if htmx asked: so the service worker lets it pass, and the answer is today's, not one that was kept.
    const headers = { "HX-Request": "true", "If-None-Match": `W/"${this.dataset.tag}"` }
    const page = await this.fetch(location.pathname, { headers })
    return page.status === 200 && !isLedAway()
  }
}

customElements.define("live-day", LiveDay)
