"""Two windows over the same page: whoever saves an older state is told who was first, and loses nothing they typed."""

import re
from typing import NamedTuple

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.people import Person, Role
from fieldapp.domain.premises import Branch, Owner, Room, Site
from tests.at_once import at_once
from tests.builders import BRANCH_ID, an_owner
from tests.web.admin.test_people import told
from tests.web.admin.test_settings import TOLD

ROOM = {"building": "3栋", "door": "503", "floor": "5", "handed_over_on": "", "breaker": ""}
OWNER = {"owner_given_name": "敏", "owner_address": "ms", "owner_phone": ""}
SITE = {"name_zh": "阳光花园", "timezone": "Asia/Shanghai"}


class Page(NamedTuple):
    """Where a thing is shown and saved, what is sent beside the field that two people change, and that field."""

    shown: str
    saved: str
    sent: dict[str, object]
    field: str
    stored: object


def page(app, cast, name: str) -> Page:
    with app.app_context():
        room, owner, site = (db.session.scalars(select(kind)).one() for kind in (Room, Owner, Site))
    return {
        "person": Page(f"/admin/people/{cast['li'].id}", f"/admin/people/{cast['li'].id}", told(), "name", None),
        "room": Page(f"/admin/rooms/{room.id}", f"/admin/rooms/{room.id}", ROOM, "stopcock", Room.stopcock),
        "owner": Page(
            f"/admin/rooms/{room.id}",
            f"/admin/rooms/{room.id}/owners/{owner.id}",
            OWNER,
            "owner_surname",
            Owner.surname,
        ),
        "site": Page("/admin/sites", f"/admin/sites/{site.id}", SITE, "name_en", Site.name_en),
        "settings": Page("/admin/settings", "/admin/settings", TOLD, "centre_phone", Branch.centre_phone),
    }[name]


def marks(browser, where: Page) -> str:
    """What the form of this page carries."""
    form = re.search(rf'<form[^>]*action="{where.saved}"[^>]*>.*?</form>', browser.get(where.shown).text, re.S)
    return re.search(r'name="seen" value="([^"]+)"', form[0])[1]


FIVE = ["person", "room", "owner", "site", "settings"]


@pytest.mark.parametrize("name", FIVE)
def test_whoever_saves_an_older_state_is_told_and_keeps_what_they_typed(app, save, office, cast, signed_in, name):
    save(an_owner())
    where = page(app, cast, name)
    first, second = marks(office, where), marks(office, where)
    assert office.post(where.saved, data={**where.sent, where.field: "甲先", "seen": first}).status_code == 303
    answer = office.post(where.saved, data={**where.sent, where.field: "乙后", "seen": second})
    assert answer.status_code == 409
    assert "在另一个窗口" in answer.text or "another window" in answer.text
    assert "甲先" in answer.text and 'value="乙后"' in answer.text
    fresh = re.search(rf'<form[^>]*action="{where.saved}"[^>]*>.*?</form>', answer.text, re.S)[0]
    again = re.search(r'name="seen" value="([^"]+)"', fresh)[1]
    assert again != second
    assert office.post(where.saved, data={**where.sent, where.field: "乙后", "seen": again}).status_code == 303
    assert "乙后" in office.get(where.shown).text


@pytest.mark.parametrize("name", FIVE)
def test_a_second_tap_on_save_leads_to_the_result(app, save, office, cast, name):
    save(an_owner())
    where = page(app, cast, name)
    sent = {**where.sent, where.field: "甲先", "seen": marks(office, where)}
    assert [office.post(where.saved, data=sent).status_code for _ in range(2)] == [303, 303]


def test_it_says_which_colleague_was_first(app, save, office, cast, signed_in):
    save(an_owner())
    with app.app_context():
        db.session.get_one(Person, cast["li"].id).roles = frozenset({Role.ADMIN})
        db.session.commit()
    where = page(app, cast, "settings")
    seen = marks(office, where)
    assert signed_in("li").post(where.saved, data=TOLD | {"centre_phone": "12345", "seen": seen}).status_code == 303
    answer = office.post(where.saved, data=TOLD | {"seen": seen})
    assert answer.status_code == 409 and cast["li"].name in answer.text and "12345" in answer.text


def test_a_change_of_which_nobody_knows_the_author_is_told_all_the_same(app, save, office, cast):
    save(an_owner())
    where = page(app, cast, "settings")
    seen = marks(office, where)
    with app.app_context():
        db.session.get_one(Branch, BRANCH_ID).centre_phone = "12345"
        db.session.commit()
    answer = office.post(where.saved, data=TOLD | {"seen": seen})
    assert answer.status_code == 409 and "12345" in answer.text


def test_of_an_owner_whose_number_was_changed_no_more_is_shown_than_before(app, save, office, cast):
    save(an_owner())
    where = page(app, cast, "owner")
    seen = marks(office, where)
    with app.app_context():
        db.session.scalars(select(Owner)).one().phone = "13700009999"
        db.session.commit()
    sent = OWNER | {"owner_surname": "王", "owner_phone": "13500001111", "seen": seen}
    answer = office.post(where.saved, data=sent)
    assert answer.status_code == 409 and "137****9999" in answer.text and "13700009999" not in answer.text


def test_a_fault_between_does_not_hide_that_somebody_else_was_first(app, save, office, cast):
    save(an_owner())
    where = page(app, cast, "room")
    seen = marks(office, where)
    office.post(where.saved, data={**where.sent, where.field: "甲先", "seen": marks(office, where)})
    faulty = office.post(where.saved, data={**where.sent, "door": "", where.field: "乙后", "seen": seen})
    assert faulty.status_code == 422 and f'value="{seen}"' in faulty.text


def test_an_owners_sheet_that_was_refused_is_open_with_what_was_typed(app, save, office, cast):
    save(an_owner())
    where = page(app, cast, "owner")
    answer = office.post(where.saved, data=OWNER | {"owner_surname": "赵", "owner_phone": "x"})
    assert answer.status_code == 422
    assert answer.text.count('<dialog class="sheet"') == 1 and 'open aria-labelledby="owner-' in answer.text
    new = office.post(f"{where.shown}/owners", data=OWNER | {"owner_surname": "赵", "owner_phone": "x"})
    assert 'id="owner-new" open' in new.text


@pytest.mark.both_engines
@pytest.mark.parametrize("name", FIVE)
def test_of_two_who_save_at_the_same_moment_one_is_told(app, save, office, signed_in, cast, name):
    save(an_owner())
    where = page(app, cast, name)
    seen = marks(office, where)
    presses = (
        (browser, where.saved, {**where.sent, where.field: words, "seen": seen})
        for browser, words in ((office, "甲先"), (signed_in("admin"), "乙后"))
    )
    assert at_once(*presses) == [303, 409]
