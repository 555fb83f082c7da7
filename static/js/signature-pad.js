// <signature-pad name="strokes" label="Signature" keep="<visit>"></signature-pad>
//
// A form field that is drawn. Its value is JSON: strokes of points [x, y, milliseconds since the first point], in pixels
// of the page as they were drawn, each with how hard the pen was pressed (0 to 1000) if it is one that feels it. Turning the phone never touches the points, only how they are shown. What was drawn is
// kept in the browser under `keep` until the step is over, so that a reload or a crash loses nothing.
// Fires "change" whenever the strokes do.

const KEPT = "signature:"
const THICK = 6 // pixels: a slow stroke
const THIN = 3.5 // a quick one
const NEAR = 1.5 // pixels: closer points than this say nothing new

class SignaturePad extends HTMLElement {
  static formAssociated = true

  #field = this.attachInternals()
  #canvas = document.createElement("canvas")
  #resized = new ResizeObserver(() => this.#paint())
  #strokes = []
  #began = 0

  connectedCallback() {
    forgetOthers(this.#key)
    this.#strokes = JSON.parse(localStorage.getItem(this.#key) ?? "[]")
    this.#canvas.setAttribute("role", "img")
    this.#canvas.setAttribute("aria-label", this.getAttribute("label"))
    this.replaceChildren(this.#canvas)
    for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      this.#canvas.addEventListener(kind, (event) => this[`_${kind}`](event))
    }
    this.#resized.observe(this)
    this.#tell()
  }

  disconnectedCallback() {
    this.#resized.disconnect()
    if (!document.querySelector("signature-pad")) localStorage.removeItem(this.#key) // the step is over; a reload does not come by here
  }

  formResetCallback() {
    this.clear()
  }

  get empty() {
    return this.#strokes.every((stroke) => stroke.length < 2)
  }

  clear() {
    this.#strokes = []
    this.#changed()
  }

  _pointerdown(event) {
    if (!event.isPrimary || event.button > 0) return
    this.#canvas.setPointerCapture(event.pointerId)
    this.#began = this.#strokes.length ? this.#began || event.timeStamp - lastOf(this.#strokes)[2] : event.timeStamp
    this.#strokes.push([this.#point(event)])
    this.#paint()
  }

  _pointermove(event) {
    if (!this.#canvas.hasPointerCapture(event.pointerId)) return
    const stroke = this.#strokes.at(-1)
    const drawn = event.getCoalescedEvents?.() ?? []
    for (const each of drawn.length ? drawn : [event]) {
      const point = this.#point(each)
      if (distance(stroke.at(-1), point) >= NEAR) stroke.push(point)
    }
    this.#paint()
  }

  _pointerup(event) {
    if (!this.#canvas.hasPointerCapture(event.pointerId)) return
    this.#canvas.releasePointerCapture(event.pointerId)
    this.#changed()
  }

  _pointercancel(event) {
    this._pointerup(event)
  }

  get #key() {
    return KEPT + this.getAttribute("keep")
  }

  #changed() {
    this.#paint()
    this.#tell()
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#strokes))
    } catch {
      // No room: it is signed all the same, and drawn once more after a reload.
    }
  }

  #tell() {
    this.#field.setFormValue(JSON.stringify(feels(this.#strokes) ? this.#strokes : this.#strokes.map(withoutPressure)))
    this.dispatchEvent(new Event("change", { bubbles: true }))
  }

  #point({ clientX, clientY, timeStamp, pressure }) {
    const { left, top } = this.#canvas.getBoundingClientRect()
    const scale = this.#scale()
    const x = within(clientX - left, this.clientWidth), y = within(clientY - top, this.clientHeight)
    return [x / scale, y / scale, timeStamp - this.#began, pressure * 1000].map(Math.round)
  }

  // All that was drawn is made to fit when the pad has become smaller; the points stay what they were.
  #scale() {
    const points = this.#strokes.flat()
    const right = Math.max(1, ...points.map(([x]) => x)), bottom = Math.max(1, ...points.map(([, y]) => y))
    return Math.min(1, this.clientWidth / right, this.clientHeight / bottom)
  }

  #paint() {
    const sharp = devicePixelRatio
    Object.assign(this.#canvas, { width: this.clientWidth * sharp, height: this.clientHeight * sharp }) // also wipes it
    const pen = this.#canvas.getContext("2d")
    const scale = this.#scale()
    pen.scale(sharp * scale, sharp * scale)
    pen.lineCap = pen.lineJoin = "round"
    pen.strokeStyle = getComputedStyle(this).color
    for (const stroke of this.#strokes) draw(pen, stroke)
  }
}

function draw(pen, stroke) {
  let width = (THICK + THIN) / 2
  stroke.forEach((point, nth) => {
    const before = stroke[Math.max(0, nth - 1)]
    width += (thickness(before, point) - width) * 0.3
    pen.lineWidth = width
    pen.beginPath()
    pen.moveTo(before[0], before[1])
    pen.lineTo(point[0], point[1])
    pen.stroke()
  })
}

function thickness(before, point) {
  const speed = distance(before, point) / Math.max(1, point[2] - before[2]) // pixels a millisecond
  return Math.max(THIN, THICK - speed * 1.5)
}

function distance([x0, y0], [x1, y1]) {
  return Math.hypot(x1 - x0, y1 - y0)
}

// A finger or a mouse is told as a half, as nothing or as all there is, whatever the hand does.
function feels(strokes) {
  return strokes.flat().some(([, , , pressure = 0]) => pressure % 500)
}

function withoutPressure(stroke) {
  return stroke.map((point) => point.slice(0, 3))
}

function within(place, length) {
  return Math.min(Math.max(place, 0), length)
}

function lastOf(strokes) {
  return strokes.at(-1).at(-1)
}

// What an earlier visit left behind, for instance because the phone was switched off, is no business of this one.
function forgetOthers(key) {
  for (const other of Object.keys(localStorage)) {
    if (other.startsWith(KEPT) && other !== key) localStorage.removeItem(other)
  }
}

customElements.define("signature-pad", SignaturePad)
