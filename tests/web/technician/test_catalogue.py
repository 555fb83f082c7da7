"""The catalogue in the pocket: all of it, by chapter, found by any word."""

from html import unescape

import pytest

from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Category, Materials, PriceKind
from tests.builders import BRANCH_ID, NOW


@pytest.fixture
def shelf(day):
    """Five prices of five kinds, in two chapters."""
    day.item_of("WTR-002", "维修水龙头", "Repair tap", kind=PriceKind.RANGE, price_fen=1000)
    day.item_of("WTR-003", "淋浴花洒", "Shower head", kind=PriceKind.FROM, price_fen=10000)
    day.item_of("CLN-004", "保洁", "Cleaning", category=Category.CLEANING, materials=Materials.INCLUDED)
    return day


def page(day, query="") -> str:
    return unescape(day.phone.get(f"/my/catalogue{query}").text)


def test_every_item_stands_in_its_chapter_with_its_price_in_words(shelf):
    words = page(shelf)
    assert words.index("更换角阀") < words.index("保洁")
    assert "¥15 / 只" in words and "¥100 起 / 只" in words and "材料另计" in words and "含材料" in words
    assert "2026 年第 3 版" in words


def test_each_entry_carries_the_words_by_which_it_is_found(shelf):
    assert page(shelf).count('data-search="') == 4 and "ghjf" in page(shelf)


@pytest.mark.parametrize(
    ("words", "count"), [("角阀", 1), ("WTR", 3), ("wtr-003", 1), ("ＷＴＲ", 3), ("没有的", 0), ("", 4)]
)
def test_without_a_script_the_search_is_answered_by_the_server(shelf, words, count):
    assert page(shelf, f"?q={words}").count('class="entry"') == count


def test_nothing_found_says_so(shelf):
    assert "没有叫这个的" in page(shelf, "?q=没有的")


def test_it_is_not_sent_again_while_the_version_is_the_same(shelf):
    tag = shelf.phone.get("/my/catalogue").headers["ETag"]
    assert shelf.phone.get("/my/catalogue", headers={"If-None-Match": tag}).status_code == 304


def test_a_new_version_in_force_is_seen_at_once(shelf):
    tag = shelf.phone.get("/my/catalogue").headers["ETag"]
    newer = CatalogueVersion(
        branch_id=BRANCH_ID, year=2026, number=4, state=CatalogueState.APPROVED, effective_from=NOW, items=[]
    )
    shelf.save(newer)
    answer = shelf.phone.get("/my/catalogue", headers={"If-None-Match": tag})
    assert answer.status_code == 200 and "第 4 版" in answer.text


def test_a_draft_is_nobodys_price(shelf):
    shelf.save(CatalogueVersion(branch_id=BRANCH_ID, year=2027, number=1, state=CatalogueState.DRAFT, items=[]))
    assert "2026 年第 3 版" in page(shelf)


def test_it_asks_few_questions(shelf, max_queries):
    page(shelf)
    with max_queries(2):
        page(shelf)
