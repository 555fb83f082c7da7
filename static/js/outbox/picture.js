// Makes a photo ready to be kept: its bytes copied at once, no larger than needed, without what the camera wrote into it.

import { sha256 } from "./sha256.js"

const LONGEST = 1600 // pixels of the long edge
const TYPE = "image/jpeg"
const QUALITY = 0.8
const MOST_BYTES = 15 * 1024 * 1024
const MOST_PIXELS = 40_000_000

// Its name says why: "too_large" or "no_picture".
export class NotTaken extends Error {
  constructor(name) {
    super(name)
    this.name = name
  }
}

export async function prepare(file) {
  if (file.size > MOST_BYTES) throw new NotTaken("too_large")
  const taken = await file.arrayBuffer().catch(none) // a file of the camera may be gone a moment later
  const image = await createImageBitmap(new Blob([taken], { type: file.type })).catch(none)
  if (image.width * image.height > MOST_PIXELS) {
    image.close()
    throw new NotTaken("too_large")
  }
  return smaller(image).then(written).catch(none)
}

export async function written(canvas) {
  const drawn = await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject()), TYPE, QUALITY))
  const bytes = await drawn.arrayBuffer()
  return { bytes, type: TYPE, sha256: await sha256(bytes) }
}

async function smaller(image) {
  const { width, height } = image
  const scale = Math.min(1, LONGEST / Math.max(width, height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  return canvas
}

function none() {
  throw new NotTaken("no_picture")
}
