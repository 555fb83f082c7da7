// What is pressed on this phone is kept on this phone, before anything else happens; then it is sent.
//
//   keep(commands, files, gone)   stored when it resolves, or nothing of it is; pictures that are gone go with it
//   of(visit)               what the phone still keeps of a visit, in the order of the presses
//   picture(sha256)         a photo that is still here
//   noted()                 which of these our server did not take, and which are held back
//   endedHere()             how visits were ended on this phone, by visit
//   waiting()               counted in people's words; `at` by visit
//   flush()                 send now
//
// Events on the document: outbox:saved, outbox:changed, outbox:answer.

import { drawn } from "../frame.js"
import { send, visitsOf } from "./commands.js"
import { endedHere } from "./ended.js"
import { newId } from "./ids.js"
import { namedBy, noted, refused, sendPhotos } from "./photos.js"
import { sha256 } from "./sha256.js"
import { change, got, read, under } from "./store.js"
import { me, say, tell } from "./told.js"

export { endedHere, newId, noted, sha256 }

let saving = Promise.resolve()
let lasting = null // whether the browser promises not to clear what is kept; some of them ask the person

export function keep(commands, files = [], gone = []) {
  const at = new Date().toISOString()
  const pressed = commands.map(({ visit = null, verb, base = null, data = {}, ...more }) => (
    { id: newId(), v: 1, visit, verb, at: more.at ?? at, base, by: me(), data, state: "waiting" }
  ))
  const saved = saving.then(() => save(pressed, files, gone))
  saving = saved.catch(() => {}) // the next one does not suffer
  return saved
}

// One transaction for all of it. A number is given away together with what bears it, so none is ever missing.
async function save(pressed, files, gone) {
  const by = me()
  const kept = await change(["commands", "photos", "notices", "phones"], async (commands, photos, notices, phones) => {
    const there = await Promise.all(pressed.map(({ id }) => got(commands.index("id").get(id))))
    if (there.some(Boolean)) return there // the store was lost after it had kept them, and is asked once more
    const phone = (await got(phones.get(by))) ?? { by, device: newId(), seq: 0 }
    const kept = pressed.map((command) => ({ ...command, seq: ++phone.seq }))
    for (const command of kept) commands.add(command)
    for (const sha256 of gone) for (const store of [photos, notices]) store.delete([by, sha256])
    for (const file of files) photos.put({ by, visit: kept[0].visit, ...file })
    phones.put(phone)
    return kept
  })
  say("saved", { ids: kept.map(({ id }) => id) })
  tell("changed", { visits: visitsOf(kept) })
  drawn().then(() => {
    lasting ??= navigator.storage?.persist?.()
    flush()
  })
  return kept
}

export async function of(visit) {
  const kept = await read(["commands"], async (commands) => got(commands.index("visit").getAll(under(me(), visit))))
  return kept.filter(({ state }) => state !== "discarded")
}

export async function picture(sha256) {
  const photo = await read(["photos"], async (photos) => got(photos.get([me(), sha256])))
  return photo ? new Blob([photo.bytes], { type: photo.type }) : null
}

export async function waiting() {
  const unwanted = await refused()
  return read(["commands", "photos"], async (commands, photos) => {
    const waiting = await got(commands.index("state").getAll(under(me(), "waiting")))
    const tray = await got(commands.index("state").count(under(me(), "refused")))
    const here = await visitsByPhoto(photos)
    for (const sha256 of [...unwanted, ...(await namedBy(commands, "refused"))]) here.delete(sha256)
    const behind = [...here.keys()].filter((sha256) => !waiting.some(({ data }) => data?.sha256 === sha256))
    return {
      visits: new Set([...visitsOf(waiting), ...here.values()]).size,
      commands: waiting.length,
      photos: here.size,
      signatures: waiting.filter(({ verb }) => verb === "sign").length,
      tray: tray + unwanted.size,
      oldest: waiting[0]?.at ?? null,
      count: waiting.length + behind.length,
      at: counted([...waiting.map(({ visit }) => visit), ...behind.map((sha256) => here.get(sha256))]),
    }
  })
}

function counted(visits) {
  const counts = {}
  for (const visit of visits) if (visit) counts[visit] = (counts[visit] ?? 0) + 1
  return counts
}

// By keys alone: the bytes stay where they are.
export function visitsByPhoto(photos) {
  const found = new Map()
  const asked = photos.index("visit").openKeyCursor(under(me()))
  return new Promise((resolve, reject) => {
    asked.onerror = () => reject(asked.error)
    asked.onsuccess = () => {
      if (!asked.result) return resolve(found)
      const [, visit, sha256] = asked.result.key
      found.set(sha256, visit)
      asked.result.continue()
    }
  })
}

export async function flush(how) {
  await send(how)
  sendPhotos(how)
}

function wake() {
  if (document.visibilityState === "visible") flush()
}

addEventListener("online", wake)
addEventListener("pageshow", wake) // also when a page begins
document.addEventListener("visibilitychange", wake)
