// Today, with what was ended on this phone and not yet on the list that is kept: it stands with what is done, it counts as
// that, and no button leads there any more.

const OPEN = "a.job:not([data-state=done])"

// marks: the <day-marks> with the words of each end and the <template>s.
export function takeOver(ended, marks) {
  const how = (job) => ended[job.pathname.split("/").at(-1)]
  if ([...document.querySelectorAll("a.job[data-here]")].some((job) => !how(job))) return location.reload() // the server knows more
  const next = document.querySelector("a.next:not([hidden])")
  if (next && how(next)) leave(next, marks)
  const words = JSON.parse(marks.dataset.endings)
  for (const job of document.querySelectorAll(OPEN)) if (how(job)) end(job, how(job), words)
  if (document.querySelector("a.next[hidden]")) lead(marks)
}

// The card of the next job becomes a row.
function leave(next, marks) {
  next.hidden = true
  next.after(marks.querySelector("[data-mark=row]").content.cloneNode(true))
}

function end(job, outcome, words) {
  const [row, list, done] = [job.closest("li"), job.closest("ul"), document.querySelector("#done")]
  job.dataset.state = "done"
  job.dataset.here = ""
  if (outcome === "done") job.dataset.signed = ""
  job.querySelector(".small-plate").dataset.tone = "grey"
  job.querySelector(".job__price")?.remove()
  job.append(Object.assign(document.createElement("span"), { className: "job__price quiet", textContent: words[outcome] }))
  done.nextElementSibling.append(row)
  done.hidden = done.nextElementSibling.hidden = false
  if (!list.querySelector("li")) empty(list)
  count(done.nextElementSibling)
}

function empty(list) {
  if (list.previousElementSibling.matches(".jobs__title")) list.previousElementSibling.hidden = true
  list.remove()
}

function count(list) {
  const [done, signed] = [list.children.length, list.querySelectorAll("[data-signed]").length]
  const figure = document.querySelector("[data-all]")
  figure.textContent = (done === signed ? figure.dataset.all : figure.dataset.some).replace("{done}", done).replace("{signed}", signed)
  for (const [nth, part] of document.querySelectorAll(".phone__head .progress__part").entries()) {
    if (nth < done) part.dataset.state = "done"
    else if (nth === done) part.dataset.state = "next"
  }
}

// The big button leads to the first that is still open.
function lead(marks) {
  const [first, onward] = [document.querySelector(OPEN), document.querySelector("#onward")]
  onward.previousElementSibling.hidden = true
  onward.hidden = !first
  if (!first) return nothingLeft(marks)
  const link = onward.querySelector("a")
  Object.assign(link, { href: first.href, textContent: link.dataset.words.replace("{}", first.querySelector(".small-plate").textContent) })
}

function nothingLeft(marks) {
  if (!document.querySelector("main > .empty")) marks.after(marks.querySelector("[data-mark=nothing]").content.cloneNode(true))
}
