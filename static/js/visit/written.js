// How money, quantities, times and sentences are written: fieldapp/web/formats.py says the same.

const YUAN = new Intl.NumberFormat("en-US")
const formats = new Map() // a browser takes its time to make one

// "{price} / {unit}" with what belongs there.
export function put(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => facts[name] ?? place)
}

export function money(fen) {
  const yuan = YUAN.format(Math.floor(Math.abs(fen) / 100))
  const rest = Math.abs(fen) % 100
  return `${fen < 0 ? "−" : ""}¥${yuan}${rest ? `.${String(rest).padStart(2, "0")}` : ""}`
}

// As a field takes it back: "1234.50".
export function typedMoney(fen) {
  return money(fen).replace("¥", "").replaceAll(",", "")
}

export function quantity(milli) {
  return String(milli / 1000)
}

export function clock(at, zone) {
  if (!at) return ""
  return format("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(at))
}

// 11月23日 周一, Mon 23 Nov
export function day(at, zone, language) {
  const days = format(language === "en" ? "en-GB" : "zh-CN", { timeZone: zone, month: "short", day: "numeric", weekday: "short" })
  const parts = Object.fromEntries(days.formatToParts(at).map(({ type, value }) => [type, value]))
  if (language === "en") return `${parts.weekday} ${parts.day} ${parts.month}`
  return `${parseInt(parts.month)}月${parts.day}日 ${parts.weekday}`
}

function format(language, how) {
  const key = language + JSON.stringify(how)
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language, how))
  return formats.get(key)
}

export function duration(from, until, words) {
  const minutes = Math.round((Date.parse(until) - Date.parse(from)) / 60_000)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (!hours) return put(words.minutes, { minutes: rest })
  return put(rest ? words.hours_minutes : words.hours, { hours, minutes: rest })
}

// What an order is called: fieldapp/domain/order.py, told and retell.
export function title({ lines, known, otherwise }, language) {
  const [between, nth] = language === "en" ? [", ", 1] : ["、", 0]
  const named = (lines.length ? lines : known).map((line) => {
    const many = line.quantity_milli % 1000 ? 1 : line.quantity_milli / 1000
    const name = line[`name_${language}`]
    return many > 1 ? `${name} × ${many}` : name
  })
  return [...named.join(between)].slice(0, 200).join("") || otherwise[nth]
}
