"""The published prices of a branch: open to everybody, in both languages, searched without a script."""

from datetime import timedelta

import pytest

from fieldapp.clock import now
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion
from fieldapp.domain.price_page import code_of
from tests.builders import BRANCH_ID, one_of_each_role, the_branch
from tests.jobs import an_item, the_catalogue

WHERE = f"/prices/{code_of(BRANCH_ID)}"


@pytest.fixture
def published(save, client):
    save(the_branch())
    save(the_catalogue())
    return client


def test_everybody_reads_what_things_cost(published):
    page = published.get(WHERE)
    assert page.status_code == 200
    assert "更换角阀" in page.text and "¥15 / 只" in page.text and "材料另计" in page.text
    assert "400-123-4567" in page.text


def test_what_is_for_staff_is_not_published(save, client):
    item = an_item()
    item.note_zh = item.note_en = "高层加价找主管"
    save(the_branch())
    save(the_catalogue(item))
    page = client.get(WHERE).text
    assert "高层加价" not in page and "20 分" not in page


def test_it_speaks_english_too(published):
    assert "Replace angle valve" in published.get(f"{WHERE}?lang=en").text


@pytest.mark.parametrize("words", ["角阀", "WTR-008", "angle"])
def test_it_is_searched_without_a_script(published, words):
    page = published.get(WHERE, query_string={"q": words}).text
    assert "更换角阀" in page and "更换普通水龙头" not in page


def test_visitors_share_one_copy_and_ask_again_with_its_tag(published):
    first = published.get(WHERE)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in first.headers and "Accept-Language" in first.headers["Vary"]
    assert published.get(WHERE, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_page_with_a_cookie_on_it_is_not_shared(save, signed_in):
    save(the_branch(), *one_of_each_role())
    save(the_catalogue())
    assert "public" not in signed_in("desk").get(WHERE).headers["Cache-Control"]
    assert "public" not in signed_in("desk").get(f"{WHERE}?lang=en").headers["Cache-Control"]


def test_the_next_list_is_announced_and_can_be_read(save, published):
    begins = now() + timedelta(days=9)
    item = an_item(price_fen=1800)
    item.version_id = new_id()
    save(
        CatalogueVersion(
            id=item.version_id, branch_id=BRANCH_ID, year=2026, number=4, items=[item],
            state=CatalogueState.APPROVED, effective_from=begins,
        )
    )  # fmt: skip
    page = published.get(WHERE).text
    assert "执行新价目" in page and "¥18" not in page
    assert "¥18" in published.get(f"{WHERE}?next=1").text


def test_a_draft_is_nobodys_business(save, published):
    secret = an_item("SEC-001", "秘密", "Secret")
    save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=9, items=[secret]))
    assert "秘密" not in published.get(f"{WHERE}?next=1").text


def test_a_branch_without_a_list_says_so(save, client):
    save(the_branch())
    assert "客户中心" in client.get(WHERE).text


@pytest.mark.parametrize("code", ["unknown", "ffffffff", "%00", "'--"])
def test_another_code_leads_nowhere(published, code):
    assert published.get(f"/prices/{code}").status_code == 404


def test_it_asks_at_most_four_questions(published, max_queries):
    with max_queries(4):
        published.get(WHERE)
    with max_queries(3):
        published.get(f"{WHERE}?q=jf")
