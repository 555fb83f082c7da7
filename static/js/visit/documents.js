// What is agreed and signed, and the one way to write it down: fieldapp/domain/document.py says the same.

import { lineAmount } from "../price.js"

const KEPT = ["line", "name_zh", "name_en", "unit_zh", "unit_en", "quantity_milli", "price_kind", "unit_price_fen", "minimum_fen", "materials"]

export function priceDocument({ document: { order, visit, catalogue_version }, lines }) {
  const told = lines.map(lineOf)
  return { document: "price", order, visit, catalogue_version, lines: told, total_fen: told.reduce((sum, line) => sum + line.amount_fen, 0) }
}

// In the language in which it is shown; a page that was kept by an older app does not know under which words.
export function workDocument(state, language) {
  const tests = state.tests.map(([key, good, remark]) => ({ key, good: good ? 1 : 0, remark }))
  return { ...priceDocument(state), ...errand(state), ...state.document, ...state.shown?.[language], tests }
}

// The money of an errand beside the price (fieldapp/domain/errand.py); nothing for any other order.
export function errand({ errand }) {
  if (!errand.length) return {}
  const told = (kind, ...names) => errand.filter((entry) => entry.kind === kind).map((entry) => Object.fromEntries(names.map((name) => [name, entry[name]])))
  const [advances, receipts] = [told("advance", "whose", "words", "amount_fen"), told("receipt", "words", "amount_fen", "photo")]
  const sum = (entries) => entries.reduce((all, { amount_fen }) => all + amount_fen, 0)
  return { advances, receipts, left_fen: sum(advances.filter(({ whose }) => whose === "owner")) - sum(receipts) }
}

// What the errand comes to so far, and what the owner pays in all (fieldapp/domain/errand.py).
export function beside({ errand }) {
  const sum = (kind) => errand.reduce((all, entry) => all + (entry.kind === kind && entry.whose !== "owner" ? entry.amount_fen : 0), 0)
  return sum("receipt") || sum("advance")
}

export function owedInAll(total_fen, left_fen = 0) {
  return total_fen + Math.max(0, -left_fen)
}

// Nobody has said yet what it costs: it is in no sum (fieldapp/domain/line.py).
export function unpriced({ waits, warranty }) {
  return waits && !warranty
}

// UTF-8 JSON, keys sorted as Python sorts them, no spaces.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (value === null || typeof value !== "object") return JSON.stringify(value)
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`
}

function lineOf(line) {
  const free = line.warranty || line.waits
  const materials_fen = free ? 0 : line.materials_fen
  const kept = Object.fromEntries(KEPT.map((name) => [name, line[name]]))
  const amount_fen = free ? 0 : lineAmount({ ...line, kind: line.price_kind, minimum_fen: line.minimum_fen || null })
  return { ...kept, materials_fen, amount_fen, warranty: line.warranty ? 1 : 0, waits_for_answer: line.waits ? 1 : 0 }
}
