// What the last answer was, of our server or of whoever is in its place; 0: there is no signal.

import { isKept } from "./kept.js"
import { say } from "./told.js"

let status = navigator.onLine && !isKept ? 200 : 0
document.addEventListener("outbox:contact", ({ detail }) => (status = detail.status))
addEventListener("offline", () => say("contact", { status: 0 }))

export const heard = () => status
