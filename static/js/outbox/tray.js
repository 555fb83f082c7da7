// What the phone's page does with what is kept: shows all of it, tries again, throws away with a reason, saves as a file.

import { flush, keep, visitsByPhoto } from "./outbox.js"
import { askOnceMore, letGo, noted } from "./photos.js"
import { change, got, read, under } from "./store.js"
import { me, tell } from "./told.js"

export async function everything() {
  const by = me()
  const held = await noted()
  return read(["commands", "notices", "photos", "phones"], async (commands, notices, photos, phones) => {
    const of = (state) => got(commands.index("state").getAll(under(by, state)))
    const [waiting, refused] = [await of("waiting"), await of("refused")]
    const here = await visitsByPhoto(photos)
    for (const { data } of [...waiting, ...refused]) here.delete(data?.sha256)
    for (const sha256 of held.keys()) here.delete(sha256)
    const everybodys = await got(commands.index("state").getAllKeys())
    const sealed = everybodys.filter(([whose]) => whose !== by)
    return {
      waiting,
      refused,
      notices: (await got(notices.getAll(under(by)))).filter(({ kind }) => kind !== "read"),
      photos: [...here.values()], // visits whose pictures follow their command
      phone: await got(phones.get(by)),
      sealed: await unsent(commands, sealed),
    }
  })
}

async function unsent(commands, keys) {
  const found = await Promise.all(keys.map((key) => got(commands.get(key))))
  return found.filter(({ state, received }) => state === "waiting" || (state === "refused" && !received)).length
}

// It never reached the server; its number is told together with the reason.
export async function discard({ by, seq, id, visit, data }, reason) {
  await change(["commands", "photos", "notices"], async (commands, ...bytes) => {
    const command = await got(commands.get([by, seq]))
    if (!["waiting", "refused"].includes(command?.state)) return // it has just gone out
    commands.put({ by, seq, id, visit, state: "discarded", reason })
    if (data?.sha256) for (const store of bytes) store.delete([by, data.sha256])
  })
  tell("changed", { visits: [visit] })
  flush()
}

// Whatever the server has may go; what it has not is told as discarded.
export async function dealtWith(command) {
  if (!command.received) return discard(command, command.code)
  await change(["commands", "photos", "notices"], async (commands, ...bytes) => {
    commands.delete([command.by, command.seq])
    if (command.data?.sha256) for (const store of bytes) store.delete([command.by, command.data.sha256])
  })
  tell("changed", { visits: [command.visit] })
}

// A picture that our server did not take: once more, or away with it. Why is told to the office as a note on the visit.
export function pictureAgain({ id }) {
  return askOnceMore(id)
}

export async function discardPicture({ by, id, visit }, words) {
  await keep([{ visit, verb: "note", data: { words } }])
  await letGo({ by, sha256: id, visit })
}

export async function wasRead(notice) {
  await change(["notices"], async (notices) => notices.put({ ...notice, kind: "read" }))
  tell("changed", { visits: [] })
}

export async function again(command) {
  await change(["commands"], async (commands) => commands.put({ ...command, state: "waiting" }))
  tell("changed", { visits: [command.visit] })
  flush({ now: true })
}

// All that only this phone has, readable by people and programs: photos as base64.
export async function asFile() {
  const by = me()
  const kept = await read(["commands", "photos", "phones"], async (commands, photos, phones) => ({
    device: (await got(phones.get(by)))?.device,
    commands: (await got(commands.getAll(under(by)))).filter(({ state }) => ["waiting", "refused"].includes(state)),
    photos: await got(photos.getAll(under(by))),
  }))
  const photos = await Promise.all(kept.photos.map(async ({ bytes, ...photo }) => ({ ...photo, base64: await base64(bytes) })))
  const whole = JSON.stringify({ saved_at: new Date().toISOString(), by, ...kept, photos }, null, 1)
  return new File([whole], `fieldapp-${new Date().toISOString().slice(0, 16).replaceAll(":", "")}.json`, { type: "application/json" })
}

function base64(bytes) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.split(",")[1])
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(new Blob([bytes]))
  })
}
