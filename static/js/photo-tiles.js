// <photo-tiles data-no_picture="…" data-too_large="…" data-full="…"> around the form with the photos of a visit.
//
// A picture is shown the moment it is taken and kept on this phone; it goes out by itself a moment later. Until then
// something on it can be hidden, with a brush that is fetched when it is wanted. The owner is asked first: before that no
// camera opens, as a picture that may not be kept is not taken. The button is for browsers without scripts.

import { keep, newId } from "./outbox/outbox.js"
import { FRESH } from "./outbox/photos.js"
import { prepare } from "./outbox/picture.js"
import { views } from "./visit/ahead.js"
import { markHidden } from "./visit/photos.js"
import { hush, say } from "./visit/say.js"

class PhotoTiles extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-send]")?.remove()
    this.addEventListener("change", ({ target }) => this.#changed(target))
    this.addEventListener("click", (event) => this.#clicked(event))
    for (const tile of this.querySelectorAll("[data-photo]")) markHidden(tile)
  }

  #changed(field) {
    if (field.name === "consent") this.#say(field, "")
    if (field.type === "file" && field.files.length) this.#taken(field)
  }

  #clicked(event) {
    const { target } = event
    if (target.closest("[data-verb=photo]") && !this.#agreed()) event.preventDefault()
    if (target.closest("[data-hide]")) this.#hide(target.closest("[data-photo]").dataset)
  }

  #agreed() {
    const box = this.querySelector("[name=consent][type=checkbox]")
    if (!box || box.checked) return true
    this.#say(box, "faulty")
    box.focus()
    return false
  }

  #say(box, state) {
    box.closest(".photo-tiles__consent").dataset.state = state
  }

  async #taken(input) {
    if (!this.#agreed()) return (input.value = "")
    const [file] = input.files
    const shown = this.#show(input, file)
    try {
      hush()
      await this.#keep(input, await prepare(file)) // the page shows it from what is kept
    } catch ({ name }) {
      say(this.dataset[name] ?? this.dataset.full)
    } finally {
      input.value = ""
      shown.remove()
    }
  }

  #keep({ name: moment, form }, { bytes, sha256, type }) {
    const { visit, version } = this.closest("[data-visit]").dataset
    const consent = new FormData(form).has("consent")
    const data = { photo: newId(), sha256, moment, consent }
    return keep([{ visit, verb: "photo", base: Number(version), data }], [{ sha256, bytes, type, until: Date.now() + FRESH }])
  }

  async #hide({ sha256 }) {
    if (this.querySelector("photo-brush")) return
    const sheet = (await views()).row("brush")
    const brush = sheet.querySelector("photo-brush")
    brush.dataset.sha256 = sha256
    sheet.addEventListener("toggle", ({ newState }) => newState === "closed" && sheet.remove())
    this.append(sheet)
    sheet.showPopover()
    const script = Object.assign(document.createElement("script"), { type: "module", src: brush.dataset.script })
    script.onload = script.onerror = () => script.remove()
    script.addEventListener("error", () => {
      sheet.hidePopover()
      say(brush.dataset.away)
    })
    document.head.append(script)
  }

  #show(input, file) {
    const preview = Object.assign(document.createElement("img"), { src: URL.createObjectURL(file), alt: input.parentElement.textContent.trim() })
    preview.onload = () => URL.revokeObjectURL(preview.src)
    input.before(preview)
    return preview
  }
}

customElements.define("photo-tiles", PhotoTiles)
