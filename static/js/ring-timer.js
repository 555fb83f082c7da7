// <ring-timer data-waited="3" data-least="5" data-most="10"
//   data-wait="seconds, wait" data-again="seconds, ring again" data-full="Ten seconds are over">
//   …a .ring, a <p aria-live="polite"> for what is spoken, .buttons that wake at the least wait…
// </ring-timer>
//
// The wait after ringing (clause 4.5.1): five to ten seconds, then again. The ring fills evenly; from the fifth second
// on each one is felt. It speaks twice, at the fifth and at the tenth second. Without this script all buttons are live.

import { since } from "./passed.js"

const A_TICK = 20 // milliseconds that the phone shakes

class RingTimer extends HTMLElement {
  #timer
  #passed
  #last = -1

  connectedCallback() {
    this.#passed = since(Number(this.dataset.waited))
    this.#update()
    this.#timer = setInterval(() => this.#update(), 100)
    this.addEventListener("click", this.#whileAsleep, { capture: true })
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  get #least() {
    return Number(this.dataset.least)
  }

  get #most() {
    return Number(this.dataset.most)
  }

  #update() {
    const seconds = Math.min(this.#passed(), this.#most)
    if (seconds === this.#last) return

    this.#draw(seconds)
    if (this.#last >= 0 && seconds >= this.#least) this.#tell(seconds)
    if (seconds === this.#most) clearInterval(this.#timer)
    this.#last = seconds
  }

  #draw(seconds) {
    const awake = seconds >= this.#least
    const words = awake ? this.dataset.again : this.dataset.wait

    // Half a second ahead: the arc takes its time to get there.
    this.querySelector(".ring__arc").setAttribute("stroke-dasharray", `${seconds} ${this.#most}`)
    this.querySelector(".ring__number").textContent = seconds
    this.querySelector(".ring__number").nextSibling.textContent = ` ${words}`
    for (const button of this.querySelectorAll(".button")) button.ariaDisabled = awake ? null : "true"
  }

  #tell(seconds) {
    navigator.vibrate?.(A_TICK)
    if (seconds === this.#least) this.#say(`${seconds} ${this.dataset.again}`)
    if (seconds === this.#most) this.#say(this.dataset.full)
  }

  #say(words) {
    this.querySelector("[aria-live]").textContent = words
  }

  #whileAsleep(event) {
    if (event.target.closest('.button[aria-disabled="true"]')) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
}

customElements.define("ring-timer", RingTimer)
