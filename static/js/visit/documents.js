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
  return { ...priceDocument(state), ...state.document, ...state.shown?.[language], tests }
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
