// The visit with the presses that are still on this phone: what fieldapp/domain/visit.py makes of each of them, here
// once more. Both pass tests/vectors/visit.json. What the domain would refuse is left to the domain.

import { holds, outcome } from "../outbox/outcome.js"
import { priceDocument, canonical } from "./documents.js"

export function fold(base, commands, items = new Map()) {
  const state = structuredClone(base)
  state.known = [...state.lines]
  const over = base.outcome && base.outcome !== "done"
  for (const command of commands) if (!over && counts(command, base)) put(state, command, items)
  return state
}

function put(state, command, items) {
  VERBS[command.verb]?.(state, command.data, command.at, items)
  const how = outcome(command)
  if (how) end(state, how, command.at)
}

// Not yet in the page: waiting, or taken in by the server after the page was drawn.
export function counts(command, base) {
  return holds(command) && (command.state === "waiting" || command.version > base.version)
}

const VERBS = {
  accept: ({ at }, _, now) => { at.accepted ??= now },
  set_out({ at }, _, now) { at.accepted ??= now; at.set_out ??= now },
  early_agreed: ({ at }, _, now) => { at.early_agreed ??= now },
  arrive({ at }, _, now) { at.accepted ??= now; at.arrived ??= now },
  ring(state, { attempt }, now) { if (attempt > state.rings) [state.rings, state.at.rang] = [attempt, now] },
  enter({ at }, { answer }, now) { if (answer !== "not_now") at.entered ??= now },
  step(state, { key, result }, now) {
    if (key === "mat" || key === "work") state.at.started ??= now
    if (key === "work") state.at.finished ??= now
    state.marks[key] = [result, now]
  },
  line: putLine,
  warranty(state, { line, covered }) { for (const known of state.lines) if (known.line === line) known.warranty = covered },
  drop_line(state, { line }) { state.lines = state.lines.filter((known) => known.line !== line) },
  advance: (state, { entry, ...told }) => lay(state, { id: entry, kind: "advance", photo: "", words: "", ...told }),
  receipt(state, { entry, sha256 = "", ...told }, at) {
    lay(state, { id: entry, kind: "receipt", whose: "", photo: sha256, ...told })
    if (sha256) VERBS.photo(state, { photo: entry, sha256, moment: "other", consent: false }, at)
  },
  strike(state, { entry }) {
    state.errand = state.errand.filter(({ id }) => id !== entry)
    VERBS.drop_photo(state, { photo: entry })
  },
  price(state, { answer, reason = "" }, at) {
    state.answer = { answer, reason, document: priceDocument(state), at }
    if (answer === "agreed") state.agreed = state.answer.document
  },
  test(state, { key, good, remark = "" }, at) { state.tests.push([key, good, remark, at]) },
  photo(state, { photo, sha256, moment, consent }, at) {
    if (!state.photos.some((known) => known.photo === photo)) state.photos.push({ photo, sha256, moment, consent, here: false, at })
  },
  drop_photo(state, { photo }) { state.photos = state.photos.filter((known) => known.photo !== photo) },
  sign(state, { purpose, answer, reason = "", document, copy_token }, at) {
    state.signature ??= { purpose, answer, reason, total_fen: document.total_fen, left_fen: document.left_fen ?? 0, token: copy_token, at, kept: true }
  },
}

// Money of an errand. Told twice is told once.
function lay({ errand }, entry) {
  if (!errand.some(({ id }) => id === entry.id)) errand.push({ ...entry, words: entry.words.trim() })
}

function end(state, outcome, now) {
  state.outcome ||= outcome
  state.at.ended ??= now
}

function putLine(state, { line, item, words = "", quantity_milli, unit_price_fen, materials_fen = 0 }, _, items) {
  const known = state.lines.find((each) => each.line === line)
  const put = known ?? newLine(line, item, words, items)
  if (!put) return
  Object.assign(put, { quantity_milli, materials_fen })
  if (put.item && unit_price_fen != null) put.unit_price_fen = unit_price_fen
  if (!known) state.lines.push(put)
  state.had_lines = true
}

function newLine(line, item, words, items) {
  if (!item) {
    const name = words.trim()
    return {
      line, item: "", name_zh: name, name_en: name, unit_zh: "项", unit_en: "job", price_kind: "agreed", unit_price_fen: 0,
      minimum_fen: 0, materials: "extra", warranty: false, waits: true, open_price: false,
    }
  }
  const listed = items.get(item)
  if (!listed) return null
  const { name_zh, name_en, unit_zh, unit_en, price_kind, unit_price_fen, minimum_fen, materials } = listed
  const open_price = ["range", "from", "agreed"].includes(price_kind)
  return { line, item, name_zh, name_en, unit_zh, unit_en, price_kind, unit_price_fen, minimum_fen, materials, warranty: false, waits: false, open_price }
}

export function priceStands(state) {
  return state.answer?.answer === "agreed" && toThis(state)
}

// Was the last answer given to exactly what the lines now say?
export function toThis(state) {
  return Boolean(state.answer) && canonical(state.answer.document) === canonical(priceDocument(state))
}

export function total(state) {
  return priceDocument(state).total_fen
}
