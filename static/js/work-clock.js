// <work-clock data-seconds="760">12:40</work-clock>
//
// How long the work has been going on. Counted from what the server said, so that a wrong clock does not matter.

class WorkClock extends HTMLElement {
  #timer
  #began

  connectedCallback() {
    this.#began = performance.now() - 1000 * Number(this.dataset.seconds)
    this.#timer = setInterval(() => this.#update(), 1000)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  #update() {
    const seconds = Math.floor((performance.now() - this.#began) / 1000)

    this.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
  }
}

customElements.define("work-clock", WorkClock)
