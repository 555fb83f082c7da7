// Where the visit stands on its procedure, and which view of it is shown: fieldapp/domain/rail.py and
// fieldapp/web/technician/visit_page.py say the same. `asked` is {step, door}: what the technician wants to look at.

import { priceStands, total } from "./model.js"

const TICKED = ["covers", "greet", "look", "work"]
const AGAIN = ["look", "test"]
const DRAWN_AGAIN = [...AGAIN, "enter"] // looks different when it is looked at again
const SKIPPED_OR_DONE = ["done", "skipped"]

export function rail(state, door = "") {
  let found = Boolean(state.outcome)
  return state.procedure.filter(([, condition]) => condition === "always" || total(state) > 0).map(([key]) => {
    const [standing, at] = stands(state, key, door)
    if (standing !== "ahead" || found) return { key, standing, at }
    found = true
    return { key, standing: "current", at: null }
  })
}

export function shown(state, asked = {}) {
  const marks = rail(state, asked.door)
  const now = marks.find(({ standing }) => standing === "current")?.key ?? null
  const wanted = marks.find((mark) => mark.key === asked.step && mayShow(state, mark))?.key
  const key = wanted ?? now
  const again = key !== now
  return { marks, key, again, view: viewOf(state, key, again, asked.door), stage: key ? `${key}${state.rings}` : "over" }
}

export function mayShow(state, { key, standing }) {
  if (state.outcome) return false
  if (!state.at.entered) return key === "enter" && Boolean(state.at.arrived)
  return (AGAIN.includes(key) && SKIPPED_OR_DONE.includes(standing)) || (key === "sign" && state.tests.length > 0)
}

function viewOf(state, key, again, door) {
  if (!key) return "over"
  if (key !== "bell") return again && DRAWN_AGAIN.includes(key) ? `${key}:again` : key
  if (door === "nobody") return state.rings < 2 ? "nobody1" : "nobody"
  return state.rings ? `ring${state.rings}` : "bell"
}

function stands(state, key, door) {
  const mark = TICKED.includes(key) && state.marks[key]
  if (mark) return [mark[0] === "skipped" ? "skipped" : "done", mark[1]]
  const at = key === "bell" && door === "opened" ? (state.at.rang ?? state.at.arrived) : MOMENTS[key]?.(state)
  return at ? ["done", at] : ["ahead", null]
}

const MOMENTS = {
  arrive: ({ at }) => at.arrived,
  bell: ({ at, marks }) => marks.greet?.[1] ?? at.entered,
  greet: ({ at }) => at.entered,
  enter: ({ at }) => at.entered,
  price: (state) => priceStands(state) && state.answer.at,
  test(state) {
    const [, good, , at] = state.tests.at(-1) ?? []
    return at && (good || MOMENTS.sign(state)) ? at : null
  },
  sign: ({ signature }) => (signature?.purpose === "work" ? signature.at : null),
  leave: ({ outcome, at }) => (outcome === "done" ? at.ended : null),
}
