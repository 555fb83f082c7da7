// The phone is turned to the owner: what lies behind the owner's side opens by the technician's PIN, whatever is pressed,
// reloaded or opened anew. Nobody is asked who has set none. The lock itself is fetched when it is needed.
//
// Kept in localStorage: "pin" (its proof, from any page of the list), "turned" (the visit that the owner holds).

const { pin } = document.body.dataset
if (pin !== undefined && pin !== localStorage.getItem("pin")) {
  localStorage.setItem("pin", pin)
  localStorage.removeItem("wrong") // those were of another one
}

look()
new MutationObserver(look).observe(document.body, { childList: true })

function look() {
  if (!localStorage.getItem("pin")) return localStorage.removeItem("turned")
  const lock = document.querySelector("pin-lock")
  if (document.querySelector(".visit.owner")) {
    localStorage.setItem("turned", location.pathname)
    lock?.remove()
  } else if (localStorage.getItem("turned") && !lock) close()
}

function close() {
  const template = document.querySelector("#lock")
  const lock = template.content.firstElementChild.cloneNode(true)
  document.body.append(lock)
  lock.querySelector("dialog").showModal()
  if (customElements.get("pin-lock")) return
  document.head.append(Object.assign(document.createElement("script"), { type: "module", src: template.dataset.script }))
}
