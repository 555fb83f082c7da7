// What a press feels like: the button answers at once, and the next step stands at the top, read out first.

document.addEventListener("submit", ({ submitter }) => {
  if (submitter?.dataset.verb) submitter.dataset.state = "pressed"
})

document.addEventListener("htmx:after:swap", () => {
  if (document.querySelector("#notice")?.childElementCount) return toTheNotice()
  if (document.activeElement !== document.body) return // a search goes on in its field

  scrollTo({ top: 0, behavior: "instant" })
  document.querySelector("#step-title")?.focus({ preventScroll: true })
})

function toTheNotice() {
  for (const button of document.querySelectorAll('[data-state="pressed"]')) delete button.dataset.state
  document.querySelector("#notice").scrollIntoView({ block: "center", behavior: "instant" })
}
