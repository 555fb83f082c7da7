// <modal-sheet><dialog open>…</dialog></modal-sheet>: without script the sheet lies on the page; with it, before the page.
// Esc goes where its way back ([data-back]) leads.

customElements.define(
  "modal-sheet",
  class extends HTMLElement {
    connectedCallback() {
      const sheet = this.querySelector("dialog");
      sheet.close();
      sheet.showModal();
      sheet.addEventListener("cancel", (press) => {
        press.preventDefault();
        sheet.querySelector("[data-back]").click();
      });
    }
  },
);
