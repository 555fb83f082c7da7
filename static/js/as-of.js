// <as-of zone="Asia/Shanghai"><time>10:41</time></as-of>
//
// "As of": the page says when it was drawn. When the server has just said that nothing changed since (304), the
// page is as of now; when it comes from the browser's own store, or as the service worker kept it, it keeps the old time.

class AsOf extends HTMLElement {
  connectedCallback() {
    const [page] = performance.getEntriesByType("navigation")
    if (page?.workerStart ? page.serverTiming?.some(({ name }) => name === "kept") : !page?.transferSize) return

    const onTheSitesClock = { timeZone: this.getAttribute("zone"), hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
    this.querySelector("time").textContent = new Intl.DateTimeFormat("en", onTheSitesClock).format(new Date())
  }
}

customElements.define("as-of", AsOf)
