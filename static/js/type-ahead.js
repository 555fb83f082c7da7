// <type-ahead><input …> … <div id="…" data-words="what was asked for"><button>…</button>…</div></type-ahead>
//
// The keyboard for a field with suggestions under it. The suggestions are buttons that the server sends (htmx fetches
// them; without a script they are found by a search); here the arrow keys move among them, Enter presses one, Escape
// puts them away. With `says="id"` the words of the one in hand (data-says) appear in the element with that id.

class TypeAhead extends HTMLElement {
  #inHand = 0
  #pressWhenFound = false
  #watch = new MutationObserver(() => this.#wake())

  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event))
    this.addEventListener("focusin", () => this.#take(this.#inHand))
    this.addEventListener("focusout", (event) => this.#leave(event))
    this.#watch.observe(this, { childList: true })
    this.#wake()
  }

  disconnectedCallback() {
    this.#watch.disconnect()
  }

  get #input() { return this.querySelector("input") }

  get #list() { return this.querySelector("[data-words]") }

  get #options() { return [...this.#list.querySelectorAll("button")] }

  // New suggestions have come: they get their roles, the first is taken in hand.
  #wake() {
    Object.assign(this.#list, { role: "listbox", ariaLabel: this.#input.labels[0].textContent })
    this.#options.forEach((option, nth) => Object.assign(option, { role: "option", id: `${this.#list.id}-${nth}`, tabIndex: -1 }))
    this.#take(0)

    if (this.#pressWhenFound && this.#isFresh) this.#press()
  }

  #key(event) {
    if (event.target !== this.#input || event.isComposing) return

    const act = { ArrowDown: () => this.#take(this.#inHand + 1), ArrowUp: () => this.#take(this.#inHand - 1), Enter: () => this.#enter(), Escape: () => this.#putAway() }[event.key]
    if (!act) return

    event.preventDefault()
    act()
  }

  // Somebody who types fast presses Enter before the answer is there: it then presses what comes, not what stood there.
  #enter() {
    if (this.#isFresh) this.#press()
    else this.#pressWhenFound = true
  }

  get #isFresh() { return this.#list.dataset.words === this.#input.value.trim() }

  #press() {
    this.#pressWhenFound = false
    this.#options[this.#inHand]?.click()
  }

  #take(nth) {
    const options = this.#options
    const open = options.length > 0 && !this.#list.hidden
    this.#inHand = open ? (nth + options.length) % options.length : 0
    options.forEach((option, at) => { option.ariaSelected = String(at === this.#inHand) })
    // Said each time: htmx, when it has put a new form in place, gives its fields the server's attributes back.
    Object.assign(this.#input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: String(open) })
    this.#input.setAttribute("aria-controls", this.#list.id)
    this.#tell(open ? options[this.#inHand] : null)
  }

  #tell(option) {
    if (option) this.#input.setAttribute("aria-activedescendant", option.id)
    else this.#input.removeAttribute("aria-activedescendant")

    option?.scrollIntoView({ block: "nearest" })
    const says = document.getElementById(this.getAttribute("says"))
    if (!says || !option?.dataset.says) return

    says.textContent = option.dataset.says
    says.closest("[hidden]")?.removeAttribute("hidden")
  }

  #putAway() {
    this.#list.hidden = true
    this.#take(0)
  }

  #leave({ relatedTarget }) {
    this.#pressWhenFound = false
    if (relatedTarget && !this.contains(relatedTarget)) this.#putAway()
  }
}

customElements.define("type-ahead", TypeAhead)
