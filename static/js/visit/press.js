// One press: read, checked against what the phone knows, kept, and only then said to be noted. While the store writes, the
// page makes ready what comes next. Gives, when it was kept, {kept, moves, next}: the commands, whether the step that is
// next should stand there afterwards, and what the page has made ready.

import { keep } from "../outbox/outbox.js"
import { prepare } from "../outbox/picture.js"
import { moment, read } from "./commands.js"
import { Refusal } from "./form.js"
import { listed as items } from "./items.js"
import { number } from "./number.js"
import { forsaken } from "./photos.js"
import { check } from "./refusals.js"
import { hush, refuse, say } from "./say.js"
import { wordsOf } from "./scene.js"

const STAY = ["line", "warranty", "advance", "receipt", "strike", "ask", "drop_line", "drop_photo", "early_agreed"] // the page stays where the eyes are
const REPEATS = "quantity-stepper form, .line__prices, .fold__body" // the same form, filled in once more
const PATIENCE = 2000 // milliseconds
const ASKS = 5000 // milliseconds
const pressed = new WeakSet()

// `there` is the scene, or the promise of one while the store is asked: a store that cannot be read says so at the press.
export async function press(form, submitter, there, foresee) {
  if (form.matches("[action$=phone-number]")) return number(form, submitter, there)
  if (!form.elements.verb || (pressed.has(form) && !form.matches(REPEATS))) return null

  if (!sure(form)) return null

  pressed.add(form)
  feel(submitter, "pressed")
  try {
    const scene = await there
    const files = form.elements.photo?.files?.length ? [await pictureOf(form)] : []
    const commands = read(form, submitter, scene.state.zone)
    check(scene.state, commands, commands.some(({ verb }) => verb === "line") ? await listed() : null)
    const { visit, version: base } = scene.base
    const at = moment(form, submitter, scene.state)
    const moves = !commands.every(stays)
    const pressing = commands.map((command) => ({ ...command, visit, base, at }))
    const keeping = keep(pressing, files, forsaken(scene.state, commands))
    const foreseeing = foresee(scene, pressing, moves)
    const kept = await keeping
    hush()
    const next = await foreseeing
    if (!next) noted(submitter, await wordsFor(there))
    if (form.elements.words) form.reset()
    if (form.matches(REPEATS)) again(form)
    return { kept, moves, next }
  } catch (trouble) {
    feel(submitter, "")
    pressed.delete(form)
    const { refusals = {}, notices = {} } = await wordsFor(there)
    if (trouble instanceof Refusal) refuse(trouble, { refusals }, form)
    else say(notices[trouble.name === "QuotaExceededError" ? "full" : trouble.name] ?? notices.not_kept ?? document.querySelector("#mishap").dataset.notKept)
    return null
  }
}

// A line that was taken off does not come back: it takes a second tap, while it asks for one.
function sure(form) {
  const asks = form.matches("[data-twice]") && form.closest("[data-row]").querySelector("[data-asks]")
  if (!asks || !asks.hidden) return true
  asks.hidden = false
  setTimeout(() => { asks.hidden = true }, ASKS)
}

// The picture that belongs to the press, made ready to be kept with it.
async function pictureOf({ elements }) {
  const picture = await prepare(elements.photo.files[0])
  elements.sha256.value = picture.sha256
  return picture
}

// What a price is checked against, unless it takes too long: then the server says what is wrong with it.
function listed() {
  return Promise.race([items(), new Promise((resolve) => setTimeout(resolve, PATIENCE, new Map()))])
}

function wordsFor(there) {
  return wordsOf(there).catch(() => ({}))
}

function stays({ verb, data }) {
  return STAY.includes(verb) || (verb === "step" && ["ask", "mat", "clean", "explain"].includes(data.key))
}

// A number may be changed once more: what was just kept is no longer something typed.
function again(form) {
  pressed.delete(form)
  for (const field of form.querySelectorAll("input:not([type=hidden])")) if (!field.matches(":focus")) field.defaultValue = field.value
}

function feel(button, state) {
  if (button?.dataset.verb) button.dataset.state = state
}

// ✓ Noted, until the next step stands there.
function noted(button, words) {
  if (!button?.matches(".thumb-bar__verb .button, .answers .button")) return
  const tick = document.querySelector(".icon").cloneNode(true)
  const use = tick.querySelector("use")
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#done"))
  button.replaceChildren(tick, ` ${words.notices?.noted ?? ""}`)
}
