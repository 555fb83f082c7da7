// <signature-form data-undo="3"> around the form that signs.
//
// The button sleeps until something is drawn and says so when it is pressed too early. A press is kept back for three
// seconds, in which it can be taken back; then the form goes its usual way, and at once when the app is left: then there may be
// no later. Who signs for the owner is told on the
// button that asked, and kept as long as the drawing: a reload must not turn a neighbour's hand into the owner's. What is
// missing in a sheet that is closed is asked for in the open: a browser says nothing of a field that it cannot show.

const KEPT = "signer:"
const LEAVING = [["visibilitychange", document], ["pagehide", window]]

class SignatureForm extends HTMLElement {
  #waiting = null
  #signed = null // the form whose press is kept back
  #let = false // the press that may go through
  #ownName = ""

  connectedCallback() {
    this.addEventListener("submit", (event) => this.#hold(event), { capture: true })
    this.addEventListener("invalid", ({ target }) => this.#lacks(target), { capture: true })
    this.addEventListener("change", (event) => this.#changed(event))
    this.addEventListener("click", (event) => this.#clicked(event))
    for (const [what, target] of LEAVING) target.addEventListener(what, this)
    this.#ownName = this.#signer.value
    this.#recall()
    this.#wake()
  }

  disconnectedCallback() {
    clearInterval(this.#waiting)
    for (const [what, target] of LEAVING) target.removeEventListener(what, this)
    if (!document.querySelector("signature-form")) localStorage.removeItem(this.#key) // the step is over; a reload does not come by here
  }

  handleEvent({ type }) {
    if (this.#waiting && (type === "pagehide" || document.visibilityState === "hidden")) this.#goesOut()
  }

  get #key() {
    return KEPT + this.querySelector("signature-pad").getAttribute("keep")
  }

  get #pad() {
    return this.querySelector("signature-pad")
  }

  get #signer() {
    return this.querySelector("[name=signer]")
  }

  get #relation() {
    return this.querySelector("[name=relation]:checked")
  }

  #changed({ target }) {
    if (target.name === "relation") this.#askForTheName()
    if (target.name === "signer") target.value = target.value.trim()
    if (["relation", "signer"].includes(target.name)) this.#keep()
    this.#wake()
  }

  #clicked(event) {
    const { target } = event
    if (target.closest("[data-enough]") && !this.#signer.reportValidity()) event.preventDefault()
    if (target.closest("[data-again]")) this.#pad.clear()
    if (target.closest("[data-undo]")) this.#takeBack()
  }

  #lacks(field) {
    field.closest("[popover]")?.togglePopover(true)
    field.focus()
  }

  #wake() {
    this.querySelector("[data-verb=sign]").setAttribute("aria-disabled", String(this.#pad.empty ?? true))
    const behalf = this.querySelector("[data-behalf]")
    behalf.dataset.words ??= behalf.textContent
    const chosen = this.#relation.value === "owner" ? "" : this.#relation.labels[0].textContent.trim()
    behalf.textContent = [chosen, chosen && this.#signer.value].filter(Boolean).join(" ") || behalf.dataset.words
    behalf.toggleAttribute("data-chosen", Boolean(chosen))
  }

  #keep() {
    for (const key of Object.keys(localStorage)) if (key.startsWith(KEPT)) localStorage.removeItem(key)
    if (this.#relation.value === "owner" && this.#signer.value === this.#ownName) return
    localStorage.setItem(this.#key, JSON.stringify([this.#relation.value, this.#signer.value]))
  }

  #recall() {
    const [relation, signer] = JSON.parse(localStorage.getItem(this.#key) ?? "[]")
    const chosen = [...this.querySelectorAll("[name=relation]")].find((each) => each.value === relation)
    if (!chosen) return
    chosen.checked = true
    this.#signer.value = signer
  }

  #askForTheName() {
    const owner = this.#relation.value === "owner"
    if (owner) this.#signer.value = this.#ownName
    else if (this.#signer.value === this.#ownName) this.#signer.value = ""
    if (!owner) this.#signer.focus()
  }

  #hold(event) {
    if (this.#let) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (this.#waiting) return
    const sheet = this.querySelector(":is(:popover-open)") // `:is` also where a browser knows no popover
    if (sheet) return sheet.hidePopover() // Enter after the name
    if (this.#pad.empty) return this.#pad.animate?.([{ opacity: 0.4 }, { opacity: 1 }], 200)
    this.#count(Number(this.dataset.undo), event.target)
  }

  #count(seconds, form) {
    const toast = this.querySelector(".toast")
    const left = toast.querySelector("[data-seconds]")
    toast.hidden = false
    left.textContent = seconds
    this.#signed = form
    this.#waiting = setInterval(() => {
      left.textContent = --seconds
      if (seconds <= 0) this.#goesOut()
    }, 1000)
  }

  #goesOut() {
    this.#takeBack()
    this.#let = true
    this.#signed.requestSubmit()
    this.#let = false
  }

  #takeBack() {
    clearInterval(this.#waiting)
    this.#waiting = null
    this.querySelector(".toast").hidden = true
  }
}

customElements.define("signature-form", SignatureForm)
