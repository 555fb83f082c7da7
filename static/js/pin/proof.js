// Whether these figures are the PIN of which a phone keeps "rounds.salt.proof" (PBKDF2-SHA-256): slow on purpose.

export async function isRight(figures, kept) {
  const [rounds, salt, proof] = kept.split(".")
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(figures), "PBKDF2", false, ["deriveBits"])
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: Number(rounds) }
  return letters(await crypto.subtle.deriveBits(how, key, 256)) === proof
}

function bytes(letters) {
  return Uint8Array.from(letters.match(/../g), (pair) => parseInt(pair, 16))
}

function letters(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
