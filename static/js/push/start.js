// At every start of a page: what the server was not told is told, and the browser's consent is told again.

import { me, subscribe } from "./subscription.js"

const OFTEN = 10 * 60_000 // milliseconds: from page to page once is enough
const LAST = "push-told"

export async function start() {
  navigator.serviceWorker?.controller?.postMessage({ type: "words" })
  const state = globalThis.Notification?.permission
  const last = JSON.parse(sessionStorage.getItem(LAST))
  if (last?.by === me() && last.state === state && Date.now() - last.at < OFTEN) return
  const found = await subscribe().catch(() => null)
  if (found && found.state !== "no_answer") sessionStorage.setItem(LAST, JSON.stringify({ by: me(), state, at: Date.now() }))
}
