// Makes a photo ready to be kept: its bytes copied at once, no larger than needed, without what the camera wrote into it.

import { sha256 } from "./sha256.js"

const LONGEST = 1600 // pixels of the long edge
const TYPE = "image/jpeg"
const QUALITY = 0.8
const MOST_BYTES = 200 * 1024 * 1024 // twice what a camera of 200 megapixels writes: no photo is larger
const MOST_HELD = 40_000_000 // pixels that a phone can hold at once

// Its name says why: "too_large" or "no_picture".
export class NotTaken extends Error {
  constructor(name) {
    super(name)
    this.name = name
  }
}

// However large it is: it is made smaller before anything of it is kept. Only what cannot be read is refused.
export async function prepare(file) {
  if (file.size > MOST_BYTES) throw new NotTaken("too_large")
  const taken = await file.arrayBuffer().catch(none) // a file of the camera may be gone a moment later
  return smaller(new Blob([taken], { type: file.type })).then(written).catch(none)
}

export async function written(canvas) {
  const drawn = await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject()), TYPE, QUALITY))
  const bytes = await drawn.arrayBuffer()
  return { bytes, type: TYPE, sha256: await sha256(bytes) }
}

// A bitmap says so when its bytes end in the middle. What would be too many pixels of it is drawn from an <img>, which is read
// small where the engine can.
async function smaller(blob) {
  const image = new Image()
  const address = URL.createObjectURL(blob)
  try {
    await new Promise((resolve, reject) => Object.assign(image, { onload: resolve, onerror: reject, src: address }))
    const { naturalWidth: width, naturalHeight: height } = image
    const drawn = width * height > MOST_HELD ? image : await createImageBitmap(blob)
    const scale = Math.min(1, LONGEST / Math.max(width, height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height)
    drawn.close?.()
    return canvas
  } finally {
    URL.revokeObjectURL(address)
  }
}

function none() {
  throw new NotTaken("no_picture")
}
