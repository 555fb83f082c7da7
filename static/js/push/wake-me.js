// <wake-me data-words="{…}">: in the menu of whoever works in the office. May this device be woken when they are needed?
// It says how that stands, and a press changes it. Who signs out is not woken here any more.

import { start } from "./start.js"
import { ask, end, subscribe } from "./subscription.js"

class WakeMe extends HTMLElement {
  #words = JSON.parse(this.dataset.words)

  connectedCallback() {
    const menu = this.closest("details")
    menu.addEventListener("toggle", () => menu.open && this.#show(state()))
    menu.querySelector("form[action='/sign-out']").addEventListener("submit", (event) => this.#leave(event))
    this.#button("ask").addEventListener("click", () => this.#show(registered().then(ask)))
    this.#button("end").addEventListener("click", () => this.#show(end("ended").then(() => ({ state: "ended" }))))
    start()
  }

  async #show(work) {
    this.#say("asking")
    const { state } = await work.catch(() => ({ state: "no_signal" }))
    this.#say(state)
    this.#button("ask").hidden = ["subscribed", "denied", "unsupported", "not_set_up"].includes(state)
    this.#button("end").hidden = state !== "subscribed"
  }

  async #leave(event) {
    event.preventDefault()
    await end("signed_out").catch(() => {})
    event.target.submit()
  }

  #button(what) {
    return this.querySelector(`[data-do=${what}]`)
  }

  #say(what) {
    this.querySelector("[role=status]").textContent = this.#words[what]
  }
}

// Before anybody asked there is no service worker here, and so nothing to look at.
async function state() {
  const registration = await navigator.serviceWorker?.getRegistration("/")
  if (registration) return subscribe()
  return { state: "PushManager" in globalThis ? "not_asked" : "unsupported" }
}

async function registered() {
  await navigator.serviceWorker?.register("/sw.js")
  await navigator.serviceWorker?.ready
}

customElements.define("wake-me", WakeMe)
