// <phone-page data-words="{…}" data-zone="Asia/Shanghai"> around the lists of the phone's page, which it fills and keeps
// true; signing out asks first while something waits.

import { ready } from "./outbox/day.js"
import { isKept } from "./outbox/kept.js"
import { flush } from "./outbox/outbox.js"
import { room } from "./outbox/room.js"
import { again, asFile, dealtWith, discard, discardPicture, everything, pictureAgain, wasRead } from "./outbox/tray.js"

const MOST_OFF = 10 * 60_000 // of a clock, in milliseconds
const LITTLE = 500 // MB
const GB = 1000 // MB
const ARRIVED = isKept ? "" : new Date(performance.timeOrigin).toISOString() // a page of the server is an answer, too
const HERE = ["unwanted", "held"] // pictures that this phone has, and nobody else

class PhonePage extends HTMLElement {
  #words = JSON.parse(this.dataset.words)
  #drawn = {} // what stands in each list

  connectedCallback() {
    document.addEventListener("outbox:changed", this)
    document.addEventListener("outbox:contact", this)
    navigator.serviceWorker?.addEventListener("message", this)
    this.addEventListener("click", ({ target }) => this.#press(target.closest("[data-do]")))
    this.#update()
  }

  disconnectedCallback() {
    document.removeEventListener("outbox:changed", this)
    document.removeEventListener("outbox:contact", this)
    navigator.serviceWorker?.removeEventListener("message", this)
  }

  handleEvent() {
    this.#update()
  }

  async #update() {
    const kept = await everything()
    this.querySelector("[data-none]").hidden = kept.waiting.length + kept.photos.length > 0
    this.querySelector("[data-do=save]").disabled = !(kept.waiting.length + kept.refused.length + kept.photos.length || kept.notices.some(({ kind }) => HERE.includes(kind)))
    this.#list("waiting", [kept.waiting, (command) => this.#waiting(command)], [kept.photos, (visit) => this.#picture(visit)])
    this.#list("tray", [kept.refused, (command) => this.#refused(command)], [kept.notices, (each) => this.#notice(each)])
    this.querySelector("[data-tray]").hidden = !(kept.refused.length + kept.notices.length)
    const sealed = this.querySelector("[data-sealed]")
    sealed.hidden = !kept.sealed
    sealed.querySelector("span").textContent = this.#say("sealed", { num: kept.sealed })
    await this.#checks(kept.phone?.contact)
  }

  // Drawn anew only if it is another: a row that goes takes the focus and the tap that is on it along.
  #list(name, ...parts) {
    const all = JSON.stringify(parts.map(([kept]) => kept))
    if (this.#drawn[name] === all) return
    this.#drawn[name] = all
    this.querySelector(`[data-list=${name}]`).replaceChildren(...parts.flatMap(([kept, draw]) => kept.map(draw)))
  }

  #waiting(command) {
    const coin = { sign: "sign", photo: "photo" }[command.verb] ?? "press"
    return this.#row("waiting", coin, command, this.#say("waiting", { time: this.#clock(command.at) }), { discard: () => askWhy((why) => discard(command, why)) })
  }

  #picture(visit) {
    const row = this.#row("waiting", "photo", { visit, verb: "photo" }, this.#say("picture"), {})
    row.querySelector("[data-do=discard]").remove() // the server waits for it
    return row
  }

  #refused(command) {
    const why = command.message || this.#say(command.code in this.#words.said ? command.code : "unreadable")
    const row = this.#row("tray", "refused", command, why, { done: () => dealtWith(command), again: () => again(command) })
    row.querySelector("[data-do=again]").hidden = command.received
    return row
  }

  #notice(notice) {
    if (unwanted(notice)) return this.#unwanted(notice)
    const row = this.#row("tray", "told", notice, notice.message || this.#say(notice.kind), { done: () => wasRead(notice) })
    row.querySelector("[data-do=done]").hidden = ["parked", "held"].includes(notice.kind)
    return row
  }

  #unwanted(notice) {
    const away = (why) => discardPicture(notice, this.#say("picture_discarded", { reason: why }))
    const row = this.#row("tray", "refused", notice, this.#say("unwanted"), { done: () => askWhy(away), again: () => pictureAgain(notice) })
    row.querySelector("[data-do=again]").hidden = false
    return row
  }

  #row(kind, coin, command, why, deeds) {
    const row = this.querySelector(`[data-row=${kind}]`).content.firstElementChild.cloneNode(true)
    this.#coin(row, coin)
    row.querySelector("[data-what]").textContent = [this.#words.doors[command.visit], this.#name(command)].filter(Boolean).join(" ")
    row.querySelector("[data-why]").textContent = why
    row.deeds = deeds
    return row
  }

  #name({ verb, data }) {
    return this.#words.steps[data?.key] ?? this.#words.verbs[verb] ?? verb
  }

  async #press(button) {
    const what = button?.dataset.do
    if (what === "send") return this.#send(button)
    if (what === "save") return this.#save()
    await button?.closest("li").deeds[what]?.()
  }

  async #send(button) {
    button.disabled = true
    await flush({ now: true })
    button.disabled = false
    const { waiting, photos } = await everything()
    document.querySelector("#toast").replaceChildren(toast(this.#say(waiting.length + photos.length ? "not_sent" : "sent")))
  }

  async #save() {
    const file = await asFile()
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: file.name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }

  async #checks(contact) {
    const { usage, quota, persisted } = await room()
    const free = Math.round((quota - usage) / 1e6)
    const day = await ready()
    const visits = Object.values(day?.pages ?? {})
    const opened = visits.filter(Boolean).length
    const off = Math.round((contact?.offset_ms ?? 0) / 60_000)
    const fine = day?.listed && opened === visits.length

    if (visits.length) this.#check("ready", fine, this.#say(fine ? "ready" : "not_ready", { num: opened, all: visits.length }))
    this.#check("persisted", persisted, this.#say(persisted ? "persisted" : "not_persisted"))
    if (quota) this.#check("space", free >= LITTLE, free < GB ? this.#say("little_space", { num: free }) : this.#say("space", { num: (free / GB).toFixed(1) }))
    const right = Math.abs(contact?.offset_ms ?? 0) <= MOST_OFF
    if (contact) this.#check("clock", right, this.#say(right ? "clock" : "clock_off", { num: Math.abs(off) }))
    const last = [contact?.at ?? "", ARRIVED].sort().at(-1)
    if (last) this.#check("contact", true, this.#say("contact"), this.#clock(last))
  }

  #check(name, fine, words, figure = "") {
    const line = this.querySelector(`[data-check=${name}]`)
    line.hidden = false
    line.dataset.state = fine ? "fine" : "poor"
    this.#coin(line, line.dataset.state)
    line.querySelector(".check__words").textContent = words
    line.querySelector("[data-figure]")?.replaceChildren(figure)
  }

  #coin(line, name) {
    line.querySelector("[data-coin]").replaceChildren(this.querySelector(`[data-coin-for=${name}]`).content.cloneNode(true))
  }

  #say(what, facts = {}) {
    return Object.entries(facts).reduce((words, [name, fact]) => words.replace(`%(${name})s`, fact), this.#words.said[what])
  }

  #clock(at) {
    return new Intl.DateTimeFormat("en", { timeZone: this.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at))
  }
}

const unwanted = ({ kind }) => kind === "unwanted" // a picture

function askWhy(andThen) {
  const sheet = document.querySelector("#discard")
  sheet.returnValue = ""
  sheet.showModal()
  sheet.addEventListener("close", () => {
    const { reason, other } = sheet.querySelector("form").elements
    if (sheet.returnValue === "discard") andThen(other.value.trim() || reason.value)
  }, { once: true })
}

function toast(words) {
  const shown = Object.assign(document.createElement("div"), { className: "toast" })
  shown.append(Object.assign(document.createElement("span"), { textContent: words }))
  setTimeout(() => shown.remove(), 6000)
  return shown
}

customElements.define("phone-page", PhonePage)
