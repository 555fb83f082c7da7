// <shift-drill data-words="{…}" data-zone="Asia/Shanghai">: the drill at the beginning of a shift. One press: may the phone
// be woken, can a push service be reached, and does a real message come back? Green with the seconds it took, or red with
// the reason and what to do. Without push the open page itself is tried.

import { ask, subscribe } from "./subscription.js"

const PATIENCE = 30_000 // milliseconds for the whole way there and back
const LOOK = 500
const NO_PUSH = ["unsupported", "not_set_up", "no_service", "no_answer"]

class ShiftDrill extends HTMLElement {
  #words = JSON.parse(this.dataset.words)
  #busy = false

  connectedCallback() {
    this.querySelector("[data-do=drill]").addEventListener("click", () => this.#press())
    document.addEventListener("visibilitychange", this)
    this.#status = navigator.permissions?.query({ name: "notifications" }).catch(() => null)
    this.#status?.then((status) => status?.addEventListener("change", this))
    this.#look()
  }

  #status = null

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this)
    this.#status?.then((status) => status?.removeEventListener("change", this))
  }

  handleEvent() {
    if (document.visibilityState === "visible") this.#look()
  }

  // How it stands, without trying anything.
  async #look() {
    if (this.#busy) return
    const [found, { state }] = await Promise.all([stand(), subscribe()])
    if (this.#busy || !found) return
    this.#duty(found.until)
    if (state === "denied") this.#show("poor", "denied")
    else if (found.readiness === "ready") this.#show("fine", state === "subscribed" ? "answered" : "page_answered", { time: this.#clock(found.tested_at) })
    else this.#show("poor", state === "subscribed" ? "untested" : state)
    this.hidden = false
  }

  async #press() {
    if (this.#busy) return
    this.#busy = true
    this.#show("waits", "asking")
    const button = this.querySelector("[data-do=drill]")
    button.disabled = true
    await this.#try().catch(() => this.#show("poor", "no_signal"))
    button.disabled = false
    this.#busy = false
  }

  async #try() {
    const { state, id } = await ask()
    if (state === "subscribed") return this.#drill(id, "came_back")
    if (!NO_PUSH.includes(state)) return this.#show("poor", state)
    await this.#drill("app", "page_rang", { why: this.#words[state] })
  }

  async #drill(way, good, more = {}) {
    this.#show("waits", "sending")
    const began = Date.now()
    const begun = await fetch("/push/drills", { method: "POST", body: JSON.stringify({ way }), headers: { "Content-Type": "application/json" } })
    if (!begun.ok) return this.#show("poor", "failed", { why: begun.status })
    const { id } = await begun.json()
    let found = { state: "queued" }
    while (Date.now() - began < PATIENCE && ["queued", "sent"].includes(found.state)) {
      await new Promise((resolve) => setTimeout(resolve, LOOK))
      found = await (await fetch(`/push/drills/${id}`, { cache: "no-store" })).json()
    }
    const seconds = found.seconds?.toFixed(1)
    if (found.state === "received") this.#show("fine", good, { seconds, time: this.#clock(Date.now()), ...more })
    else this.#show("poor", found.state, { why: found.why, seconds: PATIENCE / 1000 })
  }

  #duty(until) {
    this.querySelector("[data-duty=on]").hidden = !until
    this.querySelector("[data-duty=off]").hidden = Boolean(until)
    if (until) this.querySelector("[data-until]").textContent = this.#clock(until)
  }

  #show(state, what, facts = {}) {
    const words = Object.entries(facts).reduce((said, [name, fact]) => said.replaceAll(`%(${name})s`, fact), this.#words[what])
    const line = this.querySelector("[data-check=push]")
    line.dataset.state = state
    line.dataset.what = what
    line.querySelector("[data-coin]").replaceChildren(this.querySelector(`[data-coin-for=${state}]`).content.cloneNode(true))
    line.querySelector(".check__words").textContent = words
  }

  #clock(at) {
    return new Intl.DateTimeFormat("en", { timeZone: this.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at))
  }
}

async function stand() {
  const answer = await fetch("/push/drills", { cache: "no-store" }).catch(() => null)
  return answer?.ok ? answer.json() : null
}

customElements.define("shift-drill", ShiftDrill)
