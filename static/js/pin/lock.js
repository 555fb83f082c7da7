// <pin-lock><dialog>…</dialog></pin-lock> over the technician's side of a phone that the owner held. The PIN is looked at
// here, without signal; after five wrong ones the server is asked, by the password. What was pressed is kept all the while.

import { isRight } from "./proof.js"

const TRIES = 5

class PinLock extends HTMLElement {
  #busy = false // some tenths of a second: a proof is slow on purpose

  connectedCallback() {
    const dialog = this.querySelector("dialog")
    dialog.addEventListener("cancel", (event) => event.preventDefault())
    dialog.addEventListener("close", () => this.isConnected && dialog.showModal()) // a browser may insist
    this.querySelector("[data-by-pin]").addEventListener("submit", (event) => this.#tryPin(event))
    this.querySelector("[data-by-password]").addEventListener("submit", (event) => this.#tryPassword(event))
    this.querySelector("[data-forgotten]").addEventListener("click", () => this.#askForThePassword())
    this.querySelector("[data-onwards]").href = localStorage.getItem("turned")
    this.querySelector("[data-onwards]").hidden = localStorage.getItem("turned") === location.pathname
    document.addEventListener("push:arrived", this)
    navigator.serviceWorker?.addEventListener("message", this)
    if (document.querySelector("[data-dispatch]")) this.#alarm()
    if (wrong() >= TRIES || !globalThis.crypto?.subtle) this.#askForThePassword()
    else this.querySelector("[name=pin]").focus()
  }

  disconnectedCallback() {
    document.removeEventListener("push:arrived", this)
    navigator.serviceWorker?.removeEventListener("message", this)
  }

  handleEvent({ detail, data }) {
    if ((detail ?? data?.pushed)?.urgent) this.#alarm()
  }

  async #tryPin(event) {
    event.preventDefault()
    const { pin } = event.target.elements
    const figures = pin.value
    if (this.#busy) return
    this.#busy = true
    pin.value = ""
    localStorage.setItem("wrong", wrong() + 1) // before it is looked at: a reload is no way around
    const right = await isRight(figures, localStorage.getItem("pin"))
    this.#busy = false
    if (right) this.#open()
    else if (wrong() >= TRIES) this.#askForThePassword()
    else this.#say("wrong", TRIES - wrong())
  }

  async #tryPassword(event) {
    event.preventDefault()
    const form = event.target
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null)
    form.elements.password.value = ""
    if (!answer || answer.status >= 500) return this.#say("noSignal")
    if (answer.type === "opaqueredirect") return location.assign("/sign-in")
    if (answer.status === 204) this.#open()
    else this.#say(answer.status === 429 ? "often" : "refused")
  }

  #open() {
    localStorage.removeItem("turned")
    localStorage.removeItem("wrong")
    this.remove()
  }

  #askForThePassword() {
    this.querySelector("[data-by-pin]").hidden = true
    this.querySelector("[data-by-password]").hidden = false
    this.querySelector("[name=password]").focus()
    if (wrong() >= TRIES) this.#say("spent")
  }

  #alarm() {
    this.querySelector("[data-alarm]").hidden = false
  }

  #say(what, left = 0) {
    const words = this.querySelector("[data-said]")
    words.textContent = words.dataset[what].replace("%(left)s", left)
  }
}

const wrong = () => Number(localStorage.getItem("wrong"))

customElements.define("pin-lock", PinLock)
