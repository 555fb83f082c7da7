import { hex } from "./ids.js"

// The fingerprint of bytes, or of a text's UTF-8.
export async function sha256(what) {
  const bytes = typeof what === "string" ? new TextEncoder().encode(what) : what
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))
}
