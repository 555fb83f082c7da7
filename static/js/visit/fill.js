// Puts into a view how the visit stands: what does not hold is taken out (data-when), words are written into their places
// (data-slot), rows are repeated (data-rows). Done again on a view that stands on the screen it changes only what differs.

import { newId, picture, sha256 } from "../outbox/outbox.js"
import { bill } from "./bill.js"
import { canonical, owedInAll, priceDocument, unpriced, workDocument } from "./documents.js"
import { fillErrand } from "./errand.js"
import { facts } from "./facts.js"
import { priceStands, total } from "./model.js"
import { coverOf, fillLines } from "./lines.js"
import { fillPhotos } from "./photos.js"
import { offer } from "./onward.js"
import { mayShow } from "./rail.js"
import { keepWhatHolds, write } from "./slots.js"
import { tried } from "./tried.js"
import { clock, day, duration, money, put, title } from "./written.js"

export async function fill(root, scene) {
  const { state, base, stage, view } = scene
  Object.assign(root.dataset, { version: base.version, step: stage, view })
  keepWhatHolds(root, facts(state))
  fillSlots(root, scene)
  fillRail(root, scene)
  fillLines(root, scene)
  fillTimers(root, state)
  offer(root, scene.next)
  fillDeveloper(root, scene)
  if (root.querySelector("[data-rows=bill]")) await fillPrice(root, scene)
  fillErrand(root, scene, billRow)
  if (root.querySelector("signature-form")) await fillSigning(root, scene)
  if (root.querySelector("[data-copy]")) fillCopy(root, scene)
  if (root.querySelector("photo-tiles")) await fillPhotos(root, scene, picture)
  for (const field of root.querySelectorAll("[name=base]")) field.value = base.version
  for (const field of root.querySelectorAll("[name=attempt]")) field.value = state.rings + 1
  for (const field of root.querySelectorAll("form:has([name=words]) > [name=line]")) field.value = newId()
}

function fillSlots(root, { state, words, language, key, unsent }) {
  const { at, zone, signature, lines } = state
  const free = key === "look" && !total(state)
  const waiting = lines.filter((line) => line.waits).length
  const counted = put(words.items[lines.length === 1 ? 0 : 1], { num: lines.length })
  const [, , remark = ""] = state.tests.at(-1) ?? []
  const [outcome, told, untold] = words.outcomes[state.outcome] ?? []
  write(root, {
    what: title(state, language),
    total: money(total(state)),
    was: money(state.agreed?.total_fen ?? 0),
    free: names(lines.filter((line) => line.warranty), words, language),
    priced: title({ ...state, lines: lines.filter((line) => !unpriced(line)) }, language),
    unpriced: names(lines.filter(unpriced), words, language),
    without_price: put(words.without_price, { num: lines.filter(unpriced).length }),
    counted: waiting ? put(words.items_waiting, { lines: counted, asked: waiting }) : counted,
    since: put(words.since, { time: clock(at.started, zone) }),
    not_good: put(words.not_good, { remark }),
    now: `${day(Date.now(), zone, language)} ${clock(Date.now(), zone)}`,
    reason: signature?.reason ?? state.answer?.reason ?? "",
    ...(free && { verb: words.all_confirmed }),
    ...(outcome && { outcome, over: unsent ? untold : told }),
    ...(signature && {
      answer: words.answers[signature.answer],
      locked: put(words.locked, { time: clock(signature.at, zone) }),
      due_beside: put(words.errand.beside, { sum: money(owedInAll(0, signature.left_fen)) }),
      due: put(words.due, { sum: money(signature.total_fen) }),
      took: at.arrived ? put(words.took, { time: duration(at.arrived, signature.at, words) }) : "",
    }),
  })
}

function names(lines, words, language) {
  return lines.map((line) => line[`name_${language}`]).join(words.comma)
}

// A hand-over begins with what was said to be under warranty; what somebody is typing stays.
function fillDeveloper(root, { state, ahead, items, words, language }) {
  const { component, words: defect } = root.querySelector("form:has([value=transfer])")?.elements ?? {}
  if (!component || component.closest("[open]")) return
  const lines = [...state.lines].sort((a, b) => b.warranty - a.warranty)
  const part = lines.map((line) => coverOf(line, items, ahead.warranty)?.[0]).find(Boolean)
  const told = names(state.lines.filter((line) => line.warranty), words, language)
  if (defect.value !== defect.defaultValue) return
  defect.value = defect.defaultValue = told
  if (part) component.value = part
}

function fillRail(root, { state, marks, words, ahead, language }) {
  const rail = root.querySelector(".rail")
  if (!rail) return
  rail.querySelector(".rail__marks").replaceChildren(...marks.map(({ standing, key }) => ahead.mark(standing, key)))
  rail.querySelector(".rail__words")?.remove()
  rail.querySelector(".rail__bar")?.remove()
  const nth = marks.findIndex(({ standing }) => standing === "current") + 1
  if (nth) fillPlace(rail, { key: marks[nth - 1].key, nth, count: marks.length, words, ahead })
  root.querySelector("#steps .steps").replaceChildren(...marks.map((mark) => stepRow(mark, { state, ahead, language })))
}

function fillPlace(rail, { key, nth, count, words, ahead }) {
  write(rail, { nth: `${nth}/${count}` })
  const [place, bar] = [ahead.place(key), ahead.bar()]
  place.firstChild.textContent = `${put(words.place, { nth, count })} `
  Object.assign(bar, { max: count, value: nth })
  rail.querySelector(".rail__marks").after(place, bar)
}

function stepRow(mark, { state, ahead }) {
  const row = ahead.step(mark.standing, mark.key)
  if (mayShow(state, mark)) {
    const link = Object.assign(document.createElement("a"), { href: `?step=${mark.key}` })
    link.append(...row.querySelector("span:not(.coin)").childNodes)
    row.querySelector("span:not(.coin)").replaceWith(link)
  }
  if (mark.unsent) signs(row, "saved") // it is on this phone, and the server has yet to hear of it
  if (mark.at) row.append(Object.assign(document.createElement("time"), { textContent: clock(mark.at, state.zone) }))
  return row
}

function signs(place, icon) {
  const use = place.querySelector("use")
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icon}`))
}

function fillTimers(root, { at }) {
  const seconds = (from) => Math.max(0, Math.floor((Date.now() - Date.parse(from)) / 1000))
  const ring = root.querySelector("ring-timer")
  if (ring && at.rang) ring.dataset.waited = seconds(at.rang)
  for (const { dataset } of root.querySelectorAll("step-clock")) {
    if (at[dataset.since]) dataset.seconds = seconds(at[dataset.since])
  }
}

async function fillPrice(root, { state, ahead, words, language }) {
  const shown = priceDocument(state)
  const rows = bill(shown, priceStands(state) ? null : state.agreed, words, language)
  root.querySelector("[data-rows=bill]").replaceChildren(...rows.map((row) => billRow(row, ahead, language)))
  stopFor(root, state)
  const document_sha256 = await sha256(canonical(shown))
  for (const form of root.querySelectorAll("form:has([value=price])")) {
    fields(form, { total_fen: shown.total_fen, catalogue_version: shown.catalogue_version, document_sha256 })
  }
}

function stopFor(root, { answer }) {
  const reason = root.querySelector("form:has([value=stop]) [name=reason]")
  if (reason && answer?.reason) reason.value = answer.reason
}

function billRow({ name, how, sum, was, ...is }, ahead, language) {
  const kind = ["was", "new", "dropped", "open"].filter((each) => (each === "was" ? was !== undefined : is[each])).join(" ")
  const row = ahead.bill(kind, language)
  write(row, { name, sum: money(sum), was: money(was ?? 0) })
  row.querySelector(".price-line__how").prepend(...how.map((words) => Object.assign(document.createElement("span"), { textContent: words })))
  return row
}

async function fillSigning(root, { state, ahead, words, language }) {
  const shown = canonical(workDocument(state, language))
  const document_sha256 = await sha256(shown)
  const signature = newId()
  for (const form of root.querySelectorAll("form:has([value=sign])")) {
    fields(form, { signature, document: shown, document_sha256, copy_token: ahead.copy.token })
  }
  root.querySelector("[data-lines=tried]").replaceChildren(...tried(state, words).map((told) => (
    Object.assign(document.createElement("p"), { className: "quiet", textContent: told })
  )))
}

function fillCopy(root, { state: { signature }, copy }) {
  if (!signature || !copy) return
  const code = root.querySelector("[data-copy] svg")
  code.setAttribute("viewBox", `0 0 ${copy.size} ${copy.size}`)
  code.firstElementChild.setAttribute("d", copy.path)
  root.querySelector("[data-copy-link]").href = copy.address
  root.querySelector("[data-unsent]").hidden = !signature.kept
}

function fields(form, values) {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value
}
