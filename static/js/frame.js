// Resolves when what was just changed stands on the screen: heavy work that nobody has to wait for comes after it. On a
// page that nobody looks at no frame is ever drawn, and nothing waits for one.

const LONGEST = 100 // milliseconds

export function drawn() {
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST)
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = resolve
      port2.postMessage(null)
    })
  })
}
