// The photos of a visit: those that are still on this phone are shown from it, each with the sign of where it is.

import { keepWhatHolds, write } from "./slots.js"
import { say } from "./say.js"
import { put } from "./written.js"

const HIDDEN = "hidden"
const MOST_HIDDEN = 100
const addresses = new Map() // of pictures that are on this phone, by fingerprint

export async function fillPhotos(root, { state, noted, ahead, words }, picture) {
  for (const place of root.querySelectorAll("[data-moment]")) {
    const taken = state.photos.filter(({ moment }) => moment === place.dataset.moment)
    const tiles = await Promise.all(taken.map((photo) => tile(place, photo, ahead, noted.get(photo.sha256) ?? "kept", picture)))
    for (const old of place.querySelectorAll("[data-photo]")) if (!tiles.includes(old)) old.remove()
    place.querySelector("label").before(...tiles)
  }
  forget(state.photos)
  if (root.querySelector("[data-where=unwanted]")) say(words.notices.unwanted)
  const drops = root.querySelector("[data-drops]")
  if (!drops) return
  const moments = [...root.querySelectorAll("[data-moment]")].map(({ dataset }) => dataset.moment)
  const shown = state.photos.filter(({ moment }) => moments.includes(moment))
  drops.hidden = !shown.length
  drops.querySelector(".fold__body").replaceChildren(...shown.map(({ photo, moment }, nth) => {
    const row = ahead.row("photo-drop")
    row.elements.photo.value = photo
    write(row, { words: put(words.take_back, { nth: nth + 1, moment: words.moments[moment] }) })
    return row
  }))
}

async function tile(place, { photo, sha256, moment, here }, ahead, standing, picture) {
  const kept = here ? null : await addressOf(sha256, picture)
  const where = here ? "here" : kept ? standing : "coming"
  const there = place.querySelector(`[data-photo="${photo}"]`)
  if (there?.dataset.where === where) return there

  const drawn = ahead.photo(moment)
  keepWhatHolds(drawn, new Set([where]))
  Object.assign(drawn.dataset, { photo, sha256, where, state: here ? "sent" : "saved" })
  const [link, image] = [drawn.querySelector("a"), drawn.querySelector("img")]
  if (where === "coming") link.remove()
  else link.href = image.src = kept ?? `${location.pathname}/photos/${photo}`
  markHidden(drawn)
  return drawn
}

// That something was hidden on a photo is known to this phone alone, for as many of them as a day has.
export function rememberHidden(photos) {
  localStorage.setItem(HIDDEN, JSON.stringify([...hidden(), ...photos].slice(-MOST_HIDDEN)))
}

export function markHidden(tile) {
  tile.querySelector("[data-hidden]").hidden = !hidden().includes(tile.dataset.photo)
}

function hidden() {
  return JSON.parse(localStorage.getItem(HIDDEN) ?? "[]")
}

// The pictures of which nothing is left once these presses are kept: their bytes go with them, and never leave this phone.
export function forsaken({ photos }, commands) {
  const back = commands.filter(({ verb }) => verb === "drop_photo").map(({ data }) => data.photo)
  const left = photos.filter(({ photo }) => !back.includes(photo)).map(({ sha256 }) => sha256)
  return photos.filter(({ photo, sha256 }) => back.includes(photo) && !left.includes(sha256)).map(({ sha256 }) => sha256)
}

function forget(photos) {
  for (const [sha256, address] of addresses) {
    if (photos.some((photo) => photo.sha256 === sha256)) continue
    URL.revokeObjectURL(address)
    addresses.delete(sha256)
  }
}

async function addressOf(sha256, picture) {
  if (!addresses.has(sha256)) {
    const bytes = await picture(sha256)
    if (bytes) addresses.set(sha256, URL.createObjectURL(bytes))
  }
  return addresses.get(sha256) ?? null
}
