// <idle-lock data-minutes="5"><form method="post" action="/locked">…</form></idle-lock>: a screen that nobody has touched
// for so long is put away (0: only by the button). All tabs of a tablet are one screen.

const TOUCHED = "touched" // in localStorage: when, in any tab
const AWAY = "screen-away" // set by the locked page
const LOOKS = 5000

class IdleLock extends HTMLElement {
  #looks

  connectedCallback() {
    this.#touch()
    for (const what of ["pointerdown", "keydown"]) addEventListener(what, this, { passive: true })
    addEventListener("storage", this)
    addEventListener("pageshow", this)
    document.addEventListener("visibilitychange", this)
    if (Number(this.dataset.minutes)) this.#looks = setInterval(() => this.#look(), LOOKS)
  }

  disconnectedCallback() {
    clearInterval(this.#looks)
  }

  handleEvent({ type, key, persisted }) {
    if (type === "storage") return key === AWAY && location.reload()
    if (type === "pageshow") return persisted && location.reload()
    if (type === "visibilitychange") return this.#look()
    this.#touch()
  }

  #touch() {
    localStorage.setItem(TOUCHED, Date.now())
  }

  #look() {
    const idle = Date.now() - Number(localStorage.getItem(TOUCHED))
    const minutes = Number(this.dataset.minutes)
    if (minutes && idle > minutes * 60_000) this.#putAway()
  }

  // Without a connection the page stays: a browser's own page of error would hide an emergency.
  async #putAway() {
    const { action } = this.querySelector("form")
    const answer = await fetch(action, { method: "POST", redirect: "manual" }).catch(() => null)
    if (answer) location.assign("/locked")
  }
}

customElements.define("idle-lock", IdleLock)
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.reload()
