// <copy-link data-copied="Copied"><a href="…">…</a> <button type="button">…</button></copy-link>
//
// What is sent by hand is taken along whole, instead of being marked with a finger. Where the browser does not give its
// clipboard away, the button marks it.

const SAYS_SO = 2500 // milliseconds

class CopyLink extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button")
    button.onclick = () => this.#copy(button)
  }

  async #copy(button) {
    const link = this.querySelector("a")
    getSelection().selectAllChildren(link)
    if (!navigator.clipboard) return

    await navigator.clipboard.writeText(link.href)
    const said = button.querySelector("span")
    const words = said.textContent
    if (words === this.dataset.copied) return

    said.textContent = this.dataset.copied
    setTimeout(() => (said.textContent = words), SAYS_SO)
  }
}

customElements.define("copy-link", CopyLink)
