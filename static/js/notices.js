// What went wrong on the way is said in #notice; the sentences stand on the page's own script tag. Refusals (409, 422,
// 429) bring words of their own, see layouts/_refusals.html. A press that goes well takes an old notice away; a page that
// keeps itself true, only what was said of that.

const { lost, stranger, gone, large, trouble } = document.querySelector("script[data-lost]").dataset
const SENTENCES = { 403: stranger, 404: gone, 413: large }
const OWN_WORDS = new Set([401, 409, 422, 429]) // 401 leads to the sign-in

document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx) say(lost, detail.ctx)
})

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  const { status } = ctx.response
  if (!OWN_WORDS.has(status)) say(SENTENCES[status] ?? trouble, ctx)
})

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const said = document.querySelector(isByItself(ctx) ? "#notice [data-mishap=itself]" : "#notice [data-mishap]")
  if (ctx.response.status < 400) said?.remove()
})

function isByItself({ sourceElement }) {
  return sourceElement?.matches?.("live-list, live-board") ?? false
}

function say(sentence, ctx) {
  const place = document.querySelector("#notice")
  const notice = document.querySelector("#mishap").content.firstElementChild.cloneNode(true)
  notice.dataset.mishap = isByItself(ctx) ? "itself" : "press"
  notice.querySelector(".notice__title").textContent = sentence

  place.replaceChildren(notice)
  place.scrollIntoView({ block: "nearest", behavior: "instant" })
  for (const button of document.querySelectorAll('[data-state="pressed"]')) delete button.dataset.state
}
