// <copy-link data-copied="Copied"><a href="…">…</a> <button type="button" hidden>…</button></copy-link>
//
// What is sent by hand is taken along whole, instead of being marked with a finger. Where the browser does not give its
// clipboard away the button stays hidden.

const SAYS_SO = 2500 // milliseconds

class CopyLink extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button")
    button.hidden = !navigator.clipboard
    button.onclick = () => this.#copy(button)
  }

  async #copy(button) {
    await navigator.clipboard.writeText(this.querySelector("a").href)
    const said = button.querySelector("span")
    const words = said.textContent
    if (words === this.dataset.copied) return

    said.textContent = this.dataset.copied
    setTimeout(() => (said.textContent = words), SAYS_SO)
  }
}

customElements.define("copy-link", CopyLink)
