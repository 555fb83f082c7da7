// Dragging a job onto a person, as an extra: it sends what the two taps send, with the time at which it was let go.
// By mouse and pen from the lane or from the strip; by finger sideways out of the lane, which itself still scrolls.

const FAR = 8 // pixels after which a press is a drag
const MINUTE = 60_000
const GRAIN = 5 * MINUTE // an appointment is at 10:45, never at 10:41

let drag = null

document.addEventListener("pointerdown", (press) => {
  const job = press.target.closest("[data-give]")
  const byFinger = press.pointerType === "touch"
  if (!job || press.button || !press.isPrimary || (byFinger && !job.matches(".waiting"))) return
  drag = { job, x: press.clientX, y: press.clientY, zone: document.getElementById("board").dataset.zone }
})

document.addEventListener("pointermove", (move) => {
  if (!drag || !move.isPrimary) return
  if (!drag.ghost && Math.hypot(move.clientX - drag.x, move.clientY - drag.y) < FAR) return
  drag.ghost ??= ghostOf(drag.job)
  over(move)
})

document.addEventListener("pointerup", () => {
  if (drag?.person) give(drag)
  if (drag?.ghost) swallowTheClick()
  letGo()
})

document.addEventListener("pointercancel", letGo)

document.addEventListener("keydown", (press) => {
  if (press.key !== "Escape" || !drag) return
  press.stopImmediatePropagation() // the order in hand stays in hand
  letGo()
}, { capture: true })

function over(move) {
  const person = document.elementFromPoint(move.clientX, move.clientY)?.closest(".person")
  if (person !== drag.person) drag.person?.removeAttribute("data-target")
  person?.toggleAttribute("data-target", true)
  drag.person = person
  drag.begins = person && momentAt(person.querySelector(".strip").getBoundingClientRect(), move.clientX)
  drag.ghost.style.translate = `${move.clientX + 12}px ${move.clientY + 12}px`
  drag.ghost.querySelector("span").textContent = person ? words(person) : ""
}

// Over the name: the time that is suggested. Over the hours: that time, but never one that has passed.
function momentAt(strip, x) {
  if (x < strip.left) return null
  const { begins, ends } = document.querySelector(".people").dataset
  const [from, until] = [Date.parse(begins), Date.parse(ends)]
  const there = Math.round((from + ((x - strip.left) / strip.width) * (until - from)) / GRAIN) * GRAIN
  return new Date(Math.max(there, Math.ceil(Date.now() / GRAIN) * GRAIN))
}

function words(person) {
  const name = person.querySelector(".person__name b").textContent
  const clock = { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: drag.zone }
  return drag.begins ? `${name} ${drag.begins.toLocaleTimeString("zh-CN", clock)}` : name
}

function ghostOf(job) {
  const ghost = document.createElement("div")
  ghost.className = "ghost"
  ghost.append(document.createElement("b"), document.createElement("span"))
  ghost.firstChild.textContent = job.querySelector(".small-plate, .slot__room").textContent
  document.body.append(ghost)
  document.documentElement.toggleAttribute("data-dragging", true)
  return ghost
}

function give({ job, person, begins }) {
  const values = { technician: person.querySelector("[data-person]").dataset.person, version: job.dataset.version }
  if (begins) values.begins = begins.toISOString()
  const board = document.getElementById("board")
  htmx.ajax("POST", job.dataset.give, { source: board, target: board, swap: "outerMorph", values })
}

// Let go over the job itself the browser would take it for a tap.
function swallowTheClick() {
  const swallow = (click) => { click.preventDefault(); click.stopImmediatePropagation() }
  document.addEventListener("click", swallow, { capture: true, once: true })
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }))
}

function letGo() {
  drag?.ghost?.remove()
  drag?.person?.removeAttribute("data-target")
  document.documentElement.removeAttribute("data-dragging")
  drag = null
}
