"""The phone computes every price as the server does: price.js passes the vectors of the rule in Python."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.architecture.tree import ROOT
from tests.vectors import price as vectors

RULE = ROOT / "static/js/price.js"
COMPUTE = """
async ({ lines, totals }) => {
  const { lineAmount, total } = await import("/price.js")
  return {
    lines: lines.filter((line) => lineAmount(line) !== line.amount),
    totals: totals.filter((list) => total(list.lines.map(lineAmount)) !== list.total),
  }
}
"""


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A browser that has nothing but the rule."""

    def answer(route: Route) -> None:
        if route.request.url.endswith("/price.js"):
            route.fulfill(path=RULE, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page = chromium.new_page()
    page.route("**/*", answer)
    page.goto("http://127.0.0.1/")
    yield page
    page.close()


def test_lines_and_totals_come_out_the_same(phone):
    told: dict[str, Any] = json.loads(vectors.FILE.read_text(encoding="utf-8"))
    assert told["lines"] and told["totals"]
    assert phone.evaluate(COMPUTE, told) == {"lines": [], "totals": []}


def test_a_wrong_amount_would_be_noticed(phone):
    line = {"kind": "fixed", "quantity_milli": 1000, "unit_price_fen": 1500, "materials_fen": 0, "amount": 1501}
    assert phone.evaluate(COMPUTE, {"lines": [line], "totals": []})["lines"] == [line]
