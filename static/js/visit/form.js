// Reading a form field by field, as fieldapp/web/forms.py does. What was typed wrong is a Refusal with a code and facts;
// the sentence for it stands in the words of the page. `at` is the field that is to be mended.

const UNSEEN = /^[\p{Cf}\p{Z}\n\t]*$/u
const NO_WRITING = /[\u202a-\u202e\u2066-\u2069\p{Cs}]|(?![\n\t])\p{Cc}/u
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const MOST_QUANTITY = 9_999_000 // thousandths
const MOST_FEN = 9_999_999

// Full-width figures as the narrow ones. What stands raised or in a circle stays: 15² is not 152.
const narrow = (words) => words.replace(/[^\p{No}]+/gu, (part) => part.normalize("NFKC"))

export class Refusal extends Error {
  constructor(code, facts = {}, at = "") {
    super(code)
    Object.assign(this, { code, facts, at })
  }
}

export function reader(form, submitter) {
  const sent = new FormData(form, submitter)
  const raw = (name) => sent.get(name) ?? ""

  function text(name, { most = 200, optional = false } = {}) {
    const trimmed = raw(name).replaceAll("\r\n", "\n").trim()
    const words = UNSEEN.test(trimmed) ? "" : trimmed
    if (!words && !optional) throw new Refusal("form.missing", {}, name)
    if ([...words].length > most) throw new Refusal("form.too_long", { most }, name)
    if (NO_WRITING.test(words)) throw new Refusal("form.not_text", {}, name)
    return words
  }

  function whole(name, { least = 0, most = 100_000, optional = false } = {}) {
    const words = narrow(text(name, { most: 20, optional }))
    if (words && !/^-?[0-9]{1,12}$/.test(words)) throw new Refusal("form.not_a_number", {}, name)
    if (words && (Number(words) < least || Number(words) > most)) throw new Refusal("form.out_of_bounds", { least, most }, name)
    return Number(words || 0)
  }

  // Figures with at most so many decimals, without ever passing through a fraction.
  function scaled(name, words, decimals, code, least, most) {
    const [, whole, part = ""] = narrow(words).trim().match(/^([0-9]{1,12})(?:\.([0-9]+))?$/) ?? []
    const number = Number(`${whole}${part.padEnd(decimals, "0")}`)
    if (whole === undefined || part.length > decimals || number < least || number > most) throw new Refusal(code, {}, name)
    return number
  }

  return {
    text,
    whole,
    raw,
    ticked: (name) => raw(name) !== "",
    quantity: (name) => scaled(name, text(name, { most: 40 }), 3, "price.quantity_out_of_range", 1, MOST_QUANTITY),
    money: (name) => scaled(name, narrow(text(name, { most: 40 })).trim().replace(/^¥/, ""), 2, "price.money_out_of_range", 0, MOST_FEN),
    uuid(name, { optional = false } = {}) {
      const words = raw(name).trim()
      if (!words && optional) return null
      if (!UUID.test(words)) throw new Refusal(words ? "form.not_known" : "form.missing")
      return words.toLowerCase()
    },
    choice(name, of) {
      if (!raw(name)) throw new Refusal("form.missing")
      if (!of.includes(raw(name))) throw new Refusal("form.not_known")
      return raw(name)
    },
  }
}
