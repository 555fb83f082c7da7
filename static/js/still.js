// What lies under the finger stays there: where the head that stays on the screen grows or shrinks, the page is scrolled
// by as much. Not under an emergency's band, which stands above the head and has the buttons that count.

export function still(change) {
  const head = document.querySelector(".phone__head")
  const main = document.querySelector("main")
  const before = main.getBoundingClientRect()
  change()

  if (!head || getComputedStyle(head).position !== "sticky" || head.getBoundingClientRect().top > 0) return
  const moved = main.getBoundingClientRect().top - before.top
  if (!moved) return
  main.style.minBlockSize = moved > 0 ? `${before.height}px` : "" // also a short page can be scrolled by so much
  scrollBy({ top: moved, behavior: "instant" })
}
