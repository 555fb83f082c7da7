// Commands go out in the order in which they were pressed. Only an answer of our own server changes what is kept.

import { heard } from "./contact.js"
import { ask, lane, Later, ours } from "./lane.js"
import { room } from "./room.js"
import { change, got, read, under } from "./store.js"
import { me, say, tell } from "./told.js"

const MOST = 50 // commands a call
const MOST_BYTES = 250 * 1024
const PATIENCE = 60_000
const VERDICTS = { applied: "acknowledged", noop: "acknowledged", superseded: "acknowledged", parked: "acknowledged", rejected: "refused", later: "waiting" }
const HELLO = 300_000 // milliseconds after which a phone with nothing to send asks what is new

export const send = lane("fieldapp-outbox-commands", drain)

async function drain() {
  const stuck = new Set() // visits of which an earlier command has to wait
  let after = 0
  let most = MOST

  for (;;) {
    const parcel = await pack(after, most, stuck)
    if (!parcel) {
      if (!heard()) await ask("/live", {}, PATIENCE) // nothing to say, but who looks at the phone wants to know of a signal
      break
    }
    const { sent } = parcel
    const response = await post(parcel)
    if (response.status === 413 && sent.length > 1) most = Math.ceil(sent.length / 2)
    else if (response.status === 413 && sent.length) await refuse(sent[0], "too_large")
    else if (response.status === 422 && ours(response)) await refuse(...(await unreadable(response, sent)))
    else {
      const answer = await understood(response, sent)
      await settle(answer, parcel)
      answer.receipts.forEach(({ verdict }, nth) => verdict === "later" && stuck.add(sent[nth].visit))
      tell("answer", answer)
      tell("changed", { visits: visitsOf(sent) })
      say("settled", { visits: visitsOf(sent) })
      if (!sent.length) break
      after = sent.at(-1).seq
    }
  }
  if (stuck.size) throw new Later()
}

// What goes next, and what the office has to know of the rest; null when there is nothing to say.
async function pack(after, most, stuck) {
  const by = me()
  const { phone, waiting, refused, gone } = await read(["commands", "phones"], async (commands, phones) => {
    const of = (state) => got(commands.index("state").getAll(under(by, state)))
    return { phone: await got(phones.get(by)), waiting: await of("waiting"), refused: await of("refused"), gone: await of("discarded") }
  })
  if (!phone) return null

  const sent = asMuchAsFits(waiting.filter(({ seq, visit }) => seq > after && !stuck.has(visit)).slice(0, most))
  const discarded = [...gone, ...refused.filter(({ received }) => !received)]
  const since = Date.now() - Date.parse(phone.contact?.at ?? "")
  const quiet = since >= 0 && since < HELLO // a clock that was put back keeps nobody quiet
  if (!sent.length && !gone.length && (after || quiet)) return null

  const pending = { min_seq: waiting[0]?.seq ?? phone.seq + 1, count: waiting.length, tray: refused.length }
  if (waiting.length) pending.oldest = waiting[0].at
  return { sent, gone, device: phone.device, pending, discarded: discarded.map(({ id, seq, reason, code }) => ({ id, seq, reason: reason ?? code })) }
}

function asMuchAsFits(commands) {
  let bytes = 0
  const most = commands.findIndex((command, nth) => (bytes += size(command)) > MOST_BYTES && nth > 0)
  return most < 0 ? commands : commands.slice(0, most)
}

function size(command) {
  return new TextEncoder().encode(JSON.stringify(wire(command))).length
}

// What was pressed, without what the phone has noted about it.
function wire({ id, seq, v, visit, verb, at, base, by, data }) {
  return { id, seq, v, visit, verb, at, base, by, data }
}

async function post({ sent, device, pending, discarded }) {
  const body = { device, sent_at: new Date().toISOString(), pending, discarded, storage: await room(), commands: sent.map(wire) }
  const headers = { "Content-Type": "application/json", "X-Sync-Protocol": "1" }
  return ask("/my/sync", { method: "POST", headers, body: JSON.stringify(body) }, PATIENCE)
}

async function unreadable(response, sent) {
  const { index, error } = await response.json().catch(() => ({}))
  if (!sent[index]) throw new Later()
  return [sent[index], "unreadable", typeof error === "string" ? error : ""]
}

// The answer, if our server said something about each command. Raises Later for whatever else came.
async function understood(response, sent) {
  if (response.status !== 200 || !ours(response)) throw new Later(response)
  const answer = await response.json().catch(() => null)
  const receipts = answer?.receipts
  if (!Array.isArray(receipts) || receipts.length !== sent.length) throw new Later()
  if (!receipts.every((receipt, nth) => receipt?.id === sent[nth].id && receipt.verdict in VERDICTS)) throw new Later()
  return answer
}

// It never came to the server: the office is told that its number is missing for a reason.
async function refuse(command, code, message = "") {
  await change(["commands"], async (commands) => {
    commands.put({ ...command, state: "refused", received: false, code, message })
  })
  tell("changed", { visits: visitsOf([command]) })
}

async function settle({ now, offset_ms, receipts, decided = [] }, { sent, gone }) {
  const by = me()
  await change(["commands", "notices", "phones"], async (commands, notices, phones) => {
    for (const [nth, { verdict, code, message, version }] of receipts.entries()) {
      const command = await got(commands.get([by, sent[nth].seq]))
      if (command?.state !== "waiting" || verdict === "later") continue
      const settled = { ...command, state: VERDICTS[verdict], received: true, verdict, code, message, version }
      if (command.visit || settled.state === "refused") commands.put(settled)
      else commands.delete([by, command.seq])
      if (verdict === "parked" || verdict === "superseded") notices.put(notice(settled, verdict))
    }
    for (const { id, code, message } of decided) {
      const before = await got(notices.get([by, id]))
      if (["decided", "read"].includes(before?.kind)) continue // told more than once
      const known = before ?? (await got(commands.index("id").get(id)))
      notices.put(notice({ ...known, by, id, code, message }, "decided"))
    }
    for (const { seq } of gone) commands.delete([by, seq])
    phones.put({ ...(await got(phones.get(by))), contact: { at: new Date().toISOString(), now, offset_ms } })
  })
}

function notice({ by, id, visit = null, verb = "", at = "", code, message }, kind) {
  return { by, id, visit, verb, at, code, message, kind }
}

export function visitsOf(commands) {
  return [...new Set(commands.map(({ visit }) => visit).filter(Boolean))]
}
