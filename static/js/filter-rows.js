// <filter-rows data-field="find"> rows with [data-search] </filter-rows>
//
// Shows only the rows whose search words hold every word typed into the field, which may be of no form; what is ticked
// stays. Without this script all rows are there. The field is looked for anew at every letter: a page may be redrawn.

class FilterRows extends HTMLElement {
  connectedCallback() {
    document.addEventListener("input", this)
  }

  disconnectedCallback() {
    document.removeEventListener("input", this)
  }

  handleEvent({ target }) {
    if (target.id !== this.dataset.field) return
    const words = target.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean)
    for (const row of this.querySelectorAll("[data-search]")) {
      const ticked = row.querySelector("input")?.checked
      row.hidden = !ticked && !words.every((word) => row.dataset.search.includes(word))
    }
  }
}

customElements.define("filter-rows", FilterRows)
