// <keep-answers data-order="…"> on the call sheet, and on the page of what came of it
//
// Answers that were given and not handed in yet stay in this tab until they are: whoever opens another row in between
// finds them again. Without this script another row opens beside the sheet.

const SHEET = "call-sheet"

class KeepAnswers extends HTMLElement {
  connectedCallback() {
    const sheet = document.getElementById(SHEET)
    if (!sheet) return sessionStorage.removeItem(this.#name)

    for (const row of document.querySelectorAll("a.side-row[target]")) row.removeAttribute("target")
    if (!("sent" in this.dataset)) this.#put(sheet)
    document.addEventListener("input", this)
  }

  disconnectedCallback() {
    document.removeEventListener("input", this)
  }

  handleEvent({ target }) {
    if (target.form?.id !== SHEET) return
    const given = [...new FormData(target.form)].filter(([name]) => name !== "version")
    sessionStorage.setItem(this.#name, JSON.stringify(given))
  }

  get #name() {
    return `${SHEET}:${this.dataset.order}`
  }

  #put(sheet) {
    for (const [name, value] of JSON.parse(sessionStorage.getItem(this.#name) ?? "[]")) {
      const field = sheet.elements.namedItem(name)
      if (field) field.value = value // of a group of choices, too: the one with this value is chosen
    }
  }
}

customElements.define("keep-answers", KeepAnswers)
