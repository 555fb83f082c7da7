// Pictures have a lane of their own: they never hold up a command. The phone lets go of one when the server has it.

import { ask, lane, Later, ours } from "./lane.js"
import { change, got, read, under } from "./store.js"
import { me, tell } from "./told.js"

const PATIENCE = 60_000
const UNWANTED = "unwanted" // a notice of this kind bears the fingerprint as its id
const SLOWEST = 8 // bytes a millisecond

export const sendPhotos = lane("fieldapp-outbox-photos", upload)

const unwanted = new Set() // what our server does not take: not asked again before the next page

async function upload() {
  let trouble = null
  for (const key of await announced()) {
    if (unwanted.has(key[1])) continue
    const photo = await read(["photos"], async (photos) => got(photos.get(key)))
    if (!photo) continue // another tab was quicker
    const response = await put(photo)
    if (response.status === 204 && ours(response)) await letGo(photo)
    else if (ours(response) && [404, 413, 415, 422].includes(response.status)) await noteRefusal(photo)
    else trouble = new Later(response)
  }
  if (trouble) throw trouble
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

// The fingerprints of the pictures that our server did not take.
export function refused() {
  return read(["notices"], async (notices) => {
    return new Set((await got(notices.getAll(under(me())))).filter(({ kind }) => kind === UNWANTED).map(({ id }) => id))
  })
}

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
