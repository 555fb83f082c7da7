// <open-app data-words="{…}"> with templates: while somebody is on duty the open page asks every two seconds whether they
// are called. It rings and shakes, shows that it listens, and its own silence is a banner. Where there is no push it is the
// way by which somebody is reached, so once a minute it says that it is there, on top, and may make a sound.

import { still } from "../still.js"

const BEAT = 2000 // milliseconds between two questions
const BEAT_HIDDEN = 5000 // in a page that nobody sees; browsers make it a minute after a while
const BEAT_OFF_DUTY = 20_000
const PATIENCE = 10_000 // for an answer: a network that swallows the question must not keep the next one
const SILENT = 30_000
const SAYS_SO = 60_000
const RINGS_FOR = 120_000
const TOUCHES = ["pointerdown", "pointerup"] // of a mouse the one, of a finger the other is what lets a page make a sound
const MOST_TOLD = 2 // that stand there at once, the last ones: more would cover the day, which has all of it
const ALARM = [600, 200, 600, 200, 1200]

class OpenApp extends HTMLElement {
  #heardAt = Date.now()
  #saidAt = 0
  #onDuty = false
  #rings = new Map()
  #sound = null
  #next
  #pulse

  connectedCallback() {
    this.#pulse = setInterval(() => this.#beat(), 1000)
    document.addEventListener("visibilitychange", this)
    for (const what of TOUCHES) document.addEventListener(what, this)
    document.addEventListener("shift:changed", this)
    this.#ask()
  }

  disconnectedCallback() {
    clearInterval(this.#pulse)
    clearTimeout(this.#next)
    document.removeEventListener("visibilitychange", this)
    for (const what of TOUCHES) document.removeEventListener(what, this)
    document.removeEventListener("shift:changed", this)
  }

  handleEvent({ type }) {
    if (TOUCHES.includes(type)) this.#unlock()
    else if (document.visibilityState === "visible") this.#ask()
  }

  // A browser lets a page make a sound once somebody has touched it.
  #unlock() {
    this.#sound ??= globalThis.AudioContext ? new AudioContext() : null
    this.#sound?.resume()
  }

  get #mayRing() {
    return this.#sound?.state === "running"
  }

  async #ask() {
    clearTimeout(this.#next)
    try {
      if (!navigator.onLine || this.hasAttribute("data-over")) throw new DOMException("No signal", "NetworkError")
      const answer = await fetch("/push/rings", { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) })
      if (answer.ok && answer.headers.get("X-Sync-Protocol")) await this.#hear(await answer.json())
    } catch {
      // No connection: the banner says so, and the next question comes by itself.
    }
    this.#beat()
    if (this.isConnected) this.#next = setTimeout(() => this.#ask(), this.#rest())
  }

  #rest() {
    if (!this.#onDuty) return BEAT_OFF_DUTY
    return document.visibilityState === "visible" ? BEAT : BEAT_HIDDEN
  }

  async #hear({ on_duty: onDuty, rings }) {
    this.#heardAt = Date.now()
    this.#onDuty = onDuty
    for (const ring of rings) this.#ring(ring)
    if (onDuty && this.#mayRing && document.visibilityState === "visible" && Date.now() - this.#saidAt > SAYS_SO) {
      this.#saidAt = Date.now()
      await fetch("/push/rings", { method: "POST", signal: AbortSignal.timeout?.(PATIENCE) })
    }
  }

  #ring(ring) {
    word(ring.token, "received")
    document.dispatchEvent(new CustomEvent("push:arrived", { detail: ring }))
    if (this.#rings.has(ring.key)) return
    const shown = this.querySelector(`template[data-for="${ring.urgent ? "urgent" : "told"}"]`).content.firstElementChild.cloneNode(true)
    shown.href = ring.path
    shown.querySelector("[data-title]").textContent = ring.title
    shown.querySelector("[data-body]").textContent = ring.body
    shown.addEventListener("click", () => {
      this.#quiet(ring.key)
      word(ring.token, "opened")
    })
    this.#rings.set(ring.key, { shown, until: Date.now() + (ring.urgent ? RINGS_FOR : 3000), urgent: ring.urgent })
    still(() => {
      this.querySelector("[data-rings]").append(shown)
      const told = [...this.#rings.values()].filter(({ urgent, shown }) => !urgent && shown.isConnected)
      for (const { shown } of told.slice(0, -MOST_TOLD)) shown.remove()
    })
    this.#alarm(ring.urgent)
  }

  #quiet(key) {
    still(() => this.#rings.get(key)?.shown.remove())
    this.#rings.delete(key)
  }

  #beat() {
    for (const ring of this.#rings.values()) if (ring.urgent && Date.now() < ring.until && Date.now() % 3000 < 1000) this.#alarm(true)
    const silent = Date.now() - this.#heardAt > SILENT
    this.querySelector("[data-live]").hidden = !this.#onDuty || silent
    this.querySelector("[data-live]").dataset.state = Date.now() - this.#heardAt > 3 * BEAT_HIDDEN ? "stale" : "live"
    still(() => {
      this.querySelector("[data-silent]").hidden = !this.#onDuty || !silent
      this.hidden = !this.#onDuty && !this.#rings.size
    })
  }

  #alarm(urgent) {
    // Before a first touch a browser refuses to shake, and complains.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(urgent ? ALARM : [200])
    if (!this.#mayRing) return
    const now = this.#sound.currentTime
    for (const [nth, pitch] of (urgent ? [880, 660, 880, 660] : [660]).entries()) {
      const tone = new OscillatorNode(this.#sound, { type: "square", frequency: pitch })
      tone.connect(new GainNode(this.#sound, { gain: 0.4 })).connect(this.#sound.destination)
      tone.start(now + nth * 0.25)
      tone.stop(now + nth * 0.25 + 0.22)
    }
  }
}

function word(token, event) {
  const body = JSON.stringify({ token, event, at: new Date().toISOString() })
  fetch("/push/receipts", { method: "POST", body, headers: { "Content-Type": "application/json" }, keepalive: true }).catch(() => {})
}

customElements.define("open-app", OpenApp)
