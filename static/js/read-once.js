// <read-once data-key="…"><div class="notice">… <button hidden>Got it</button></div></read-once>
//
// A notice that stands there until somebody pressed its button on this phone. Without scripts it stays for the day.

const KEPT = "read-once"
const MOST = 50 // keys; the oldest ones are forgotten

class ReadOnce extends HTMLElement {
  connectedCallback() {
    this.hidden = read().includes(this.dataset.key)

    const button = this.querySelector("button")
    button.hidden = false
    button.addEventListener("click", () => this.#remember())
  }

  #remember() {
    localStorage.setItem(KEPT, JSON.stringify([...read(), this.dataset.key].slice(-MOST)))
    this.hidden = true
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]")
  } catch {
    return [] // somebody else's words under our name: as if nothing was read
  }
}

customElements.define("read-once", ReadOnce)
