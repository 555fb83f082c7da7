"""4.2.3, 4.3.3: the office sees what returns off the list, with the jobs beside it, and makes an item of it."""

import pytest
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Item
from tests.builders import one_of_each_role
from tests.off_the_list import OffTheList

STRIP = "柜板防水条加固"
WHERE = "/office/catalogue"
TYPED = {
    "name_zh": STRIP, "name_en": "Reinforce cabinet strip", "category": "water", "code": "", "price_kind": "fixed",
    "price_yuan": "34", "unit_zh": "处", "unit_en": "place", "materials": "extra", "minutes": "30",
}  # fmt: skip


@pytest.fixture
def manager(save, signed_in):
    work = OffTheList(save, now())
    save(*one_of_each_role())
    work.orders((STRIP, 1, 3000), ("加固柜板防水条", 40, 3200), (STRIP, 80, 4000))
    return signed_in("operations")


def newest(app) -> tuple[CatalogueState, list[str]]:
    with app.app_context():
        version = db.session.scalars(select(CatalogueVersion).order_by(CatalogueVersion.id.desc())).first()
        items = select(Item.code).where(Item.version_id == version.id).order_by(Item.position)
        return version.state, list(db.session.scalars(items))


def test_the_office_sees_what_returns_and_each_job(manager):
    page = manager.get(WHERE).text
    assert f'data-repeated="{STRIP}"' in page and "加固柜板防水条" in page
    assert "平均 ¥34" in page and "301" in page
    assert "price_yuan=34" in page


def test_the_form_is_filled_in_with_the_average(manager):
    page = manager.get(f"{WHERE}/items", query_string={"name_zh": STRIP, "price_yuan": "34"}).text
    assert f'value="{STRIP}"' in page and 'value="34"' in page


@pytest.mark.both_engines
def test_it_goes_into_a_new_draft_beside_all_that_is_in_force(app, manager):
    answer = manager.post(f"{WHERE}/items", data=TYPED)
    assert answer.status_code == 303
    assert newest(app) == (CatalogueState.DRAFT, ["WTR-001", "WTR-008", "WTR-009"])
    assert "WTR-009" in manager.get(WHERE).text, "the list has it now"


def test_the_next_one_goes_into_the_same_draft(app, manager):
    manager.post(f"{WHERE}/items", data=TYPED)
    manager.post(f"{WHERE}/items", data=TYPED | {"name_zh": "智能门铃安装", "code": "ELE-900"})
    assert newest(app)[1][-2:] == ["WTR-009", "ELE-900"]


@pytest.mark.parametrize(("field", "value"), [("price_yuan", "abc"), ("name_en", ""), ("code", "WTR-008")])
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(app, manager, field, value):
    answer = manager.post(f"{WHERE}/items", data=TYPED | {field: value})
    assert answer.status_code == 422 and f'id="{field}-fault"' in answer.text
    assert newest(app)[0] is CatalogueState.FILED


def test_the_page_asks_few_questions(manager, max_queries):
    manager.get(WHERE)
    with max_queries(6):
        manager.get(WHERE)
