// What every open page of this person on this phone is told: an event on the document, here and in the other tabs.

export const me = () => document.body.dataset.by

const tabs = globalThis.BroadcastChannel ? new BroadcastChannel("fieldapp-outbox") : {} // older ones hear of it when they are shown
tabs.onmessage = ({ data: { by, name, detail } }) => by === me() && say(name, detail)

export function tell(name, detail) {
  say(name, detail)
  tabs.postMessage?.({ by: me(), name, detail })
}

export function say(name, detail) {
  document.dispatchEvent(new CustomEvent(`outbox:${name}`, { detail }))
}
