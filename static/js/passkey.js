// <form data-passkey="get" data-challenge="…"> on the sign-in page, <form data-passkey="create" …> among one's own:
// what is asked comes from the server, the browser asks whoever holds the device, and the server looks at the answer.

const WAYS = {
  create: async (asked) => navigator.credentials.create({ publicKey: { ...asked, user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: asked.excludeCredentials.map(known) } }),
  get: async (asked) => navigator.credentials.get({ publicKey: asked }),
}

for (const form of globalThis.PublicKeyCredential ? document.querySelectorAll("[data-passkey]") : []) {
  form.hidden = false
  form.parentElement.querySelector("[data-no-passkeys]")?.remove()
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    go(form)
  })
}

async function go(form) {
  const button = form.querySelector("button")
  button.disabled = true
  tell("")
  try {
    const asked = await (await send(form.dataset.challenge, new FormData(form))).json()
    const passkey = await WAYS[form.dataset.passkey]({ ...asked, challenge: bytes(asked.challenge), allowCredentials: undefined })
    const { onwards } = await (await send(form.action, answered(form, passkey))).json()
    if (onwards.split("#")[0] === location.pathname) location.reload()
    else location.assign(onwards)
  } catch (trouble) {
    tell(trouble, form.dataset)
  } finally {
    button.disabled = false
  }
}

function answered(form, passkey) {
  const whole = new FormData(form)
  whole.delete("password")
  const said = Object.fromEntries(PARTS.filter((part) => passkey.response[part]).map((part) => [part, letters(passkey.response[part])]))
  whole.set("credential", JSON.stringify({ id: passkey.id, rawId: letters(passkey.rawId), type: passkey.type, response: said }))
  return whole
}

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]

// A refusal comes as the words for #notice, as it does to htmx.
async function send(address, body) {
  const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "error" })
  if (!answer.ok) throw new Refused(await answer.text())
  return answer
}

class Refused extends Error {}

function tell(trouble, words) {
  const notice = document.querySelector("#notice")
  if (!trouble) return notice.replaceChildren()
  if (trouble instanceof Refused) return notice.replaceChildren(document.createRange().createContextualFragment(trouble.message))
  const said = { InvalidStateError: words.there, TypeError: words.noSignal }[trouble.name] ?? words.nothing
  const line = document.querySelector("#mishap").content.firstElementChild.cloneNode(true)
  line.querySelector(".notice__title").textContent = said
  notice.replaceChildren(line)
}

function known({ id, type }) {
  return { id: bytes(id), type }
}

function bytes(letters) {
  return Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0))
}

function letters(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}
