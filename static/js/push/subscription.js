// This browser's consent to be woken: told to the server at every start, and taken back as soon as it is revoked.

const PATIENCE = 10_000 // milliseconds: where no push service can be reached, subscribe() never answers
const KNOWN = "push-endpoint" // what the server was told last, and of whom

export const me = () => document.body.dataset.by

// "subscribed" with the id; or why not: "unsupported", "not_set_up", "not_asked", "denied", "no_service", "no_answer".
export async function subscribe() {
  const worker = await activeWorker()
  if (!worker?.pushManager || !("Notification" in globalThis)) return { state: "unsupported" }
  if (Notification.permission !== "granted") return withoutPermission(worker)
  const key = await ourKey()
  if (!key) return { state: "not_set_up" }
  try {
    const subscription = await soon(subscribed(worker.pushManager, key))
    return await tell(subscription)
  } catch (error) {
    return { state: error.name === "NoAnswer" ? "no_answer" : "no_service" }
  }
}

// Only by a press, after a sentence has said what for.
export async function ask() {
  if ("Notification" in globalThis && Notification.permission === "default") await Notification.requestPermission()
  return subscribe()
}

export async function end(why) {
  const worker = await activeWorker()
  const subscription = await worker?.pushManager?.getSubscription()
  const endpoint = subscription?.endpoint ?? known()?.endpoint
  if (endpoint) await send("DELETE", { endpoint, why })
  localStorage.removeItem(KNOWN)
}

async function withoutPermission() {
  if (known()) await end("permission").catch(() => {})
  return { state: Notification.permission === "denied" ? "denied" : "not_asked" }
}

async function activeWorker() {
  const registration = await navigator.serviceWorker?.getRegistration("/")
  return registration && (registration.active ? registration : soon(navigator.serviceWorker.ready).catch(() => null))
}

// Another installation's key, or one that was lost, cannot be used: then anew.
async function subscribed(manager, key) {
  const before = await manager.getSubscription()
  if (before && sameKey(before.options.applicationServerKey, key)) return before
  await before?.unsubscribe()
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

function sameKey(bytes, key) {
  return bytes && btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === key
}

async function ourKey() {
  const answer = await fetch("/push/key")
  return answer.ok && answer.headers.get("X-Sync-Protocol") ? answer.text() : null
}

async function tell(subscription) {
  const answer = await send("POST", subscription.toJSON())
  if (!answer.ok) return { state: "no_service" }
  localStorage.setItem(KNOWN, JSON.stringify({ endpoint: subscription.endpoint, by: me() }))
  return { state: "subscribed", ...(await answer.json()) }
}

function send(method, body) {
  return fetch("/push/subscriptions", { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } })
}

function known() {
  return JSON.parse(localStorage.getItem(KNOWN))
}

function soon(work) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new DOMException("No answer", "NoAnswer")), PATIENCE))
  return Promise.race([work, late])
}
