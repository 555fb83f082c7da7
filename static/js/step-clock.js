// <step-clock data-since="started" data-seconds="760">12:40</step-clock>
// <step-clock data-since="rang" data-seconds="12" data-of="300" data-over="Long enough">4:48</step-clock>
//
// How long the work has been going on; with `data-of` how long is still to be waited, and in the end its words, which
// are felt, too. Counted from what the server said, so that a wrong clock does not matter.

import { since } from "./passed.js"

const OVER = 200 // milliseconds that the phone shakes

function stopwatch(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const shown = hours ? [hours, minutes, seconds % 60] : [minutes, seconds % 60]

  return shown.map((figure, nth) => (nth ? String(figure).padStart(2, "0") : figure)).join(":")
}

class StepClock extends HTMLElement {
  #timer
  #passed

  connectedCallback() {
    this.#passed = since(Number(this.dataset.seconds))
    this.#timer = setInterval(() => this.#update(), 1000)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  #update() {
    const passed = this.#passed()
    const seconds = this.dataset.of ? this.dataset.of - passed : passed

    if (seconds <= 0 && this.dataset.of) return this.#end()
    this.textContent = stopwatch(seconds)
  }

  #end() {
    clearInterval(this.#timer)
    navigator.vibrate?.(OVER)
    Object.assign(this, { role: "status", textContent: this.dataset.over })
  }
}

customElements.define("step-clock", StepClock)
