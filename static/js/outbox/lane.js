// A lane of sending: one try at a time on the whole phone. What did not go out is tried again later and later, at most
// five minutes apart; whatever happens meanwhile (a tap, a network, a page that is shown) begins anew.

import { leave } from "../day-over.js"
import { say } from "./told.js"

const SECOND = 1000
const MOST = 300 * SECOND
const MOST_ASKED_FOR = 3600 * SECOND // by the server's Retry-After

// Something stays here. Nothing was lost by it.
export class Later extends Error {
  constructor(response) {
    super("Later")
    const wanted = Number(response?.headers.get("Retry-After"))
    this.wait = Math.min(wanted * SECOND || 0, MOST_ASKED_FOR)
  }
}

export function lane(name, work) {
  let running = null
  let again = false
  let tries = 0
  let notBefore = 0
  let timer

  // By hand (`now`) also before the moment for which the server asked.
  function go({ now = false } = {}) {
    tries = 0
    return turn(now)
  }

  function turn(now = false) {
    clearTimeout(timer)
    if (running) {
      again = true
      return running
    }
    const wait = notBefore - performance.now()
    if (wait > 0 && !now) {
      timer = setTimeout(turn, wait)
      return Promise.resolve()
    }
    return (running = once().finally(() => (running = null)))
  }

  async function once() {
    do {
      again = false
      try {
        await alone(name, work)
        tries = 0
        notBefore = 0
      } catch (trouble) {
        if (!(trouble instanceof Later)) console.warn(trouble)
        const wait = trouble.wait || Math.min(SECOND * 2 ** tries++, MOST) * (0.5 + Math.random() / 2)
        notBefore = trouble.wait ? performance.now() + wait : 0
        timer = setTimeout(turn, wait)
        return
      }
    } while (again)
  }

  return go
}

// The lock saves requests; that nothing is done twice does not depend on it.
function alone(name, work) {
  if (!navigator.locks) return work()
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (!lock) throw new Later()
    return work()
  })
}

// An answer of whoever it was. Raises Later when there was none. Older browsers (before 2022) know no patience.
export async function ask(address, options, patience) {
  try {
    const response = await fetch(address, { cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(patience), ...options })
    say("contact", { status: response.status })
    if (isOver(response)) leave()
    return response
  } catch {
    say("contact", { status: 0 })
    throw new Later()
  }
}

const isOver = (response) => ours(response) && response.headers.get("X-Kept-Day") === "over"

export const ours = (response) => response.headers.get("X-Sync-Protocol") === "1"
