// What the phone knows to be refused is said at once, in the page's words, and never sent. The rules are the domain's
// (fieldapp/domain); whatever the phone does not know, the server says.

import { Refusal } from "./form.js"
import { priceStands, total } from "./model.js"

export function check(state, commands, items) {
  for (const { verb, data } of commands) CHECKS[verb]?.(state, data, items)
}

const CHECKS = {
  step(state, { key, result, reason = "" }) {
    if (result === "skipped" && !reason) throw new Refusal("order.reason_missing", {}, "other_reason")
    if (["mat", "work"].includes(key) && !state.at.started) needsPrice(state)
  },
  no_answer({ rings }, { new_window }) {
    if (rings < 2) throw new Refusal("visit.ring_again_first")
    if (new_window && new_window.ends <= new_window.begins) throw new Refusal("order.window_backwards")
  },
  line(state, { line, item, words, unit_price_fen, materials_fen = 0 }, items) {
    const known = state.lines.find((each) => each.line === line)
    if (!known && !item && !words) throw new Refusal("line.no_words")
    const listed = items.get(item ?? known?.item)
    if (materials_fen && (known ?? listed ?? { materials: "extra" }).materials !== "extra") throw new Refusal("price.materials_not_charged")
    if (listed && unit_price_fen != null) inTheList(listed, unit_price_fen)
  },
  test(_, { good, remark }) {
    if (!good && !remark) throw new Refusal("visit.remark_missing", {}, "remark")
  },
  sign(state, { strokes, relation, signer, answer, reason }) {
    needsPrice(state)
    if (answer === "agreed" && new Set(strokes.flat().map(([x, y]) => `${x},${y}`)).size < 2) throw new Refusal("signature.empty")
    if (relation !== "owner" && !signer) throw new Refusal("signature.signer_missing")
    if (answer !== "agreed" && !reason) throw new Refusal("order.reason_missing", {}, "other_reason")
  },
  stop(_, { reason }) {
    if (!reason) throw new Refusal("order.reason_missing", {}, "other_reason")
  },
  advance: errand,
  receipt: errand,
  transfer(_, { consent }) {
    if (!consent) throw new Refusal("transfer.no_consent")
  },
  complete({ signature }) {
    if (signature?.purpose !== "work") throw new Refusal("visit.not_signed")
  },
}

function errand(_, { amount_fen }) {
  if (amount_fen < 1) throw new Refusal("errand.amount", {}, "amount")
}

function needsPrice(state) {
  if (total(state) > 0 && !priceStands(state)) throw new Refusal("visit.price_not_agreed")
}

function inTheList({ unit_price_fen: least_fen, most_fen, price_kind }, asked) {
  const least = price_kind === "agreed" ? 1 : least_fen
  if (asked < least || asked > most_fen) throw new Refusal("price.unit_price_not_allowed", { least_fen: least, most_fen })
}
