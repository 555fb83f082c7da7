// The owner's number is with the server, which writes down that it was shown: it needs a signal.

import { still } from "../still.js"
import { wordsOf } from "./scene.js"
import { say } from "./say.js"

export async function number(form, there) {
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, redirect: "error" })
    const told = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".notice")
    if (!told) throw new Error(answer.status) // not ours: a gateway's own page
    still(() => document.querySelector("#notice").replaceChildren(told))
    document.querySelector("#notice").scrollIntoView({ block: "nearest", behavior: "instant" })
  } catch {
    const { notices = {} } = await wordsOf(there).catch(() => ({}))
    say(notices.no_number ?? "", "", "sunk", "#centre") // in any case the centre's number
    document.querySelector("#notice").scrollIntoView({ block: "nearest", behavior: "instant" })
  }
  return null
}
