// The money of an errand, as it is shown: who laid down what, what was spent, what is left (templates/components/_errand_rows.html).

import { newId } from "../outbox/outbox.js"
import { beside, errand, owedInAll } from "./documents.js"
import { write } from "./slots.js"
import { total } from "./model.js"
import { money, put } from "./written.js"

export function fillErrand(root, { state, ahead, words: { errand: words }, language }, drawnRow) {
  for (const list of root.querySelectorAll("[data-rows=errand]")) {
    list.replaceChildren(...rows(errand(state), words).map((row) => drawnRow(row, ahead, language)))
  }
  const besides = beside(state)
  write(root, { beside: put(words.beside, { sum: money(besides) }), in_all: money(owedInAll(total(state), errand(state).left_fen)) })
  for (const place of root.querySelectorAll("[data-errand]")) place.hidden = !(place.dataset.errand === "beside" ? besides : state.errand.length)
  for (const list of root.querySelectorAll("[data-rows=strikes]")) {
    list.replaceChildren(...state.errand.map((entry) => strike(entry, ahead.row("strike"), words)))
  }
  for (const field of root.querySelectorAll("form:is(:has([value=advance]), :has([value=receipt])) > [name=entry]")) field.value = newId()
}

function rows({ advances = [], receipts = [], left_fen }, words) {
  if (left_fen === undefined) return []
  return [
    ...advances.map(({ whose, words: told, amount_fen }) => ({ name: words.advanced, how: [words.whose[whose], told].filter(Boolean), sum: amount_fen })),
    ...receipts.map(({ words: name, photo, amount_fen }) => ({ name, how: [photo ? words.with : words.without], sum: -amount_fen })),
    { name: left_fen < 0 ? words.owed : words.left, how: [], sum: Math.abs(left_fen) },
  ]
}

function strike({ id, words: told, amount_fen }, row, { advanced }) {
  row.elements.entry.value = id
  write(row, { words: `${told || advanced} ${money(amount_fen)}` })
  return row
}
