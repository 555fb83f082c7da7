// How the form of each verb is read: fieldapp/web/technician/presses.py says the same. Gives the commands [{verb, data}].

import { reader } from "./form.js"

const SILENT = ["accept", "set_out", "early_agreed", "complete"]
const TRIALS = ["tap", "drain", "meter", "power", "lock", "other"]

export function read(form, submitter, zone) {
  const field = reader(form, submitter)
  const verb = field.raw("verb")
  if (SILENT.includes(verb)) return [{ verb, data: {} }]
  return READERS[verb](field, zone).map(([verb, data]) => ({ verb, data }))
}

// So many minutes ago, but not before what happened last (fieldapp/domain/earlier.py). The big button says `now`.
export function moment(form, submitter, state, now = Date.now()) {
  const field = reader(form, submitter)
  const minutes = field.whole("earlier_minutes", { most: 720, optional: true })
  if (!minutes || field.ticked("now")) return new Date(now).toISOString()
  const { accepted, set_out, arrived, rang, entered, started, finished } = state.at
  const moments = [
    ...[accepted, set_out, arrived, rang, entered, started, finished, state.answer?.at, state.signature?.at],
    ...Object.values(state.marks).map(([, at]) => at),
    ...state.tests.map((test) => test[3]),
  ]
  const last = Math.max(...moments.filter(Boolean).map((at) => Date.parse(at)), -Infinity)
  return new Date(Math.min(Math.max(now - minutes * 60_000, last), now)).toISOString()
}

const READERS = {
  arrive: (field) => [["arrive", { place: field.text("place", { most: 60, optional: true }) }]],
  step(field) {
    const result = field.choice("result", ["done", "skipped"])
    const key = field.text("key", { most: 20 })
    return [["step", result === "done" ? { key, result } : { key, result, reason: reason(field) }]]
  },
  ring: (field) => [["ring", { attempt: field.whole("attempt", { least: 1, most: 3 }) }]],
  no_answer(field, zone) {
    const data = { called: field.ticked("called") }
    if (field.raw("new_from") || field.raw("new_until")) {
      data.new_window = { begins: there(field.text("new_from", { most: 40 }), zone), ends: there(field.text("new_until", { most: 40 }), zone) }
    }
    return [["no_answer", data]]
  },
  enter: (field) => [["enter", { answer: field.choice("answer", ["come_in", "not_now"]) }]],
  line(field) {
    const [line, item] = [field.uuid("line"), field.uuid("item", { optional: true })]
    const words = field.text("words", { most: 120, optional: true })
    const data = { line, quantity_milli: field.quantity("quantity"), words }
    if (item) data.item = item
    if (field.raw("unit_price").trim()) data.unit_price_fen = field.money("unit_price")
    if (field.raw("materials").trim()) data.materials_fen = field.money("materials")
    return words && !item ? [["line", data], ["ask", { question: words, line }]] : [["line", data]]
  },
  warranty: (field) => [["warranty", { line: field.uuid("line"), covered: field.ticked("covered") }]],
  drop_line: (field) => [["drop_line", { line: field.uuid("line") }]],
  price: (field) => [["price", {
    total_fen: field.whole("total_fen", { most: 10 ** 12 }),
    catalogue_version: field.text("catalogue_version", { most: 60 }),
    document_sha256: field.text("document_sha256", { most: 64 }),
    answer: field.choice("answer", ["agreed", "objected", "declined"]),
    reason: reason(field),
  }]],
  sign: (field) => [["sign", {
    signature: field.uuid("signature"),
    purpose: field.choice("purpose", ["price", "work"]),
    document: JSON.parse(field.raw("document")),
    document_sha256: field.text("document_sha256", { most: 64 }),
    strokes: field.raw("strokes") ? JSON.parse(field.raw("strokes")) : [],
    signer: field.text("signer", { most: 60, optional: true }),
    relation: field.choice("relation", ["owner", "family", "tenant", "agent"]),
    answer: field.choice("answer", ["agreed", "disagreed", "unable"]),
    reason: reason(field),
    copy_token: field.text("copy_token", { most: 32 }),
  }]],
  drop_photo: (field) => [["drop_photo", { photo: field.uuid("photo") }]],
  test(field) {
    const remark = field.text("remark", { most: 300, optional: true })
    const tried = TRIALS.filter((key) => field.ticked(`tried_${key}`))
    const good = !field.ticked("not_good")
    return (tried.length ? tried : ["other"]).map((key) => ["test", { key, good, remark }])
  },
  stop: (field) => [["stop", { reason: reason(field) }]],
  transfer: (field) => [["transfer", {
    component: field.text("component", { most: 20 }),
    words: field.text("words", { most: 300 }),
    consent: field.ticked("consent"),
  }]],
  advance: (field) => [["advance", {
    entry: field.uuid("entry"),
    whose: field.choice("whose", ["owner", "company", "runner"]),
    amount_fen: field.money("amount"),
    words: field.text("words", { most: 120, optional: true }),
  }]],
  receipt: (field) => [["receipt", {
    entry: field.uuid("entry"),
    words: field.text("words", { most: 120 }),
    amount_fen: field.money("amount"),
    sha256: field.text("sha256", { most: 64, optional: true }),
  }]],
  strike: (field) => [["strike", { entry: field.uuid("entry") }]],
  note: (field) => [["note", { words: field.text("words", { most: 2000 }) }]],
}

// One of the reasons offered, or one in words, which says more.
function reason(field) {
  return field.text("other_reason", { most: 300, optional: true }) || field.text("reason", { most: 300, optional: true })
}

// "2026-11-23T10:50" on the clocks of the site, with their distance from UTC.
function there(words, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(new Date(`${words}Z`))
  const offset = parts.find(({ type }) => type === "timeZoneName").value.slice(3) || "+00:00"
  return `${words}:00${offset}`
}
