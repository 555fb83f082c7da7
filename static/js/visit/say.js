// What the phone tells the technician beside the step in hand: in #notice, until the next press.

import { still } from "../still.js"
import { money, put } from "./written.js"

let told = []

// help: a second, quieter sentence.
export function say(title, help = "", tone = "amber") {
  told = told.filter((each) => each.title !== title || each.help !== help).concat({ title, help, tone })
  still(() => show())
}

export function refuse({ code, facts = {} }, { refusals }) {
  const written = Object.entries(facts).map(([name, fact]) => [name, name.endsWith("_fen") ? money(fact) : fact])
  say(put(refusals[code] ?? code, Object.fromEntries(written)))
  document.querySelector("#notice")?.scrollIntoView({ block: "nearest", behavior: "instant" })
}

export function hush() {
  told = []
  still(() => show())
}

// Also after another view was painted: a notice stays until it is answered by a press.
export function show(where = document) {
  where.querySelector("#notice")?.replaceChildren(...told.map(notice))
}

function notice({ title, help, tone }) {
  const drawn = document.querySelector("#mishap").content.firstElementChild.cloneNode(true)
  drawn.dataset.tone = tone
  drawn.querySelector(".notice__title").textContent = title
  if (help) drawn.querySelector(".notice__words").append(Object.assign(document.createElement("p"), { className: "notice__text", textContent: help }))
  return drawn
}
