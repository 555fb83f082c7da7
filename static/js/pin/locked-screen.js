// <locked-screen data-last="…"> with [data-alarm]: a screen that was put away asks every two seconds whether there is an
// emergency, shows that there is one, and sounds for a while when one begins.

import { Live } from "../live.js"

const RINGS_FOR = 120_000
const EVERY = 3000

class LockedScreen extends Live {
  #sound = null
  #rings

  connectedCallback() {
    super.connectedCallback()
    localStorage.setItem("screen-away", Date.now()) // other tabs ask anew, and come here
    this.#sound = globalThis.AudioContext ? new AudioContext() : null // runs if the page before this one was touched
    // Of a mouse the one, of a finger the other is what lets a page make a sound.
    for (const what of ["pointerdown", "pointerup"]) document.addEventListener(what, () => this.#sound?.resume())
  }

  get beat() {
    return 2000
  }

  async look() {
    const answer = await this.fetch("/locked/alarm", { redirect: "manual" })
    if (answer.type === "opaqueredirect") return location.assign("/sign-in")
    if (!answer.ok) return
    const { last } = await answer.json()
    this.querySelector("[data-alarm]").hidden = !last
    if (last !== this.dataset.last) this.#ring(last)
    this.dataset.last = last
  }

  #ring(last) {
    clearInterval(this.#rings)
    if (!last) return
    const until = Date.now() + RINGS_FOR
    this.#tone()
    this.#rings = setInterval(() => (Date.now() < until ? this.#tone() : clearInterval(this.#rings)), EVERY)
  }

  #tone() {
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([600, 200, 600])
    if (this.#sound?.state !== "running") return
    for (const [nth, pitch] of [880, 660, 880, 660].entries()) {
      const tone = new OscillatorNode(this.#sound, { type: "square", frequency: pitch })
      tone.connect(new GainNode(this.#sound, { gain: 0.4 })).connect(this.#sound.destination)
      tone.start(this.#sound.currentTime + nth * 0.25)
      tone.stop(this.#sound.currentTime + nth * 0.25 + 0.22)
    }
  }
}

customElements.define("locked-screen", LockedScreen)
