// The one rule by which work is priced, in whole fen; fieldapp/domain/price.py says it in words.
// Both pass tests/vectors/price.json. Whole numbers only: the largest product here is a hundredth of what a number holds.

const HOUR = 1000
const HALF_AN_HOUR = 500

// What a line costs: {kind, quantity_milli, unit_price_fen, materials_fen, minimum_fen}
export function lineAmount({ kind, quantity_milli, unit_price_fen, materials_fen = 0, minimum_fen = null }) {
  const charged = kind === "hourly" ? wholeHours(quantity_milli) : quantity_milli
  const work = wholePart(charged * unit_price_fen + 500, 1000)
  const atLeast = minimum_fen !== null && charged > 0 ? minimum_fen : 0

  return Math.max(work, atLeast) + materials_fen
}

// The hours that are charged for: the first always, after it a part of an hour only if longer than 30 minutes.
export function wholeHours(quantity_milli) {
  if (quantity_milli <= 0) return 0

  const hours = wholePart(quantity_milli, HOUR) + (quantity_milli % HOUR > HALF_AN_HOUR ? 1 : 0)
  return Math.max(1, hours) * HOUR
}

// What lines of these amounts cost together.
export function total(amounts) {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}

function wholePart(number, by) {
  return (number - (number % by)) / by
}
