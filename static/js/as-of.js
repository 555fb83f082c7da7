// <as-of><time>10:41</time></as-of>
//
// "As of": the page says when it was drawn. When the server has just said that nothing changed since (304), the
// page is as of now; when it comes from the browser's own store it keeps the old time.

class AsOf extends HTMLElement {
  connectedCallback() {
    const [page] = performance.getEntriesByType("navigation")
    if (!page?.transferSize || page.workerStart) return

    const now = new Date()
    const two = (number) => String(number).padStart(2, "0")
    this.querySelector("time").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`
  }
}

customElements.define("as-of", AsOf)
