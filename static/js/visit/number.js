// The owner's number is with the server, which writes down that it was shown: it needs a signal. One tap, one question.

import { still } from "../still.js"
import { wordsOf } from "./scene.js"
import { say } from "./say.js"

const PATIENCE = 15_000 // milliseconds: a network that says nothing is none
const asking = new WeakSet()

export async function number(form, button, there) {
  if (asking.has(form)) return null
  asking.add(form)
  if (button) button.dataset.state = "pressed"
  try {
    const how = { method: "POST", headers: { "HX-Request": "true" }, redirect: "error", signal: AbortSignal.timeout?.(PATIENCE) }
    const answer = await fetch(form.action, how)
    const told = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".notice")
    if (!told) throw new Error(answer.status) // not ours: a gateway's own page
    still(() => document.querySelector("#notice").replaceChildren(told))
    document.querySelector("#notice").scrollIntoView({ block: "nearest", behavior: "instant" })
  } catch {
    const { notices = {} } = await wordsOf(there).catch(() => ({}))
    say(notices.no_number ?? "", "", "sunk", "#centre") // in any case the centre's number
    document.querySelector("#notice").scrollIntoView({ block: "nearest", behavior: "instant" })
  } finally {
    asking.delete(form)
    if (button) delete button.dataset.state
  }
  return null
}
