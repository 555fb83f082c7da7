// How much room this phone has, and whether the browser promises to keep what is in it, as far as it can tell. One that
// cannot count, or takes too long, holds nothing up.

const PATIENCE = 2000 // milliseconds

export async function room() {
  const [counted, persisted] = await Promise.all([told(() => navigator.storage.estimate()), told(() => navigator.storage.persisted())])
  return { usage: counted?.usage ?? 0, quota: counted?.quota ?? 0, persisted: persisted ?? false }
}

function told(ask) {
  const answer = (async () => ask())().catch(() => null)
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
}
