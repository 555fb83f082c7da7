import { put } from "./written.js"

// fieldapp/web/trials.py: what works in one sentence, then each fault by itself. The last trial of a thing counts.
export function tried({ tests }, words) {
  const last = [...new Map(tests.map((test) => [test[0], test])).values()]
  const good = last.filter(([, good]) => good).map(([key]) => key)
  const faults = last.filter(([, good]) => !good).map(([key, , remark]) => put(words.fault, { thing: words.trials[key], remark }))
  const works = good.filter((key) => key !== "other").map((key) => words.trials[key])
  if (works.length) return [put(words.works_these, { things: works.join(words.comma) }), ...faults]
  return good.length ? [words.works, ...faults] : faults
}
