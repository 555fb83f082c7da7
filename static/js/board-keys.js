// The board by keyboard: arrows walk over jobs and people, Enter does what a tap does, Esc puts the order down.

const UP_AND_DOWN = [".waiting", "button.person__cell", ".suggestion"];

const next = {
  ArrowDown: (here) => beside(here, 1),
  ArrowUp: (here) => beside(here, -1),
  ArrowRight: (here) => across(here, 1),
  ArrowLeft: (here) => across(here, -1),
};

document.addEventListener("keydown", (press) => {
  if (press.key === "Escape") return putDown();
  const there = next[press.key]?.(document.activeElement);
  if (there) {
    press.preventDefault();
    there.focus();
  }
});

function putDown() {
  const cross = document.getElementById("put-down");
  if (!cross || document.querySelector(":is(:popover-open, dialog[open])")) return;
  const job = document.querySelector("[data-order][aria-current]")?.dataset.order;
  cross.addEventListener("htmx:finally:request", () => document.querySelector(`[data-order="${job}"]`)?.focus());
  cross.click();
}

// The neighbour in the same column; on the strip the job of the next person that has one.
function beside(here, step) {
  const column = UP_AND_DOWN.find((kind) => here.matches(kind));
  if (column) return neighbour([...document.querySelectorAll(column)], here, step);
  const rows = [...document.querySelectorAll(".person:has(.slot a)")];
  return neighbour(rows, here.closest(".person"), step)?.querySelector(".slot a");
}

// Jobs → people → jobs of a person in the order of the day → suggestions, and back.
function across(here, step) {
  const row = here.closest(".person");
  if (!row) return sideways(here, step);
  const stops = [...row.querySelectorAll("button.person__cell, .slot a")];
  return neighbour(stops, here, step) ?? document.querySelector(step > 0 ? ".suggestion" : ".waiting");
}

function sideways(here, step) {
  if (here.matches(".waiting") && step > 0) return person();
  return here.matches(".suggestion") && step < 0 ? person() : null;
}

function person() {
  return document.querySelector(".person[data-state='best'] button") ?? document.querySelector("button.person__cell, .slot a");
}

function neighbour(all, here, step) {
  return all.includes(here) ? all[all.indexOf(here) + step] : null;
}
