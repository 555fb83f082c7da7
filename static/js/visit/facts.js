// What holds of a visit, by the names that stand in data-when: fieldapp/web/technician/facts.py says the same.

import { unpriced } from "./documents.js"
import { priceStands, toThis, total } from "./model.js"

export function facts(state, now = Date.now()) {
  const agreed = priceStands(state)
  const said = toThis(state) ? state.answer.answer : ""
  const last = state.tests.at(-1)
  const taken = (moment) => state.photos.some((photo) => photo.moment === moment)
  const holds = {
    open: !state.outcome,
    early: Boolean(state.early_until) && !state.at.early_agreed && now < Date.parse(state.early_until),
    chargeable: total(state) > 0,
    lines: state.lines.length > 0,
    free: state.lines.some((line) => line.warranty),
    emptied: state.had_lines && !state.lines.length && !state.at.started && !state.urgent,
    unpriced: state.lines.some(unpriced),
    all_unpriced: state.lines.length > 0 && state.lines.every(unpriced),
    ask: "ask" in state.marks,
    clean: "clean" in state.marks,
    explain: "explain" in state.marks,
    agreed,
    changed: Boolean(state.agreed) && !agreed,
    objected: said === "objected",
    declined: said === "declined",
    started: Boolean(state.at.started),
    bad: Boolean(last) && !last[1] && last[2] !== "",
    consented: state.photos.some((photo) => photo.consent),
    taken_before: taken("before"),
    taken_after: taken("after"),
    taken_door: taken("door"),
    signed: state.signature?.answer === "agreed",
    due: state.signature?.total_fen > 0,
    due_beside: state.signature?.left_fen < 0,
    nothing_due: !(state.signature?.total_fen > 0 || state.signature?.left_fen < 0),
    done: state.outcome === "done",
  }
  return new Set(Object.keys(holds).filter((name) => holds[name]))
}

// Does "agreed" hold, or "!agreed" not?
export function stands(facts, name) {
  return facts.has(name.replace("!", "")) !== name.startsWith("!")
}
