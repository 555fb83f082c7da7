// How a press ends its visit, if it does; fieldapp/domain/visit.py says the same.

const ENDS = { no_answer: "nobody_home", stop: "stopped", transfer: "moved", complete: "done" }

export function outcome({ verb, data }) {
  return verb === "enter" && data.answer === "not_now" ? "not_now" : (ENDS[verb] ?? "")
}

// Waiting, or taken in by the server as it was pressed.
export function holds({ state, verdict }) {
  return state === "waiting" || (state === "acknowledged" && ["applied", "noop"].includes(verdict))
}
