// <day-marks> on Today, with a <template data-mark="…"> for each mark: which visits open without signal, and of which
// something still waits on this phone; and those that were ended on it are over. All is asked of the phone's own stores, each time anew.

import { takeOver } from "./day-ended.js"
import { ready } from "./outbox/day.js"
import { endedHere, waiting } from "./outbox/outbox.js"

class DayMarks extends HTMLElement {
  connectedCallback() {
    document.addEventListener("outbox:changed", this)
    navigator.serviceWorker?.addEventListener("message", this)
    this.handleEvent()
  }

  disconnectedCallback() {
    document.removeEventListener("outbox:changed", this)
    navigator.serviceWorker?.removeEventListener("message", this)
  }

  async handleEvent() {
    takeOver(await endedHere(), this)
    const jobs = [...document.querySelectorAll("a.next, a.job:not([data-state=done]), a.job[data-here]")]
    const { at } = await waiting()
    const day = await ready(jobs.map((job) => job.pathname))
    for (const job of jobs) {
      this.#mark(job, "ready", !("here" in job.dataset) && day?.pages[job.pathname])
      this.#mark(job, "waits", at[job.pathname.split("/").at(-1)])
    }
  }

  #mark(job, name, found) {
    job.querySelector(`[data-marked=${name}]`)?.remove()
    if (!found) return
    const mark = this.querySelector(`[data-mark=${name}]`).content.firstElementChild.cloneNode(true)
    mark.dataset.marked = name
    if (name === "waits") mark.querySelector(".figure").textContent = found
    else if (job.matches(".job")) mark.lastElementChild.className = "only-read" // in a row the sign alone
    job.querySelector(".next__when, .job__who").append(mark)
  }
}

customElements.define("day-marks", DayMarks)
