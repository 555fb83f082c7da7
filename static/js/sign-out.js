// Signing out: asks first while something waits; then the kept day goes, what was pressed stays sealed on this phone.

import { wipe } from "./day-over.js"
import { flush, waiting } from "./outbox/outbox.js"
import { end } from "./push/subscription.js"

const form = document.querySelector("[data-sign-out]")
const sheet = document.querySelector("#leaving")

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  if ((await waiting()).count) sheet.showModal()
  else leave()
})

sheet.addEventListener("close", async () => {
  if (sheet.returnValue === "leave") leave()
  if (sheet.returnValue !== "send") return
  await flush({ now: true })
  if ((await waiting()).count) sheet.showModal()
  else leave()
})

// Without a signal nobody is signed out, and the day stays.
async function leave() {
  const listens = document.querySelector("open-app")
  listens?.toggleAttribute("data-over", true) // nobody is asked any more for whom to ring
  try {
    await end("signed_out") // what is for this person must not wake whoever signs in next
    await fetch(form.action, { method: "POST", redirect: "manual" })
  } catch {
    listens?.toggleAttribute("data-over", false)
    const notice = document.querySelector("#mishap").content.firstElementChild.cloneNode(true)
    notice.querySelector(".notice__title").textContent = form.dataset.noSignal
    return document.querySelector("#notice").replaceChildren(notice)
  }
  await wipe()
  location.assign("/sign-in")
}
