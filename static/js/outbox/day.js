// The day kept by the service worker: asked for when a page begins, and freshened after every answer of the server.
//
// A command that the server has stays in the phone's store until the kept page of its visit contains it: else it would
// vanish from the screen when the phone, without signal, shows an older page.

import { leave } from "../day-over.js"
import { change, got, read, under } from "./store.js"
import { me } from "./told.js"

const VISITS = "/my/visits/"
const PATIENCE = 3000 // milliseconds: a worker that failed says nothing at all
const reader = document.documentElement.lang + import.meta.url

export async function keepTheDay() {
  const acknowledged = await visitsWithAcknowledged()
  const worker = await register()
  if (!worker) return letGo(shown())

  worker.postMessage({ type: "day", reader, needed: await visitsInStore() })
  if (acknowledged.length) freshen(acknowledged)
}

// Today first: what was ended here is over on it before the phone lets go of knowing so.
export async function freshen(visits) {
  const registration = await navigator.serviceWorker?.getRegistration("/")
  registration?.active?.postMessage({ type: "keep", pages: ["/my", ...visits.map((visit) => VISITS + visit)] })
}

// { pages: {path: true}, listed } for these pages, or for all visits of the day; null without a service worker
// that answers.
export async function ready(wanted) {
  const registration = await navigator.serviceWorker?.getRegistration("/")
  if (!registration?.active) return null
  const { port1, port2 } = new MessageChannel()
  registration.active.postMessage({ type: "ready", wanted }, [port2])
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
    setTimeout(resolve, PATIENCE, null)
  })
}

async function register() {
  const worker = import.meta.url.includes("/static/now/") ? null : navigator.serviceWorker // no build, nothing to keep
  const registration = await worker?.register("/sw.js").catch(() => null)
  return registration ? (await worker.ready).active : null
}

// Without a service worker every page comes from the network, and it shows what it shows.
function shown() {
  const root = document.querySelector("[data-visit]")
  return root ? { [VISITS + root.dataset.visit]: Number(root.dataset.version) } : {}
}

async function letGo(kept) {
  for (const [path, version] of Object.entries(kept)) {
    if (!path.startsWith(VISITS)) continue
    await change(["commands"], async (commands) => {
      const found = await got(commands.index("visit").getAll(under(me(), path.slice(VISITS.length))))
      for (const { by, seq, ...command } of found) {
        if (command.state === "acknowledged" && !(command.version > version)) commands.delete([by, seq])
      }
    })
  }
}

async function visitsWithAcknowledged() {
  const found = await read(["commands"], async (commands) => got(commands.index("state").getAll(under(me(), "acknowledged"))))
  return [...new Set(found.map(({ visit }) => visit))]
}

async function visitsInStore() {
  const found = await read(["commands"], async (commands) => got(commands.getAll(under(me()))))
  return [...new Set(found.map(({ visit }) => visit).filter(Boolean))]
}

navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (data.kept) letGo(data.kept)
  if (data.over) leave()
})
// A new worker has not heard what the old one was told while it was on its way out.
navigator.serviceWorker?.addEventListener("controllerchange", keepTheDay)
document.addEventListener("outbox:settled", ({ detail }) => freshen(detail.visits))
