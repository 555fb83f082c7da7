"""Rooms, owners and sites, put down and changed on their pages by the rules of an imported row."""

import re

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.premises import Owner, Room, Site
from tests.builders import an_owner
from tests.web.admin.test_people import told

ROOM = {
    "building": "5栋",
    "door": "1201",
    "floor": "12",
    "handed_over_on": "2019-05-01",
    "stopcock": "水表井",
    "breaker": "",
}
OWNER = {"owner_surname": "赵", "owner_given_name": "敏", "owner_address": "ms", "owner_phone": "13700001111"}


def acts(app) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AdminEntry.what).order_by(AdminEntry.id)))


def room(app) -> Room:
    with app.app_context():
        return db.session.scalars(select(Room)).one()


def test_a_room_is_put_down_changed_and_cannot_be_there_twice(app, office):
    answer = office.post("/admin/rooms", data=ROOM | {"site": "YG"})
    assert answer.status_code in (302, 303)
    made = room(app)
    assert (made.search, made.floor, str(made.handed_over_on)) == ("5-1201", "12", "2019-05-01")
    again = office.post("/admin/rooms", data=ROOM | {"site": "YG"})
    assert again.status_code == 422 and "已经有了" in again.text
    assert office.post(f"/admin/rooms/{made.id}", data=ROOM | {"door": "1202"}).status_code == 303
    assert room(app).search == "5-1202"
    wrong = office.post(f"/admin/rooms/{made.id}", data=ROOM | {"handed_over_on": "2019-02-30"})
    assert wrong.status_code == 422 and room(app).door == "1202"
    assert acts(app) == ["room_added", "room_changed"]


def test_an_owner_is_put_down_changed_with_a_masked_number_and_moves_out(app, save, office, cast):
    save(an_owner())
    where = f"/admin/rooms/{room(app).id}"
    assert office.post(f"{where}/owners", data=OWNER).status_code == 303
    page = office.get(where).text
    assert "137****1111" in page and "13700001111" not in page and "138****5678" in page
    with app.app_context():
        zhao = db.session.scalars(select(Owner).where(Owner.surname == "赵")).one()
        assert "zm" in zhao.search
    assert (
        office.post(f"{where}/owners/{zhao.id}", data=OWNER | {"owner_phone": "", "owner_surname": "赵钱"}).status_code
        == 303
    )
    with app.app_context():
        assert db.session.get_one(Owner, zhao.id).phone == "13700001111"
    assert office.post(f"{where}/owners", data=OWNER | {"owner_phone": "x"}).status_code == 422
    assert office.post(f"{where}/owners/{zhao.id}/moving-out").status_code == 303
    assert "137****1111" not in office.get(where).text
    assert acts(app) == ["owner_added", "owner_changed", "owner_left"]


def test_the_first_page_leads_to_every_section(office):
    first = office.get("/admin").text
    sections, cards = (set(re.findall(r'href="(/admin/[a-z-]+)"', part)) for part in first.split("<main", 1))
    assert len(sections) > 8 and sections == cards


def test_a_second_tap_puts_no_second_owner_down(app, save, office):
    save(an_owner())
    where = f"/admin/rooms/{room(app).id}/owners"
    assert [office.post(where, data=OWNER).status_code for _ in range(2)] == [303, 303]
    office.post(where, data=OWNER | {"owner_given_name": "另一位"})
    with app.app_context():
        assert len(db.session.scalars(select(Owner).where(Owner.surname == "赵")).all()) == 2


def test_a_site_is_put_down_and_its_clock_is_a_real_one(app, office):
    told = {"name_zh": "海棠苑", "name_en": "Begonia Court", "timezone": "Asia/Urumqi", "code": "HT"}
    assert office.post("/admin/sites", data=told | {"timezone": "Mars/Olympus"}).status_code == 422
    assert office.post("/admin/sites", data=told).status_code == 303
    assert office.post("/admin/sites", data=told).status_code == 422, "a code stands for one site"
    with app.app_context():
        site = db.session.scalars(select(Site).where(Site.code == "HT")).one()
        assert site.timezone == "Asia/Urumqi"
    assert office.post(f"/admin/sites/{site.id}", data=told | {"name_en": "Begonia"}).status_code == 303
    assert 'data-site="HT"' in office.get("/admin/sites").text
    assert acts(app) == ["site_added", "site_changed"]


@pytest.mark.parametrize(
    "where", ["/admin", "/admin/people/new", "/admin/rooms/new", "/admin/rooms/imports", "/admin/people/imports"]
)
def test_every_page_is_there(office, where):
    assert office.get(where).status_code == 200


@pytest.mark.parametrize(
    ("form", "where", "sent"),
    [
        ("/admin/rooms/new", "/admin/rooms", ROOM | {"site": "YG"}),
        (
            "/admin/sites",
            "/admin/sites",
            {"name_zh": "海棠苑", "name_en": "B", "timezone": "Asia/Urumqi", "code": "HT"},
        ),
        ("/admin/people/new", "/admin/people", told(login="qian")),
    ],
    ids=["a room", "a site", "a person"],
)
def test_a_second_tap_on_something_new_leads_to_the_result(app, office, form, where, sent):
    minted = re.search(
        rf'action="{where}"[^>]*>\s*<input type="hidden" name="id" value="([0-9a-f-]{{36}})"', office.get(form).text
    )
    answers = [office.post(where, data={**sent, "id": minted[1]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(acts(app)) == 1
