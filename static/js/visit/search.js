// One more item, found while it is typed, in the catalogue that is on this phone.

import { listAgain, listed } from "./items.js"
import { find, showFound } from "./lines.js"
import { ready } from "./scene.js"

export function searching(sceneNow) {
  document.addEventListener("input", async ({ target }) => {
    if (target.id !== "q") return
    const scene = await ready(sceneNow())
    showFound(document.querySelector("#items"), find(await (listAgain() ?? listed()), target.value), scene, target.value)
  })
}

// What was found is added: the field is ready for the next one.
export function searched() {
  const field = document.querySelector("#q")
  if (!field) return
  field.value = ""
  document.querySelector("#items").replaceChildren()
}
