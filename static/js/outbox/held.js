// A picture on which something is being hidden stays on this phone, also when the app is ended meanwhile, until its
// technician says what becomes of it.

import { HELD, sendPhotos } from "./photos.js"
import { change, got } from "./store.js"
import { me, tell } from "./told.js"

// False when its bytes may have left already.
export async function hold(sha256, visit) {
  const by = me()
  const held = await change(["photos", "notices"], async (photos, notices) => {
    const photo = await got(photos.get([by, sha256]))
    if (!photo?.until || photo.left) return false
    notices.put({ by, id: sha256, visit, verb: "photo", at: new Date().toISOString(), kind: HELD })
    return true
  })
  tell("changed", { visits: [visit] })
  return held
}

// There is nothing to hide on it.
export async function letPass(sha256, visit) {
  await change(["notices"], async (notices) => notices.delete([me(), sha256]))
  tell("changed", { visits: [visit] })
  sendPhotos()
}
