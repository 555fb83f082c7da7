// Keeps the board true: asks every few seconds whether anything has happened, and then fetches the board again.
// Selection, focus and half-typed prices stay, because the new board is morphed into the old one.

import { Live } from "./live.js"

const BEAT_EMERGENCY = 1000; // milliseconds between two questions while somebody is waited for at a door
const MINUTE = 60_000; // ages and the line of the present move even if nothing happens
const QUIET = 10_000; // after this the dot is grey
const SILENT = 30_000; // after this the page says so in words
const NARROW = matchMedia("(width < 60rem)"); // one column after the other
const CLOCK = { hour: "2-digit", minute: "2-digit", hour12: false };

class LiveBoard extends Live {
  static observedAttributes = ["data-here"];

  connectedCallback() {
    this.heardAt = this.drawnAt = Date.now();
    this.pulse = setInterval(() => this.#showPulse(), 1000);
    super.connectedCallback();
  }

  disconnectedCallback() {
    clearInterval(this.pulse);
    super.disconnectedCallback();
  }

  attributeChangedCallback() {
    history.replaceState(history.state, "", this.dataset.here); // a reload shows what is shown now
    requestAnimationFrame(() => this.#showWhatMatters());
  }

  get beat() {
    return document.querySelector("#emergencies [data-dispatch]") ? BEAT_EMERGENCY : super.beat;
  }

  async look() {
    try {
      const answer = await this.since(this.dataset.feed);
      if (answer.status === 401) location.reload();
      if (answer.ok) this.heardAt = Date.now();
      if (answer.status === 200 || Date.now() - this.drawnAt > MINUTE) await this.#drawAgain();
    } finally {
      this.#showPulse(); // without a connection the dot and the banner say so
    }
  }

  async #drawAgain() {
    if (document.querySelector(":is(:popover-open, dialog[open])")) return; // nobody's form is taken from under their hands
    const before = this.#places();
    await htmx.ajax("GET", this.dataset.here, { source: this, target: this, swap: "outerMorph" });
    this.drawnAt = Date.now();
    for (const [order, { element, place }] of this.#places()) {
      if (before.get(order)?.place !== place) this.#glow(element);
    }
  }

  // Where the order in hand would go, or the present moment; on a small screen the order itself, which lies far below.
  #showWhatMatters() {
    const detail = NARROW.matches ? this.querySelector(".detail") : null;
    if (detail) return detail.scrollIntoView({ block: "start" });
    const there = this.querySelector("[data-state='proposed']") ?? this.querySelector(".strip__clock");
    there?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #places() {
    const jobs = [...this.querySelectorAll("[data-order]")];
    return new Map(jobs.map((element) => [element.dataset.order, { element, place: element.closest(".person")?.id ?? "" }]));
  }

  #glow(element) {
    element.toggleAttribute("data-changed", true);
    setTimeout(() => element.removeAttribute("data-changed"), 2000);
  }

  #showPulse() {
    const silence = Date.now() - this.heardAt;
    const live = document.querySelector(".live");
    live.dataset.state = silence > QUIET ? "stale" : "live";
    const heard = new Date(this.heardAt).toLocaleTimeString("zh-CN", { ...CLOCK, timeZone: this.dataset.zone });
    for (const time of document.querySelectorAll(".live time, [data-heard]")) time.textContent = heard;
    document.getElementById("silence").hidden = silence <= SILENT;
  }
}

customElements.define("live-board", LiveBoard);
