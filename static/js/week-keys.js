// The week by keyboard: arrows walk from day to day and from person to person, Enter opens the day.
// On a small screen, where seven days do not fit, the table begins with today.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }

document.addEventListener("keydown", (press) => {
  const step = STEPS[press.key]
  const cell = document.activeElement.closest(".week :is(th, td)")
  if (!step || !cell) return
  const there = cell.closest("table").rows[cell.parentElement.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]]?.querySelector("a")
  if (!there) return
  press.preventDefault()
  there.focus()
})

document.querySelector(".week__day[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" })
