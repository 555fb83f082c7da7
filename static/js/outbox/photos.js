// Pictures have a lane of their own: they never hold up a command. The phone lets go of one when the server has it.

import { ask, lane, Later, ours } from "./lane.js"
import { change, got, read, under } from "./store.js"
import { me, tell } from "./told.js"

const PATIENCE = 60_000
const UNWANTED = "unwanted" // a notice of this kind bears the fingerprint as its id
const HELD = "held" // so does one of this: somebody is hiding something on the picture
const FRESH = 10_000 // milliseconds in which a picture that was just taken stays here, so that something on it can be hidden
const SLOWEST = 8 // bytes a millisecond

export const sendPhotos = lane("fieldapp-outbox-photos", upload)

const unwanted = new Set() // what our server does not take: not asked again before the next page

async function upload() {
  let trouble = null
  for (const key of await announced()) {
    if (unwanted.has(key[1])) continue
    const photo = await change(["photos", "notices"], (photos, notices) => leaving(key, photos, notices))
    if (!photo) continue // another tab was quicker, or it is held back
    if (photo.rests) {
      trouble ??= Object.assign(new Later(), { wait: photo.rests })
      continue
    }
    const response = await put(photo)
    if (response.status === 204 && ours(response)) await letGo(photo)
    else if (ours(response) && [404, 413, 415, 422].includes(response.status)) await noteRefusal(photo)
    else trouble = new Later(response)
  }
  if (trouble) throw trouble
}

// What goes out now. From here on it may be elsewhere, so nothing on it can be hidden any more.
async function leaving(key, photos, notices) {
  const photo = await got(photos.get(key))
  if (!photo || (await got(notices.get(key)))?.kind === HELD) return null
  const rests = photo.until - Date.now()
  if (rests > 0 && rests <= FRESH) return { rests } // a clock that was put back holds nothing up
  if (photo.until && !photo.left) photos.put({ ...photo, left: true })
  return photo
}

// The keys of those of which the server has heard: the bytes follow the command.
function announced() {
  return read(["commands", "photos"], async (commands, photos) => {
    const unheard = await namedBy(commands, "waiting", "refused")
    return (await got(photos.getAllKeys(under(me())))).filter(([, sha256]) => !unheard.has(sha256))
  })
}

// The fingerprints of pictures that commands in these states speak of.
export async function namedBy(commands, ...states) {
  const found = await Promise.all(states.map((state) => got(commands.index("state").getAll(under(me(), state)))))
  return new Set(found.flat().map(({ data }) => data?.sha256))
}

function put({ sha256, bytes, type }) {
  const headers = { "Content-Type": type, "X-Sync-Protocol": "1" }
  return ask(`/my/blobs/${sha256}`, { method: "PUT", headers, body: bytes }, PATIENCE + bytes.byteLength / SLOWEST)
}

// Its technician is told: on the picture, and on the phone's page, where it can be tried again, saved or thrown away.
async function noteRefusal({ by, sha256, visit }) {
  unwanted.add(sha256)
  const notice = { by, id: sha256, visit, verb: "photo", at: new Date().toISOString(), kind: UNWANTED }
  await change(["notices"], async (notices) => notices.put(notice))
  tell("changed", { visits: [visit] })
}

// What is noted of the pictures that are still here, by fingerprint: "unwanted" by our server, or "held" back.
export function noted() {
  return read(["notices"], async (notices) => {
    return new Map((await got(notices.getAll(under(me())))).filter(({ kind }) => [UNWANTED, HELD].includes(kind)).map(({ id, kind }) => [id, kind]))
  })
}

// The fingerprints of the pictures that our server did not take.
export async function refused() {
  return new Set([...(await noted())].filter(([, kind]) => kind === UNWANTED).map(([sha256]) => sha256))
}

export { FRESH, HELD }

export function askOnceMore(sha256) {
  unwanted.delete(sha256)
  return sendPhotos({ now: true })
}

export async function letGo({ by, sha256, visit }) {
  await change(["photos", "notices"], async (photos, notices) => {
    photos.delete([by, sha256])
    notices.delete([by, sha256])
  })
  tell("changed", { visits: [visit] })
}
