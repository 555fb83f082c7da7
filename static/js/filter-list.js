// <filter-list data-field="q"> sections with [data-search] rows, and one [data-none] </filter-list>
//
// Shows only the rows whose search words hold every word typed into the field: parts of a name, pinyin initials, codes.
// Without this script the field's form asks the server, which answers the same.

class FilterList extends HTMLElement {
  connectedCallback() {
    this.#field.addEventListener("input", () => this.#filter())
    this.#field.form.addEventListener("submit", (event) => event.preventDefault())
  }

  get #field() {
    return document.getElementById(this.dataset.field)
  }

  #filter() {
    const words = this.#field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean)

    for (const row of this.querySelectorAll("[data-search]")) {
      row.hidden = !words.every((word) => row.dataset.search.includes(word))
    }
    for (const section of this.querySelectorAll("section")) {
      section.hidden = !section.querySelector("[data-search]:not([hidden])")
    }
    this.querySelector("[data-none]").hidden = Boolean(this.querySelector("section:not([hidden])"))
  }
}

customElements.define("filter-list", FilterList)
