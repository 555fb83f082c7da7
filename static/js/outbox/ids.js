// A new id, made on the phone: UUIDv7, so that ids sort by the time at which they were made.

export function newId(at = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let nth = 5, rest = at; nth >= 0; nth--, rest = Math.floor(rest / 256)) bytes[nth] = rest % 256
  bytes[6] = (bytes[6] & 15) | 0x70
  bytes[8] = (bytes[8] & 63) | 0x80

  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
