// <minutes-left data-until="2026-11-23T10:50:00+08:00" data-words="in {} min">in 9 min</minutes-left>
//
// Counts down to an appointment and disappears when it has come.

const MINUTE = 60_000

class MinutesLeft extends HTMLElement {
  #timer

  connectedCallback() {
    this.#update()
    this.#timer = setInterval(() => this.#update(), MINUTE / 4)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  #update() {
    const left = Math.floor((Date.parse(this.dataset.until) - Date.now()) / MINUTE)

    this.hidden = left < 1
    this.textContent = this.dataset.words.replace("{}", left)
  }
}

customElements.define("minutes-left", MinutesLeft)
