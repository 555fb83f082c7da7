// The rows of a bill: all of a document, or only what differs from what was agreed: fieldapp/web/bill.py says the same.

import { wholeHours } from "../price.js"
import { canonical } from "./documents.js"
import { money, put, quantity } from "./written.js"

export function bill(now, before, words, language) {
  const say = { words, language }
  if (!before) return now.lines.flatMap((line) => rows(line, say))

  const agreed = new Map(before.lines.map((line) => [line.line, line]))
  const kept = new Set(now.lines.map(({ line }) => line))
  const gone = before.lines.filter(({ line }) => !kept.has(line))
  return [...now.lines.flatMap((line) => changed(agreed.get(line.line), line, say)), ...gone.flatMap((line) => dropped(line, say))]
}

function rows(line, say) {
  const work = { name: nameOf(line, say), how: how(line, say), sum: workOf(line), open: isOpen(line) }
  return line.materials_fen ? [work, { name: say.words.materials, how: [work.name], sum: line.materials_fen }] : [work]
}

function changed(before, now, say) {
  if (!before) return rows(now, say).map((row) => ({ ...row, new: true }))
  if (canonical(before) === canonical(now)) return []

  const was = isOpen(before) || workOf(before) === workOf(now) ? undefined : workOf(before)
  const work = { name: nameOf(now, say), how: how(now, say), sum: workOf(now), was, new: isOpen(before), open: isOpen(now) }
  const [had, has] = [before.materials_fen, now.materials_fen]
  if (had === has) return [work]

  const part = { name: say.words.materials, how: [work.name], sum: has, was: had || undefined, new: !had, dropped: !has }
  const differs = how(before, say).join("|") !== work.how.join("|") || work.new || was !== undefined
  return differs ? [work, part] : [part]
}

function dropped(line, say) {
  return rows(line, say).map((row) => ({ ...row, sum: 0, was: row.open ? undefined : row.sum, dropped: true }))
}

function isOpen(line) {
  return Boolean(line.waits_for_answer) && !line.warranty
}

function nameOf(line, { language }) {
  return line[`name_${language}`]
}

function workOf(line) {
  return line.amount_fen - line.materials_fen
}

function how(line, { words, language }) {
  if (line.warranty) return [words.warranty]
  if (line.waits_for_answer) return [words.not_priced]

  const many = line.price_kind === "hourly" ? wholeHours(line.quantity_milli) : line.quantity_milli
  const told = [`${quantity(many)} ${line[`unit_${language}`]} × ${money(line.unit_price_fen)}`]
  if (line.minimum_fen && workOf(line) === line.minimum_fen) told.push(put(words.at_least, { price: money(line.minimum_fen) }))
  if (line.materials === "included") told.push(words.included)
  if (line.materials === "owner") told.push(words.owner)
  return told
}
