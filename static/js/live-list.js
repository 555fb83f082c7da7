// <live-list id="orders" data-feed="231" data-here="/desk/orders?stage=open">…</live-list>
//
// Keeps a list true: asks every few seconds whether anything has happened, and only then fetches the list again. The
// old rows stay until the new ones are there; keyboard focus stays where it was, because the list is morphed.

import { Live } from "./live.js"

class LiveList extends Live {
  async look() {
    const answer = await this.since(this.dataset.feed)
    if (answer.status === 401) location.reload()
    if (document.querySelector(":is(:popover-open, dialog[open])")) return // nobody's form is taken from under their hands
    if (answer.status === 200) await htmx.ajax("GET", this.dataset.here, { source: this, target: this, swap: "outerMorph" })
  }
}

customElements.define("live-list", LiveList)
