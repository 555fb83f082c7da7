// <minutes-left data-until="2026-11-23T10:50:00+08:00" data-words="in {} min" data-hours="in {h} h" data-both="in {h} h {} min">
//   in 9 min</minutes-left>
//
// Counts down to an appointment and disappears when it has come.

const MINUTE = 60_000
const IN_HOURS = 90 // fieldapp/web/technician/today_page.py

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
    this.textContent = this.#words(left)
  }

  #words(left) {
    const { words, hours, both } = this.dataset
    if (left < IN_HOURS) return words.replace("{}", left)
    return (left % 60 ? both : hours).replace("{h}", Math.floor(left / 60)).replace("{}", left % 60)
  }
}

customElements.define("minutes-left", MinutesLeft)
