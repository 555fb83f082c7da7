// <photo-brush data-sha256="…" data-late="…" data-full="…"> in a sheet, with a canvas and the buttons [data-back], [data-done]
// and [data-as-it-is].
//
// A finger wipes over a photo that has not left this phone: there large squares of one colour stand, from which nobody
// reads what was under them. From the moment it opens the photo is held back. What is hidden becomes a photo of its own,
// which takes the place of the first one in the transaction in which the bytes of that one go.

import { hold, letPass } from "./outbox/held.js"
import { keep, newId, picture } from "./outbox/outbox.js"
import { written } from "./outbox/picture.js"
import { rememberHidden } from "./visit/photos.js"
import { say } from "./visit/say.js"

const SQUARES = 32 // along the long edge
const FINGER = 22 // pixels of the screen from its middle to its edge

class PhotoBrush extends HTMLElement {
  #canvas = this.querySelector("canvas")
  #pen = this.#canvas.getContext("2d")
  #strokes = [] // each the squares that it has touched, "column row"
  #image = null
  #squares = document.createElement("canvas") // the photo with a pixel for each square
  #last = null

  async connectedCallback() {
    this.addEventListener("click", ({ target }) => this.#press(target.closest("button:not([popovertarget])")))
    for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      this.#canvas.addEventListener(kind, (event) => this[`_${kind}`](event))
    }
    try {
      if (await hold(this.dataset.sha256, this.#visit.visit)) await this.#open()
      else this.#end(this.dataset.late)
    } catch {
      this.#end(this.dataset.full)
    }
  }

  disconnectedCallback() {
    this.#image?.close()
  }

  get #tiles() {
    return this.closest("photo-tiles")
  }

  get #visit() {
    return this.closest("[data-visit]").dataset
  }

  async #open() {
    this.#image = await createImageBitmap(await picture(this.dataset.sha256))
    const { width, height } = this.#image
    const edge = Math.max(width, height) / SQUARES
    Object.assign(this.#canvas, { width, height })
    Object.assign(this.#squares, { width: Math.max(1, Math.round(width / edge)), height: Math.max(1, Math.round(height / edge)) })
    const pen = this.#squares.getContext("2d")
    pen.imageSmoothingQuality = "high"
    pen.drawImage(this.#image, 0, 0, this.#squares.width, this.#squares.height)
    this.#paint()
  }

  _pointerdown(event) {
    if (!this.#image || !event.isPrimary || event.button > 0) return
    this.#canvas.setPointerCapture(event.pointerId)
    this.#strokes.push(new Set())
    this.#last = null
    this.#wipe(event)
  }

  _pointermove(event) {
    if (!this.#canvas.hasPointerCapture(event.pointerId)) return
    const drawn = event.getCoalescedEvents?.() ?? []
    for (const each of drawn.length ? drawn : [event]) this.#wipe(each)
  }

  _pointerup(event) {
    if (this.#canvas.hasPointerCapture(event.pointerId)) this.#canvas.releasePointerCapture(event.pointerId)
  }

  _pointercancel(event) {
    this._pointerup(event)
  }

  // All squares under the finger on its way from where it was: a quick one leaves no gaps.
  #wipe({ clientX, clientY }) {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect()
    const to = [clientX - left, clientY - top]
    const from = this.#last ?? to
    const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / FINGER) || 1
    const across = this.#squares.width / width, down = this.#squares.height / height
    for (let step = 1; step <= steps; step++) {
      const [x, y] = [0, 1].map((nth) => from[nth] + ((to[nth] - from[nth]) * step) / steps)
      for (const column of among(this.#squares.width, (x - FINGER) * across, (x + FINGER) * across)) {
        for (const row of among(this.#squares.height, (y - FINGER) * down, (y + FINGER) * down)) this.#strokes.at(-1).add(`${column} ${row}`)
      }
    }
    this.#last = to
    this.#paint()
  }

  #paint() {
    const { width, height } = this.#canvas
    this.#pen.imageSmoothingEnabled = false
    this.#pen.drawImage(this.#image, 0, 0)
    for (const square of new Set(this.#strokes.flatMap((stroke) => [...stroke]))) {
      const [column, row] = square.split(" ").map(Number)
      const [left, right] = [column, column + 1].map((edge) => Math.round((edge * width) / this.#squares.width))
      const [top, bottom] = [row, row + 1].map((edge) => Math.round((edge * height) / this.#squares.height))
      this.#pen.drawImage(this.#squares, column, row, 1, 1, left, top, right - left, bottom - top)
    }
    for (const button of this.querySelectorAll("[data-back], [data-done]")) button.disabled = !this.#strokes.length
  }

  async #press(button) {
    if (!button || !this.#image) return
    if ("back" in button.dataset) return this.#takeBack()
    for (const each of this.querySelectorAll("button")) each.disabled = true
    try {
      if ("done" in button.dataset) await this.#replace()
      else await letPass(this.dataset.sha256, this.#visit.visit)
      this.#end()
    } catch {
      this.#paint()
      this.#end(this.dataset.full)
    }
  }

  #takeBack() {
    this.#strokes.pop()
    this.#paint()
  }

  // The same picture may stand there twice: hidden on one, it is hidden on the other.
  async #replace() {
    const { visit, version } = this.#visit
    const old = this.dataset.sha256
    const hidden = await written(this.#canvas)
    const consent = new FormData(this.#tiles.querySelector("form")).has("consent")
    const tiles = [...this.#tiles.querySelectorAll(`[data-photo][data-sha256="${old}"]`)]
    const commands = tiles.flatMap((tile) => [
      { verb: "photo", data: { photo: newId(), sha256: hidden.sha256, moment: tile.closest("[data-moment]").dataset.moment, consent } },
      { verb: "drop_photo", data: { photo: tile.dataset.photo } },
    ])
    rememberHidden(commands.map(({ data }) => data.photo))
    const base = Number(version)
    await keep(commands.map((command) => ({ visit, base, ...command })), [{ ...hidden, until: Date.now() }], [old])
  }

  #end(words = "") {
    this.closest("[popover]").hidePopover()
    if (!words) return
    say(words)
    document.querySelector("#notice")?.scrollIntoView({ block: "nearest", behavior: "instant" })
  }
}

// The whole numbers of the squares between these two places.
function among(count, from, to) {
  const first = Math.max(0, Math.floor(from)), last = Math.min(count - 1, Math.floor(to))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, nth) => first + nth)
}

customElements.define("photo-brush", PhotoBrush)
