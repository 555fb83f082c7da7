// <quantity-stepper data-sends>
//   <button data-by="-1">…</button> <input value="2"> <button data-by="1">…</button>
// </quantity-stepper>
//
// A number with two ends. Without this script the ends of a line are forms of their own, one more and one less. With
// it they change the number at once, and with `data-sends` the number's own form goes out when the finger rests, goes
// elsewhere, or leaves the app: then there may be no later.

const REST = 450 // milliseconds
const LEAVING = [["pointerdown", document], ["visibilitychange", document], ["pagehide", window]]
const OWN = ["click", "change"]

class QuantityStepper extends HTMLElement {
  #rest = 0

  connectedCallback() {
    for (const [what, target] of LEAVING) target.addEventListener(what, this, true)
    for (const what of OWN) this.addEventListener(what, this) // a row that is moved comes by here again: heard once all the same
    if (this.#rest) this.#send(REST)
  }

  disconnectedCallback() {
    clearTimeout(this.#rest)
    for (const [what, target] of LEAVING) target.removeEventListener(what, this, true)
  }

  handleEvent(event) {
    if (event.currentTarget === this) return event.type === "click" ? this.#step(event) : this.#send(0)
    if (this.#rest && !event.composedPath().includes(this)) this.#goesOut()
  }

  get #input() {
    return this.querySelector("input:not([type=hidden])")
  }

  #step(event) {
    const by = Number(event.target.closest("[data-by]")?.dataset.by)
    if (!by) return
    const next = this.#next(by)
    if (next === null) return // the last one: the end's own form takes the line off

    event.preventDefault()
    this.#input.value = next
    this.#send(REST)
  }

  #next(by) {
    const { min, max } = this.#input
    const next = Math.round((Number(this.#input.value) + by) * 1000) / 1000

    if (Number.isNaN(next)) return null
    if ("sends" in this.dataset) return next > 0 ? next : null
    return Math.max(Number(min), Math.min(Number(max), next))
  }

  #send(after) {
    if (!("sends" in this.dataset)) return
    clearTimeout(this.#rest)
    this.toggleAttribute("data-rests", true) // whoever draws the page anew waits so long
    this.#rest = setTimeout(() => this.#goesOut(), after)
  }

  #goesOut() {
    clearTimeout(this.#rest)
    this.#rest = 0
    this.removeAttribute("data-rests")
    this.#input.form.requestSubmit()
  }
}

customElements.define("quantity-stepper", QuantityStepper)
