// Setting off from Today: kept on this phone like every press, then the visit stands there. Whoever comes back to Today
// before the server has it is under way all the same.

import { keep, of } from "./outbox/outbox.js"

const form = document.querySelector("form[data-set-off]")
const visit = form?.dataset.setOff

if (form) {
  form.addEventListener("submit", setOff)
  document.addEventListener("outbox:changed", show)
  show()
}

async function setOff(event) {
  event.preventDefault()
  if (form.dataset.pressed) return // a second tap of the same press
  form.dataset.pressed = "yes"
  try {
    await keep([{ visit, verb: "set_out", base: Number(form.dataset.base) }])
  } catch {
    delete form.dataset.pressed
    return refuse()
  }
  location.assign(`/my/visits/${visit}`)
}

function refuse() {
  const notice = document.querySelector("#mishap").content.firstElementChild.cloneNode(true)
  notice.querySelector(".notice__title").textContent = form.dataset.notKept
  document.querySelector("#notice").replaceChildren(notice)
}

async function show() {
  const kept = await of(visit)
  const underWay = kept.some(({ verb, state }) => ["set_out", "arrive"].includes(verb) && state !== "refused")
  form.hidden = underWay
  document.querySelector("[data-under-way]").hidden = !underWay
}
