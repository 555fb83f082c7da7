// What a press feels like: the button answers at once, and the next step stands at the top, read out first.

// A browser that goes back shows the page as it once came, before the presses that followed: it is fetched anew.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.reload()

let step = stepShown()

document.addEventListener("submit", ({ submitter }) => {
  if (submitter?.dataset.verb) submitter.dataset.state = "pressed"
})

document.addEventListener("htmx:after:swap", () => {
  if (document.querySelector("#notice")?.childElementCount) return toTheNotice()

  const before = step
  step = stepShown()
  if (step === before) return // a line changed: the page stays where the eyes are
  history.replaceState(null, "", location.pathname) // a reload shows this step, not the one asked for before

  scrollTo({ top: 0, behavior: "instant" })
  document.querySelector("#step-title")?.focus({ preventScroll: true })
})

function stepShown() {
  return document.querySelector("[data-visit]")?.dataset.step
}

function toTheNotice() {
  for (const button of document.querySelectorAll('[data-state="pressed"]')) delete button.dataset.state
  document.querySelector("#notice").scrollIntoView({ block: "center", behavior: "instant" })
}
