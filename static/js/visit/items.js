// The items of the catalogue that the order has, fetched with the page. If they do not come, whoever asks next fetches them
// once more as soon as the server is heard: a list that stays empty for the life of a page finds nothing and draws no line.

import { ours } from "../outbox/lane.js"

const PATIENCE = 15_000 // milliseconds: a network that says nothing is none

let here = new Map()
let coming = null // a promise of them
let late = "" // the address of those that did not come

// What is here of them at this moment.
export const items = () => here

// When they are here, or are known not to come now.
export const listed = () => coming

export function listing(address) {
  late = ""
  const mine = fetch(address, { credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout?.(PATIENCE) })
    .then((response) => (response.ok && ours(response) ? response.json() : Promise.reject(new Error(response.status))))
    .then((items) => (here = new Map(items.map((item) => [item.item, item]))))
    .catch(() => {
      if (mine === coming) late = address
      return (here = new Map())
    })
  coming = mine
  return mine
}

// Once more, if they did not come; null when there is nothing to ask for.
export function listAgain() {
  return late ? listing(late) : null
}
