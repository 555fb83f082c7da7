// A press that comes before the scripts of the page waits for them: as a form of its own it would need a signal, and end
// on the browser's page of errors where there is none. If the scripts do not come, it goes out as the form that it is.
// Runs before anything can be pressed, so it is no module and stays small. Where they do not start (visit/floor.js), nothing waits.

if ("showPopover" in HTMLElement.prototype) {
  const PATIENCE = 20_000 // milliseconds
  const early = new Map() // each form with the button that was pressed

  const hold = (event) => {
    const { target, submitter } = event
    if (!target.matches("[data-visit] form")) return
    event.preventDefault()
    event.stopImmediatePropagation()
    early.set(target, submitter)
    if (submitter?.dataset.verb) submitter.dataset.state = "pressed"
  }

  const letGo = () => {
    removeEventListener("submit", hold, true)
    for (const [form, button] of early) form.requestSubmit(button)
    early.clear()
  }

  addEventListener("submit", hold, true)
  addEventListener("DOMContentLoaded", letGo) // the modules have run, or failed
  setTimeout(letGo, PATIENCE)
}
