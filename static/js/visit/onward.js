// Where to go once the visit is over: what the server named when it knew of the end. A page that was kept may be older than
// what was done since, and what was ended on this phone is over: then only the way back to Today is offered.

import { endedHere } from "../outbox/outbox.js"

export async function onward({ outcome, next }) {
  return outcome && next && !(next.visit in (await endedHere())) ? next : null
}

export function offer(root, next) {
  const [there, back] = ["there", "back"].map((way) => root.querySelector(`[data-onward=${way}]`))
  if (!there) return
  there.hidden = !next
  back.hidden = Boolean(next)
  if (next) Object.assign(there.querySelector(".button--primary"), { href: next.href, textContent: next.words })
}
