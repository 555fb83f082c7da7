// <count-down>…<span data-seconds>10</span>…</count-down>: counts its seconds down and goes; without seconds it stays for four.

customElements.define(
  "count-down",
  class extends HTMLElement {
    connectedCallback() {
      const figure = this.querySelector("[data-seconds]");
      let left = Number(figure?.textContent ?? 4);
      this.beat = setInterval(() => {
        left -= 1;
        if (left <= 0) this.remove();
        else if (figure) figure.textContent = left;
      }, 1000);
    }

    disconnectedCallback() {
      clearInterval(this.beat);
    }
  },
);
