// What the phone tells the technician beside the step in hand: in #notice, until the next press. What is wrong with a field
// is told at the field, too, until something is typed: the notice may be far above it.

import { still } from "../still.js"
import { money, put } from "./written.js"

let told = []

// help: a second, quieter sentence. beside: the <template> of what may be tapped.
export function say(title, help = "", tone = "amber", beside = "") {
  told = told.filter((each) => each.title !== title || each.help !== help).concat({ title, help, tone, beside })
  still(() => show())
}

// It is not so any more.
export function unsay(title) {
  told = told.filter((each) => each.title !== title)
  still(() => show())
}

export function refuse({ code, facts = {}, at = "" }, { refusals }, form) {
  const written = Object.entries(facts).map(([name, fact]) => [name, name.endsWith("_fen") ? money(fact) : fact])
  const words = put(refusals[code] ?? code, Object.fromEntries(written))
  say(words)
  const field = form.elements.namedItem(at)
  const place = field?.closest?.(".field")
  if (place) blame(field, place, words)
  else document.querySelector("#notice")?.scrollIntoView({ block: "nearest", behavior: "instant" })
}

function blame(field, place, words) {
  forgive()
  const fault = Object.assign(document.createElement("p"), { className: "field__fault", id: "fault", textContent: words })
  fault.prepend(document.querySelector("#mishap").content.querySelector(".icon").cloneNode(true))
  place.append(fault)
  place.dataset.state = "faulty"
  field.setAttribute("aria-invalid", "true")
  field.setAttribute("aria-describedby", fault.id)
  if (field.required) field.focus({ preventScroll: true })
  place.scrollIntoView({ block: "center", behavior: "instant" })
}

function forgive() {
  for (const place of document.querySelectorAll("[data-visit] .field[data-state=faulty]")) {
    place.querySelector(".field__fault").remove()
    delete place.dataset.state
    for (const name of ["aria-invalid", "aria-describedby"]) place.querySelector(`[${name}]`)?.removeAttribute(name)
  }
}

document.addEventListener("input", forgive)

export function hush() {
  forgive()
  told = []
  still(() => show())
}

// Also after another view was painted: a notice stays until it is answered by a press.
export function show(where = document) {
  where.querySelector("#notice")?.replaceChildren(...told.map(notice))
}

function notice({ title, help, tone, beside }) {
  const drawn = document.querySelector("#mishap").content.firstElementChild.cloneNode(true)
  drawn.dataset.tone = tone
  drawn.querySelector(".notice__title").textContent = title
  if (help) drawn.querySelector(".notice__words").append(Object.assign(document.createElement("p"), { className: "notice__text", textContent: help }))
  if (beside) drawn.append(document.querySelector(beside).content.cloneNode(true))
  return drawn
}
