// <time-left data-until="2026-11-23T10:48:00+00:00">6:42</time-left>: counts down each second, and up again with a plus.

customElements.define(
  "time-left",
  class extends HTMLElement {
    connectedCallback() {
      this.beat = setInterval(() => this.#count(), 1000)
      this.#count()
    }

    disconnectedCallback() {
      clearInterval(this.beat)
    }

    #count() {
      const left = Date.parse(this.dataset.until) - Date.now()
      const seconds = Math.abs(Math.ceil(left / 1000))
      this.textContent = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
    }
  },
)
