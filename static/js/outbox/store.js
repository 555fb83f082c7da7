// The phone's own store. A change counts when its transaction is complete, and not a moment earlier.

// Each step only adds: a phone may come back after months, with work in a store of any age.
const STEPS = [
  (db) => {
    const commands = db.createObjectStore("commands", { keyPath: ["by", "seq"] })
    commands.createIndex("id", "id", { unique: true })
    commands.createIndex("state", ["by", "state", "seq"])
    commands.createIndex("visit", ["by", "visit", "seq"])
    const photos = db.createObjectStore("photos", { keyPath: ["by", "sha256"] }) // ArrayBuffers: some browsers lose Blobs
    photos.createIndex("visit", ["by", "visit", "sha256"])
    db.createObjectStore("notices", { keyPath: ["by", "id"] })
    db.createObjectStore("phones", { keyPath: "by" }) // for each person: device, seq, contact
  },
]

const PATIENCE = 10000 // milliseconds: WebKit's process with the store can be there and answer nothing, ever
const LOST = ["InvalidStateError", "UnknownError"] // the browser closed it while nobody looked, as iOS does, or its store ended

let opened = null

// change(["commands"], async (commands) => …): all of it is stored, or the promise fails and nothing is.
export const change = (names, work) => transact("readwrite", names, work)
export const read = (names, work) => transact("readonly", names, work)

export function got(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

// All keys that begin with these parts.
export function under(...parts) {
  return IDBKeyRange.bound(parts, [...parts, []])
}

async function transact(mode, names, work) {
  try {
    return await run(await (opened ??= open()), mode, names, work)
  } catch (error) {
    if (!LOST.includes(error.name)) throw error
    opened = null // nothing of it was stored: once more, all of it
    return run(await (opened = open()), mode, names, work)
  }
}

function run(db, mode, names, work) {
  return new Promise((resolve, reject) => {
    let result, failure
    const transaction = db.transaction(names, mode, { durability: "strict" })
    transaction.oncomplete = () => resolve(result)
    transaction.onabort = () => reject(transaction.error ?? failure ?? new DOMException("Not stored", "AbortError"))
    Promise.resolve(work(...names.map((name) => transaction.objectStore(name)))).then(
      (value) => (result = value),
      (error) => {
        failure = error
        try {
          transaction.abort()
        } catch {
          reject(transaction.error ?? error) // it was over already, and knows better why
        }
      },
    )
  })
}

function open() {
  const asked = indexedDB.open("fieldapp-outbox", STEPS.length)
  asked.onupgradeneeded = ({ oldVersion }) => STEPS.slice(oldVersion).forEach((step) => step(asked.result))
  asked.onsuccess = () => {
    asked.result.onclose = () => (opened = null)
    asked.result.onversionchange = () => {
      asked.result.close()
      opened = null
    }
  }
  return new Promise((resolve, reject) => {
    const failed = (error) => {
      opened = null
      reject(error)
    }
    const late = setTimeout(failed, PATIENCE, new DOMException("The store does not open", "TimeoutError"))
    asked.addEventListener("success", () => {
      clearTimeout(late)
      resolve(asked.result)
    })
    asked.onerror = () => {
      clearTimeout(late)
      failed(asked.error)
    }
  })
}
