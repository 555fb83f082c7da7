"""The phone comes to the same as the domain, press by press: views, rail, facts, titles, bills and documents."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from fieldapp.domain.people import Language
from fieldapp.web.language import speak
from fieldapp.web.technician.ahead_words import ahead_words
from tests.architecture.tree import ROOT
from tests.vectors import visit as vectors

RECKON = """
async ({ items, courses, words }) => {
  const of = (name) => import(`/js/${name}.js`)
  const [{ fold, priceStands }, { shown }, { facts }] = await Promise.all(
    ["visit/model", "visit/rail", "visit/facts"].map(of))
  const [documents, { bill }, { title }] = await Promise.all(
    ["visit/documents", "visit/bill", "visit/written"].map(of))
  const [{ tried }, { sha256 }] = await Promise.all(["visit/tried", "outbox/sha256"].map(of))
  const listed = new Map(items.map((item) => [item.item, item]))
  const isA = (row) => ({ was: row.was !== undefined, new: row.new, dropped: row.dropped, open: row.open })
  const kind = (row) => Object.entries(isA(row)).filter(([, so]) => so).map(([name]) => name).join(" ")
  const found = []
  for (const { name, base, steps } of courses) {
    for (let nth = 1; nth <= steps.length; nth++) {
      const state = fold(base, steps.slice(0, nth).map(({ command }) => command), listed)
      const { command, ...expected } = steps[nth - 1]
      const got = { views: {}, price: await sha256(documents.canonical(documents.priceDocument(state))) }
      got.work = await sha256(documents.canonical(documents.workDocument(state, "zh")))
      for (const asked of Object.keys(expected.views)) {
        const [step, door] = asked.split("|")
        const { view, stage } = shown(state, { step, door })
        got.views[asked] = [view, stage]
      }
      got.rail = shown(state).marks.map(({ key, standing }) => [key, standing])
      got.facts = [...facts(state, Date.parse(command.at))].sort()
      for (const language of ["zh", "en"]) {
        const agreed = priceStands(state) ? null : state.agreed
        const rows = bill(documents.priceDocument(state), agreed, words[language], language)
        got[language] = {
          title: title(state, language),
          bill: rows.map((row) => (
            { name: row.name, how: row.how, sum: row.sum, was: row.was ?? null, kind: kind(row) }
          )),
          tried: tried(state, words[language]),
        }
      }
      for (const part of Object.keys(expected)) {
        const [a, b] = [documents.canonical(expected[part]), documents.canonical(got[part])]
        if (a !== b) found.push(`${name}, press ${nth} (${command.verb}), ${part}:\\n  ${a}\\n  ${b}`)
      }
    }
  }
  return found
}
"""


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A browser that has nothing but the scripts."""

    def answer(route: Route) -> None:
        _, _, path = route.request.url.partition("/js/")
        if path:
            route.fulfill(path=ROOT / "static/js" / path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page = chromium.new_page()
    page.route("**/*", answer)
    page.goto("http://127.0.0.1/")
    yield page
    page.close()


def words() -> dict[str, Any]:
    """What the phone says, in both languages."""
    told = {}
    with vectors.the_app().test_request_context("/"):
        for language in Language:
            speak(language)
            told[language.value[:2]] = ahead_words()
    return told


def test_every_press_leads_to_where_the_domain_leads(phone):
    told: dict[str, Any] = json.loads(vectors.FILE.read_text(encoding="utf-8"))
    differences = phone.evaluate(RECKON, told | {"words": words()})
    assert not differences, "\n".join(differences)
