"""Pictures that the office keeps: the face on a badge, the stopcock of a flat."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.base import new_id
from fieldapp.domain.office_picture import OfficePicture
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Branch, Room, Site
from tests.builders import a_room
from tests.photographs import a_jpeg, a_png


@pytest.fixture
def room(save, house):
    """3-503, stored."""
    room = a_room()
    save(room)
    return room


def put(browser, where, picture, name="a.jpg"):
    return browser.post(where, data={"picture": (BytesIO(picture), name)})


def stored(app, model, id):
    with app.app_context():
        return db.session.get_one(model, id)


def how_many(app):
    with app.app_context():
        return db.session.scalar(select(func.count(OfficePicture.id)))


@pytest.mark.both_engines
def test_a_face_is_put_on_the_badge_square_upright_and_without_what_the_phone_wrote_into_it(app, office, cast):
    where = f"/admin/people/{cast['li'].id}/portrait"
    assert office.get(where).status_code == 404
    assert put(office, where, a_jpeg(1200, 1600, camera="a phone", orientation=6)).status_code == 303

    answer = office.get(where)
    picture = Image.open(BytesIO(answer.data))
    assert (picture.size, picture.format) == ((480, 480), "JPEG") and not picture.getexif()
    assert "private" in answer.headers["Cache-Control"] and where in office.get(where.removesuffix("/portrait")).text


@pytest.mark.both_engines
def test_a_picture_that_is_replaced_or_taken_away_is_gone_wholly(app, office, cast):
    where = f"/admin/people/{cast['li'].id}/portrait"
    for _ in range(2):
        put(office, where, a_jpeg())
        assert how_many(app) == 1
    for _ in range(2):
        assert office.post(f"{where}/removal").status_code == 303
    assert how_many(app) == 0 and stored(app, Person, cast["li"].id).portrait_id is None
    with app.app_context():
        told = list(db.session.scalars(select(AdminEntry.what).order_by(AdminEntry.id)))
    assert told == ["portrait_put", "portrait_put", "portrait_taken"]
    assert "给工牌放了照片" in office.get("/admin/audit").text


def test_with_the_employment_the_face_goes(app, office, cast):
    person = f"/admin/people/{cast['li'].id}"
    put(office, f"{person}/portrait", a_jpeg())
    assert office.post(f"{person}/leaving").status_code == 303
    assert how_many(app) == 0 and "工牌上的照片" not in office.get(person).text


@pytest.mark.parametrize(
    ("sent", "words"),
    [(b"<svg/>", "这不是能读的图片"), (b"", "请先拍照或选一张")],
    ids=["no picture", "nothing"],
)
def test_what_is_no_picture_is_refused_on_the_page_and_the_old_one_stays(app, office, cast, sent, words):
    where = f"/admin/people/{cast['li'].id}/portrait"
    put(office, where, a_png())
    before = stored(app, Person, cast["li"].id).portrait_id
    answer = put(office, where, sent, "a.svg" if sent else "")
    assert answer.status_code == 422 and words in answer.text
    assert stored(app, Person, cast["li"].id).portrait_id == before


def test_a_stopcock_is_shown_to_the_technicians_of_the_branch_and_a_face_to_its_own_alone(
    app, office, cast, room, signed_in, save
):
    put(office, f"/admin/rooms/{room.id}/valve", a_jpeg(2000, 1000))
    put(office, f"/admin/people/{cast['li'].id}/portrait", a_jpeg())
    valve = stored(app, Room, room.id).valve_photo_id
    face = stored(app, Person, cast["li"].id).portrait_id
    li, zhao = signed_in("li"), signed_in("zhao")

    shown = li.get(f"/my/pictures/{valve}")
    assert Image.open(BytesIO(shown.data)).size == (960, 480)
    assert [each.get(f"/my/pictures/{face}").status_code for each in (li, zhao)] == [200, 404]
    assert li.get(f"/my/pictures/{new_id()}").status_code == 404
    assert li.get("/my/day.json").json["pictures"] == [f"/my/pictures/{face}"]
    assert zhao.get("/my/day.json").json["pictures"] == []

    office.post(f"/admin/rooms/{room.id}/valve/removal")
    assert li.get(f"/my/pictures/{valve}").status_code == 404 and how_many(app) == 1


def test_nobody_is_shown_the_pictures_of_another_branch(app, office, cast, signed_in, save):
    branch = Branch(
        id=new_id(), company_zh="别家", company_en="Others", name_zh="别家", name_en="Others", centre_phone="1"
    )
    site = Site(id=new_id(), branch_id=branch.id, code="BJ", name_zh="别院", name_en="Elsewhere")
    picture = OfficePicture(id=new_id(), jpeg=a_jpeg())
    room = a_room()
    room.id, room.site_id, room.valve_photo_id = new_id(), site.id, picture.id
    save(branch, site, picture, room)
    assert signed_in("li").get(f"/my/pictures/{picture.id}").status_code == 404
    assert office.get(f"/admin/rooms/{room.id}/valve").status_code == 404
    assert put(office, f"/admin/rooms/{room.id}/valve", a_jpeg()).status_code == 404
