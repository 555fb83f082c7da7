// The part of the service worker that is woken (it stands in /sw.js after sw.js): a push is stored, the server is told that
// it arrived, and then it is always shown. Always, because a browser takes the right to be woken from whoever shows nothing.
//
// The same key twice is shown once: it takes the place of the first, without a sound. Of one topic the newest revision
// stays, in whatever order pushes arrive. A word that the server did not hear is kept, and said at the next start.

const SEEN_DAYS = 2
const STORE_WAITS = 1500 // milliseconds until it is shown all the same: a store of the browser's may never answer
const WORD_WAITS = 1500 // so may the server
const SHOW_WAITS = 5000 // a sticky notification may never settle
const ALARM = [600, 200, 600, 200, 600, 200, 1200]
const BUZZ = [200, 100, 200]

addEventListener("push", (event) => event.waitUntil(woken(event)))
addEventListener("notificationclick", (event) => event.waitUntil(tapped(event.notification)))
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)))
addEventListener("message", (event) => {
  if (event.data.type === "words") event.waitUntil(sayWhatWasNotHeard().catch(quietly))
})

async function woken(event) {
  const told = tellingOf(event)
  const before = await within(STORE_WAITS, noteSeen(told))
  await within(WORD_WAITS, say(told.data.token, "received"))
  await within(SHOW_WAITS, showPush(before?.newer ?? told, Boolean(before)))
  await tellPages(told.data)
}

// The declared form, as text or, where the browser has read it already, as a notification; anything else is shown, too.
function tellingOf({ data, notification }) {
  const told = notification ?? readable(data)?.notification ?? {}
  const { title = "•", body = "", tag = "", requireInteraction = false } = told
  return { title, body, tag, requireInteraction, data: { path: "/", ...told.data } }
}

function readable(data) {
  try {
    return data.json()
  } catch {
    return null
  }
}

// What was known of it: nothing; or that this key was shown, or that something newer of its topic was.
function noteSeen(told) {
  const { key, topic, revision = 0 } = told.data
  if (!key) return Promise.resolve(null)
  return withPushes("seen", async (seen) => {
    const same = await answerOf(seen.get(key))
    const newest = await answerOf(seen.get(`newest ${topic}`))
    const newer = newest && newest.revision > revision ? newest.told : null
    if (!same) seen.put({ id: key, at: Date.now() })
    if (!newer) seen.put({ id: `newest ${topic}`, at: Date.now(), revision, told })
    for (const old of await answerOf(seen.getAll())) if (Date.now() - old.at > SEEN_DAYS * 86_400_000) seen.delete(old.id)
    return same || newer ? { newer } : null
  })
}

function showPush({ title, body, tag, requireInteraction, data }, quiet) {
  const alike = { body, tag, data, requireInteraction, icon: `/static/${BUILD}/icons/app-192.png` }
  if (quiet) return registration.showNotification(title, { ...alike, silent: true })
  return registration.showNotification(title, { ...alike, renotify: Boolean(tag), vibrate: data.urgent ? ALARM : BUZZ })
}

async function tellPages(data) {
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage({ pushed: data })
}

// ---- tapped

async function tapped(notification) {
  notification.close()
  const { token, path = "/" } = notification.data ?? {}
  const word = say(token, "opened")
  await openPath(new URL(path, location).origin === location.origin ? path : "/")
  await word
}

async function openPath(path) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true })
  const there = pages.find(({ url }) => new URL(url).pathname === path)
  if (there) return there.focus().catch(quietly)
  const opened = await clients.openWindow(path).catch(quietly)
  if (!opened && pages[0]) await pages[0].navigate(path).then((page) => page?.focus()).catch(quietly)
}

// ---- the word to the server

async function say(token, event, at = new Date().toISOString()) {
  if (!token) return
  const heard = await sendWord({ token, event, at }).catch(() => false)
  if (!heard) await withPushes("words", async (words) => words.put({ id: `${token} ${event}`, token, event, at })).catch(quietly)
}

// Heard, or of no interest to the server any more; false: say it again later.
async function sendWord(word) {
  const body = JSON.stringify(word)
  const headers = { "Content-Type": "application/json" }
  const answer = await fetch("/push/receipts", { method: "POST", body, headers, keepalive: true })
  return ours(answer) && answer.status < 500
}

async function sayWhatWasNotHeard() {
  const words = await withPushes("words", (words) => answerOf(words.getAll()))
  for (const { id, ...word } of words) {
    if (await sendWord(word)) await withPushes("words", async (words) => words.delete(id))
  }
}

// ---- subscribed anew by the browser itself

async function subscribeAgain({ newSubscription }) {
  const subscription = newSubscription ?? (await subscribeWithOurKey())
  const headers = { "Content-Type": "application/json" }
  await fetch("/push/subscriptions", { method: "POST", body: JSON.stringify(subscription), headers })
}

async function subscribeWithOurKey() {
  const answer = await fetch("/push/key")
  if (!answer.ok || !ours(answer)) throw new Error("No key")
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: await answer.text() })
}

// ---- the store of this part

function withPushes(name, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("fieldapp-push", 1)
    opening.onupgradeneeded = () => ["seen", "words"].forEach((each) => opening.result.createObjectStore(each, { keyPath: "id" }))
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const db = opening.result
      const change = db.transaction(name, "readwrite")
      let found
      change.oncomplete = () => resolve(found)
      change.onabort = () => reject(change.error)
      work(change.objectStore(name)).then((value) => (found = value), () => change.abort())
      db.close() // when the transaction is over
    }
  })
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function within(milliseconds, work) {
  return Promise.race([Promise.resolve(work).catch(quietly), new Promise((resolve) => setTimeout(resolve, milliseconds))])
}
