// The visits that were ended on this phone, and how: {visit: outcome}. The page that is kept may not know of it yet.

import { holds, outcome } from "./outcome.js"
import { got, read, under } from "./store.js"
import { me } from "./told.js"

export async function endedHere() {
  const kept = await read(["commands"], async (commands) => got(commands.getAll(under(me()))))
  const ends = kept.filter((command) => command.visit && command.verb && holds(command) && outcome(command))
  return Object.fromEntries(ends.reverse().map((command) => [command.visit, outcome(command)])) // the first one counts
}
