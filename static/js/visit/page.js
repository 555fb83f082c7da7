// The visit on the phone. A press is kept on this phone first; then the next view stands there, with or without a signal.
// It is drawn while the store writes, and shown when that is done. What the server answers becomes the base on which the
// rest of the presses is put again.

import { drawn } from "../frame.js"
import { loadAgain } from "./ahead.js"
import { fill } from "./fill.js"
import { listAgain } from "./items.js"
import { offer } from "./onward.js"
import { press } from "./press.js"
import { begin, foreseen, modelIn, ready, speak, stand, take } from "./scene.js"
import { say, show, unsay } from "./say.js"
import { searched, searching } from "./search.js"

const BESIDE = "command.beside" // kept with its visit, while somebody else has the order

const { notReady: notReadyYet } = document.querySelector("#mishap").dataset

let root = document.querySelector("[data-visit]")
let asked = wanted()
let painted = { kind: "", facts: "", view: root.dataset.view, stage: root.dataset.step }
let scene = null
let turn = Promise.resolve()
let pressing = 0 // presses that the store is writing: what they change is shown by them
let held = false // something newer waits until nobody is in the middle of anything

begin(root)
refresh()
searching(() => scene)

// One after the other: each starts from what the one before has painted.
export function refresh(how = {}) {
  turn = turn.then(() => update(how)).catch((trouble) => console.warn(trouble))
  return turn
}

async function update({ pressed = false, next = null }) {
  const now = next?.scene ?? (await stand(asked))
  const first = scene === null
  scene = now
  if (first && !now.folded && !now.noted.size && now.view === painted.view) return remember(now), offer(root, now.next)
  if (now.kind === painted.kind && now.facts === painted.facts) return freshen(now)

  held = !pressed && (counting() || (now.kind !== painted.kind && busy()))
  if (held) return
  try {
    scene = await ready(now)
  } catch {
    return notReady(now)
  }
  if (scene.kind === painted.kind) await fill(root, scene)
  else paint(scene, next?.view ?? (await draw(scene)))
  remember(scene)
}

async function draw(scene) {
  const view = scene.ahead.view(scene.view, scene.language)
  await fill(view, scene)
  return view
}

function paint(scene, next) {
  const another = scene.view !== painted.view || scene.stage !== painted.stage
  if (!another) carry(root, next)
  show(next)
  root.replaceWith(next)
  root = next
  if (!another) return
  scrollTo({ top: 0, behavior: "instant" })
  root.querySelector("#step-title")?.focus({ preventScroll: true })
}

function remember({ kind, facts, view, stage }) {
  painted = { kind, facts, view, stage }
}

function freshen({ base }) {
  root.dataset.version = base.version
  for (const field of root.querySelectorAll("[name=base]")) field.value = base.version
}

// The views are not on this phone yet: nothing can be painted, but what was pressed is kept. They are asked for once more
// when there is a network again or the server has answered something: a phone at the edge of its signal never says "online".
function notReady({ view }) {
  if (view !== painted.view) say(notReadyYet, "", "sunk")
}

function missing() {
  loadAgain()?.then(() => unsay(notReadyYet) ?? refresh(), () => {})
  listAgain()?.then(() => refresh())
}

addEventListener("online", missing)
document.addEventListener("outbox:contact", ({ detail: { status } }) => status && missing())

// What was typed or ticked and not pressed yet stays when the same view is drawn anew.
function carry(old, next) {
  for (const field of old.querySelectorAll("input:not([type=hidden], [type=file]), textarea")) {
    if (!touched(field)) continue
    const same = [...next.querySelectorAll(`[name="${field.name}"]`)].find((each) => each.type === field.type && (each.value === field.value || field.type !== "radio"))
    if (same) Object.assign(same, { value: field.value, checked: field.checked })
  }
}

function touched(field) {
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked
}

// Never under a signature that is being drawn, a picture on which something is being hidden, or a field that somebody types into.
function busy() {
  const typing = document.activeElement?.matches("input:not([type=file], [type=checkbox], [type=radio]), textarea") && touched(document.activeElement)
  return typing || root.querySelector("signature-pad")?.empty === false || root.querySelector("photo-brush") !== null
}

// A finger is on a number, which goes out in a moment: drawn anew, it would be forgotten.
function counting() {
  return root.querySelector("[data-rests]") !== null
}

function wanted() {
  const { searchParams } = new URL(location)
  return { step: searchParams.get("step") ?? "", door: searchParams.get("door") ?? "" }
}

// Nothing is asked for any more: a reload, too, shows the step that is next.
function askNothing() {
  if (history.state?.looked) history.back()
  else if (location.search) history.replaceState(null, "", location.pathname)
}

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-visit] form")) return
  event.preventDefault()
  const { target, submitter } = event
  pressing++
  const done = await press(target, submitter, scene ?? stand(asked), foresee).finally(() => pressing--)
  if (!done) return refresh()
  if (done.moves) asked = {}
  if (target.matches("[data-found]")) searched()
  if (done.next) done.next.scene.kept.splice(-done.kept.length, done.kept.length, ...done.kept)
  await refresh({ pressed: true, next: done.next })
  if (done.moves) askNothing()
  if (done.next) drawn().then(() => refresh()) // what else has changed meanwhile
})

// The view to which these presses lead, drawn once the button has answered; null if this view stays or is all there is.
async function foresee(from, commands, moves) {
  try {
    await drawn()
    const now = await foreseen(from, commands, moves ? {} : asked)
    if (now.kind === painted.kind) return null
    const scene = await ready(now)
    return { scene, view: await draw(scene) }
  } catch {
    return null
  }
}

// Other views of the same visit are on this phone: the links to them lead nowhere else.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-visit] a[href]")
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey) return
  const { origin, pathname, searchParams } = new URL(link.href)
  if (origin !== location.origin || pathname !== location.pathname || link.hash) return
  event.preventDefault()
  if (searchParams.has("lang")) speak(searchParams.get("lang"))
  else {
    const back = !link.href.includes("?")
    if (back && history.state?.looked) return history.back()
    history[back ? "replaceState" : "pushState"]({ looked: !back }, "", link.href)
    asked = wanted()
  }
  refresh({ pressed: true })
})

addEventListener("popstate", () => {
  asked = wanted()
  refresh({ pressed: true })
})

document.addEventListener("outbox:changed", ({ detail: { visits } }) => !pressing && visits.includes(root.dataset.visit) && refresh())
document.addEventListener("focusout", () => held && setTimeout(refresh))
document.addEventListener("change", () => held && setTimeout(refresh))

document.addEventListener("outbox:answer", async ({ detail }) => {
  const mine = new Map(scene?.kept.map((command) => [command.id, command]))
  const fragment = detail.html?.[root.id]
  if (fragment) take(modelIn(fragment))
  await refresh()
  tell((detail.receipts ?? []).filter(({ id }) => mine.has(id)))
})

// What became of the presses of this visit, if it is not what the technician sees.
async function tell(receipts) {
  const odd = receipts.filter(({ verdict, code }) => ["parked", "superseded", "rejected"].includes(verdict) || code === BESIDE)
  if (!odd.length) return
  const { words } = await ready(scene)
  for (const { verdict, message } of odd) {
    if (verdict in words.notices) say(words.notices[verdict], message)
    else say(message)
  }
}

// A browser that goes back shows the page as it once came, before the presses that followed: it is fetched anew.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.reload()
