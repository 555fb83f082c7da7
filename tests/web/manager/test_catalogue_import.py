"""A price list as a file: checked and compared first, taken over as a draft when told so, and sent back as a file."""

import io
import re
from html import unescape

import pytest
from sqlalchemy import func, select

from fieldapp import spreadsheets
from fieldapp.db import db
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Item
from fieldapp.domain.catalogue_journal import VersionEntry
from fieldapp.domain.catalogue_table import FIGURES, HEADER, as_row
from tests.builders import one_of_each_role, the_branch
from tests.jobs import CATALOGUE_ID, an_item, the_catalogue

WHERE = "/office/catalogue/imports"


@pytest.fixture
def manager(save, signed_in):
    save(the_branch(), *one_of_each_role())
    save(the_catalogue())
    return signed_in("operations")


def a_file(*items: Item, name: str = "list.csv") -> dict[str, object]:
    rows = [as_row(item) for item in items]
    if name.endswith("xlsx"):
        content = spreadsheets.as_workbook(HEADER, rows, figures=FIGURES)
    else:
        content = spreadsheets.as_csv([HEADER, *rows])
    return {"file": (io.BytesIO(content), name)}


def hidden(page: str) -> dict[str, str]:
    """What the page of the dry run sends on."""
    found = re.search(r'name="id" value="([^"]+)".*?<textarea name="table" hidden>\n(.*?)</textarea>', page, re.S)
    assert found
    return {"id": found[1], "table": unescape(found[2])}


def versions(app) -> int:
    with app.app_context():
        return db.session.scalars(select(func.count()).select_from(CatalogueVersion)).one()


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_the_dry_run_compares_and_writes_nothing(app, manager, name):
    answer = manager.post(WHERE, data=a_file(an_item(price_fen=1800), name=name))
    assert answer.status_code == 200
    assert 'data-code="WTR-008"' in answer.text and "¥18" in answer.text and "停用" in answer.text
    assert versions(app) == 1


@pytest.mark.both_engines
def test_taken_over_it_is_one_draft_however_often_it_is_pressed(app, manager):
    sent = hidden(manager.post(WHERE, data=a_file(an_item(price_fen=1800), an_item("WTR-009"))).text)
    for _ in range(2):
        answer = manager.post("/office/catalogue", data=sent, content_type="multipart/form-data")
        assert answer.status_code == 303 and answer.location == f"/office/catalogue/{sent['id']}"
    assert versions(app) == 2
    with app.app_context():
        draft = db.session.scalars(select(CatalogueVersion).where(CatalogueVersion.id != CATALOGUE_ID)).one()
        assert draft.state is CatalogueState.DRAFT
        items = db.session.scalars(select(Item).where(Item.version_id == draft.id).order_by(Item.position)).all()
        assert [(item.code, item.price_fen) for item in items] == [("WTR-008", 1800), ("WTR-009", 1500)]
        assert [entry.what for entry in db.session.scalars(select(VersionEntry))] == ["draft"]


def test_each_refusal_is_told_by_its_row_the_header_being_the_first(app, manager):
    rows = [HEADER, as_row(an_item()), *([*as_row(an_item("WTR-009"))],)]
    rows[2][HEADER.index("price_yuan")] = "abc"
    rows[2][HEADER.index("category")] = "火"
    answer = manager.post(WHERE, data={"file": (io.BytesIO(spreadsheets.as_csv(rows)), "list.csv")})
    assert answer.status_code == 422
    assert answer.text.count('data-row="3"') == 2
    assert "abc" in answer.text and "¥0.01" in answer.text and "price_yuan" in answer.text
    assert versions(app) == 1


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"PK\x03\x04nonsense", b"a,b\n1,2\n"])
def test_what_is_no_price_list_is_refused_in_words(app, manager, content):
    answer = manager.post(WHERE, data={"file": (io.BytesIO(content), "list.csv")})
    assert answer.status_code == 422 and "没有写入" in answer.text
    assert versions(app) == 1


def test_without_a_file_it_says_so(manager):
    assert manager.post(WHERE, data={}).status_code == 422


def test_what_was_tampered_with_on_the_way_is_checked_again(app, manager):
    sent = hidden(manager.post(WHERE, data=a_file(an_item())).text)
    answer = manager.post("/office/catalogue", data=sent | {"table": sent["table"].replace("15", "-15")})
    assert answer.status_code == 422
    assert versions(app) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_version_is_sent_as_a_file_that_can_be_imported(manager, kind):
    answer = manager.get(f"/office/catalogue/{CATALOGUE_ID}/table?as={kind}")
    assert f"catalogue-2026-3.{kind}" in answer.headers["Content-Disposition"]
    again = manager.post(WHERE, data={"file": (io.BytesIO(answer.data), f"x.{kind}")})
    assert again.status_code == 200 and "没有差别" in again.text
