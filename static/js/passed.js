// How many seconds have passed, from the number of them that the server said. The count of a page stands still while the
// phone sleeps in a pocket, and the clock of the phone goes on: where it is ahead after a moment, that was sleep. A clock that is
// put back takes nothing away.

const SLEPT = 1000 // milliseconds: less is how a clock is kept right

export function since(seconds) {
  let passed = 1000 * seconds
  let [count, clock] = [performance.now(), Date.now()]

  return () => {
    const moved = performance.now() - count
    const slept = Date.now() - clock - moved
    passed += moved + (slept > SLEPT ? slept : 0)
    count += moved
    clock = Date.now()
    return Math.floor(passed / 1000)
  }
}
