// The visit on the phone. A press is kept on this phone first; then the next view stands there, with or without a signal.
// What the server answers becomes the base on which the rest of the presses is put again.

import { load } from "./ahead.js"
import { fill } from "./fill.js"
import { press } from "./press.js"
import { begin, modelIn, ready, speak, stand, take } from "./scene.js"
import { say, show } from "./say.js"
import { searched, searching } from "./search.js"

let root = document.querySelector("[data-visit]")
let asked = wanted()
let painted = { kind: "", facts: "", view: root.dataset.view, stage: root.dataset.step }
let scene = null
let turn = Promise.resolve()
let held = false // something newer waits until nobody is in the middle of anything

begin(root)
refresh()
searching(() => scene)

// One after the other: each starts from what the one before has painted.
export function refresh(how = {}) {
  turn = turn.then(() => update(how)).catch((trouble) => console.warn(trouble))
  return turn
}

async function update({ pressed = false }) {
  const now = await stand(asked)
  const first = scene === null
  scene = now
  if (first && !now.folded && now.view === painted.view) return remember(now)
  if (now.kind === painted.kind && now.facts === painted.facts) return freshen(now)

  held = now.kind !== painted.kind && !pressed && busy()
  if (held) return
  try {
    scene = await ready(now)
  } catch {
    return notReady(now)
  }
  if (scene.kind === painted.kind) await fill(root, scene)
  else await paint(scene)
  remember(scene)
}

async function paint(scene) {
  const next = scene.ahead.view(scene.view, scene.language)
  await fill(next, scene)
  const another = scene.view !== painted.view || scene.stage !== painted.stage
  if (!another) carry(root, next)
  root.replaceWith(next)
  root = next
  show()
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

// The views are not on this phone yet: nothing can be painted, but what was pressed is kept.
function notReady({ base, view }) {
  if (view !== painted.view) say(document.querySelector("#mishap").dataset.notReady, "", "sunk")
  addEventListener("online", () => load(base.ahead).then(() => refresh()), { once: true })
}

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

// Never under a signature that is being drawn, or a field that somebody types into.
function busy() {
  const typing = document.activeElement?.matches("input:not([type=file], [type=checkbox], [type=radio]), textarea") && touched(document.activeElement)
  return typing || root.querySelector("signature-pad")?.empty === false
}

function wanted() {
  const { searchParams } = new URL(location)
  return { step: searchParams.get("step") ?? "", door: searchParams.get("door") ?? "" }
}

// Nothing is asked for any more: the step that is next stands there, and a reload shows the same.
function ask(nothing = {}) {
  if (history.state?.looked) history.back()
  else history.replaceState(null, "", location.pathname)
  asked = nothing
}

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-visit] form")) return
  event.preventDefault()
  const { target, submitter } = event
  const done = await press(target, submitter, scene ?? (await stand(asked)))
  if (!done) return
  if (done.moves) ask()
  if (target.matches("[data-found]")) searched()
  await refresh({ pressed: true })
})

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

document.addEventListener("outbox:changed", ({ detail: { visits } }) => visits.includes(root.dataset.visit) && refresh())
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
  const odd = receipts.filter(({ verdict }) => ["parked", "superseded", "rejected"].includes(verdict))
  if (!odd.length) return
  const { words } = await ready(scene)
  for (const { verdict, message } of odd) say(words.notices[verdict], message)
}

// A browser that goes back shows the page as it once came, before the presses that followed: it is fetched anew.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.reload()
