// <photo-tiles> around the form with the photos of a visit.
//
// A picture is shown the moment it is taken and sent without another press; the button is for browsers without scripts.

class PhotoTiles extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-send]").remove()
    this.addEventListener("change", (event) => this.#taken(event))
    // What was taken in comes back as a new control; this one is still here only after a refusal.
    this.addEventListener("htmx:after:request", () => setTimeout(() => this.isConnected && this.#takeBack()))
  }

  #taken({ target }) {
    if (target.type !== "file" || !target.files.length) return
    if (!target.form.reportValidity()) return (target.value = "")

    const preview = document.createElement("img")
    preview.src = URL.createObjectURL(target.files[0])
    preview.alt = target.closest("label").textContent.trim()
    preview.onload = () => URL.revokeObjectURL(preview.src)
    target.before(preview)
    target.form.requestSubmit()
  }

  #takeBack() {
    for (const input of this.querySelectorAll("input[type=file]")) {
      input.value = ""
      input.parentElement.querySelector("img")?.remove()
    }
  }
}

customElements.define("photo-tiles", PhotoTiles)
