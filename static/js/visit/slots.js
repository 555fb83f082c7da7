// The places in a view or in a row: what stands there, and what is written into them.

import { stands } from "./facts.js"

// Of a view or of a row; the rows within a view have facts of their own.
export function keepWhatHolds(root, holds) {
  for (const each of root.querySelectorAll("[data-when]")) {
    const row = each.closest("[data-row], [data-photo]")
    if ((!row || row === root || !root.contains(row)) && !stands(holds, each.dataset.when)) each.remove()
  }
}

export function write(root, slots) {
  for (const place of root.querySelectorAll("[data-slot]")) {
    const words = slots[place.dataset.slot]
    if (words !== undefined && place.textContent !== words) place.textContent = words
  }
}
