// <photo-tiles> around the form with the photos of a visit.
//
// A picture is shown the moment it is taken and sent without another press; the button is for browsers without scripts.

class PhotoTiles extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-send]").hidden = true
    this.addEventListener("change", (event) => this.#taken(event))
  }

  #taken({ target }) {
    if (target.type !== "file" || !target.files.length) return
    if (!target.form.reportValidity()) return (target.value = "")

    const preview = document.createElement("img")
    preview.src = URL.createObjectURL(target.files[0])
    preview.alt = target.closest("label").textContent.trim()
    preview.onload = () => URL.revokeObjectURL(preview.src)
    target.closest("label").dataset.state = "sending"
    target.before(preview)
    target.form.requestSubmit()
  }
}

customElements.define("photo-tiles", PhotoTiles)
