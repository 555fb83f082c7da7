// The lines of the order with their steppers, and the items that a search finds.

import { newId } from "../outbox/outbox.js"
import { keepWhatHolds, write } from "./slots.js"
import { priceDocument } from "./documents.js"
import { money, put, quantity, typedMoney } from "./written.js"

const ONE = 1000
const MOST = 9_999_000 // thousandths: fieldapp/domain/price.py
const MOST_FOUND = 12

export function fillLines(root, { state, ahead, items, words, language }) {
  const list = root.querySelector("[data-rows=lines]")
  if (!list) return
  const charged = new Map(priceDocument(state).lines.map((line) => [line.line, line]))
  const rows = state.lines.map((line) => {
    const cover = coverOf(line, items, ahead.warranty)
    const holds = rowFacts(line, charged.get(line.line), cover)
    const kind = [...holds].join(" ")
    const there = list.querySelector(`[data-row="${line.line}"]`)
    const row = there && (there.dataset.kind ?? kind) === kind ? there : fresh(ahead, holds)
    row.dataset.kind = kind
    fillRow(row, { line, charged: charged.get(line.line), cover, words, language })
    return row
  })
  if (rows.some((row, nth) => list.children[nth] !== row) || list.children.length !== rows.length) list.replaceChildren(...rows)
}

// The warranty that it may be under, [part, last day]: a hint, confirmed on site. [] when the record rules nothing out and
// names nothing, undefined when it is over or there can be none (fieldapp/domain/warranty_hint.py).
export function coverOf({ item }, items, warranty) {
  if (!item) return Object.keys(warranty).length ? [] : undefined
  return warranty[items.get(item)?.part]
}

function fresh(ahead, holds) {
  const row = ahead.row("line")
  keepWhatHolds(row, holds)
  if (holds.has("asked")) row.dataset.state = "asked"
  return row
}

function rowFacts(line, { materials_fen }, cover) {
  const takes_materials = line.materials === "extra" && !line.waits && !line.warranty
  const holds = {
    asked: line.waits,
    warranty: line.warranty,
    may: Boolean(cover) && !line.warranty,
    hint: cover?.length > 0 && !line.warranty,
    last: line.quantity_milli - ONE < 1,
    open_price: line.open_price,
    takes_materials,
    more: line.open_price || takes_materials,
    materials: materials_fen > 0,
    part: materials_fen > 0 && !line.open_price && !takes_materials,
  }
  return new Set(Object.keys(holds).filter((name) => holds[name]))
}

function fillRow(row, { line, charged, cover, words, language }) {
  const takes = row.dataset.kind.includes("takes_materials")
  const folds = line.open_price ? (takes ? words.price_and_materials : words.price_only) : words.materials
  row.dataset.row = line.line
  row.querySelector("quantity-stepper").ariaLabel = line[`name_${language}`]
  write(row, {
    name: line[`name_${language}`],
    work: money(charged.amount_fen - charged.materials_fen),
    price: linePrice(line, words, language),
    materials: money(charged.materials_fen),
    more: folds,
    hint: cover?.length ? put(words.hint, { part: words.parts[cover[0]], day: cover[1] }) : "",
  })
  const many = line.quantity_milli
  const [less, more] = [Math.max(many - ONE, 1), Math.min(many + ONE, MOST)]
  for (const form of row.querySelectorAll("form")) {
    const by = form.querySelector("[data-by]")?.dataset.by
    const { line: id, quantity: number, materials, unit_price } = form.elements
    id.value = line.line
    if (number) typed(number, quantity(by === "1" ? more : by === "-1" ? less : many))
    if (materials) typed(materials, line.materials_fen ? typedMoney(line.materials_fen) : "")
    if (unit_price) typed(unit_price, typedMoney(line.unit_price_fen))
  }
}

// What somebody is typing stays.
function typed(field, value) {
  const touched = field.type !== "hidden" && field.value !== field.defaultValue
  field.defaultValue = value
  if (!touched) field.value = value
}

function linePrice({ waits, unit_price_fen, ...line }, words, language) {
  return waits ? words.to_be_agreed : put(words.price, { price: money(unit_price_fen), unit: line[`unit_${language}`] })
}

// The items in which every word typed occurs, as the server finds them (fieldapp/domain/catalogue.py).
export function find(items, typed) {
  const words = typed.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean)
  if (!words.length) return []
  return [...items.values()].filter(({ search }) => words.every((word) => search.includes(word))).slice(0, MOST_FOUND)
}

export function showFound(place, found, { state, ahead, words, language }, typed) {
  if (!found.length) {
    const told = put(words.nothing_found, { words: typed })
    return place.replaceChildren(...(typed.trim() ? [Object.assign(document.createElement("p"), { className: "quiet", textContent: told })] : []))
  }
  const list = Object.assign(document.createElement("ul"), { className: "list found" })
  list.append(...found.map((item) => foundRow(item, { state, ahead, words, language })))
  place.replaceChildren(list)
}

function foundRow(item, { state, ahead, words, language }) {
  const row = ahead.row("item")
  const there = state.lines.find((line) => line.item === item.item)
  const materials = words.kinds[item.materials]
  keepWhatHolds(row, new Set([there && "there", materials && "materials"].filter(Boolean)))
  write(row, {
    name: item[`name_${language}`],
    code: item.code,
    price: itemPrice(item, words, language),
    materials: materials ?? "",
    there: put(words.there, { quantity: there ? quantity(there.quantity_milli) : "" }),
  })
  const { elements } = row.querySelector("form")
  const { line, quantity: number, materials: charged } = elements
  line.value = there?.line ?? newId()
  elements.namedItem("item").value = there ? "" : item.item // .item is a method of every such list
  number.value = quantity(there ? Math.min(there.quantity_milli + ONE, MOST) : ONE)
  charged.value = there?.materials_fen ? typedMoney(there.materials_fen) : ""
  return row
}

function itemPrice({ price_kind, unit_price_fen, price_max_fen, ...item }, words, language) {
  const unit = item[`unit_${language}`]
  if (price_kind === "agreed") return words.to_be_agreed
  const span = price_kind === "range" && price_max_fen ? `${money(unit_price_fen)}–${money(price_max_fen).slice(1)}` : money(unit_price_fen)
  return put(price_kind === "from" ? words.price_from : words.price, { price: span, unit })
}
