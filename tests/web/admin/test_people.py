"""People: found in pinyin, put down, changed, and never deleted; every act is in the journal."""

import re

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.base import new_id
from fieldapp.domain.people import Department, Language, Person, Role, Trade
from fieldapp.domain.people_words import DEPARTMENT_WORDS, ROLE_WORDS, SKILL_WORDS, TRADE_WORDS
from fieldapp.domain.premises import Branch
from fieldapp.domain.visit import Visit
from fieldapp.web.labels import label
from fieldapp.web.language import speaking
from tests.builders import BRANCH_ID, NOW, a_person, an_owner
from tests.jobs import PROCEDURE_ID, a_line, an_item, an_order, the_catalogue, the_procedure

WHERE = "/admin/people"


def told(**other: object) -> dict[str, object]:
    usual = {"name": "钱勇", "badge": "A9", "phone": "13900002222", "department": "repair", "language": "zh_Hans_CN"}
    return usual | {"roles": ["technician"], "trades": ["plumber"]} | other


def entries(app) -> list[AdminEntry]:
    with app.app_context():
        return list(db.session.scalars(select(AdminEntry).order_by(AdminEntry.id)))


def person(app, login: str) -> Person:
    with app.app_context():
        return db.session.scalars(select(Person).where(Person.login == login)).one()


def test_somebody_new_is_found_by_their_initials_and_signs_in_with_a_code_only(app, office, max_queries):
    answer = office.post(WHERE, data=told(login="Qian"))
    assert answer.status_code in (302, 303)
    qian = person(app, "qian")
    assert answer.location == f"{WHERE}/{qian.id}"
    assert (qian.name, qian.roles, qian.trades) == ("钱勇", {Role.TECHNICIAN}, {Trade.PLUMBER})
    assert qian.password_hash == ""
    for words in ("qy", "qianyong", "钱", "A9", "qianyo"):
        with max_queries(6):
            page = office.get(f"{WHERE}?q={words}").text
        assert re.findall('data-person="([^"]+)"', page) == ["qian"]
    assert [(entry.what, entry.person_id) for entry in entries(app)] == [("person_added", qian.id)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"login": "LI"}, "login"),
        ({"login": "q i"}, "login"),
        ({"login": "q", "name": ""}, "name"),
        ({"login": "q", "phone": "call me"}, "phone"),
        ({"login": "q", "roles": []}, "roles"),
        ({"login": "q", "department": "space"}, "department"),
    ],
)
def test_what_cannot_be_is_named_at_its_field_and_nothing_is_written(app, office, wrong, field):
    answer = office.post(WHERE, data=told(**wrong))
    assert answer.status_code == 422 and "field__fault" in answer.text
    assert 'value="plumber" checked' in answer.text
    assert entries(app) == []


def test_other_roles_count_from_the_next_request_and_the_journal_keeps_no_phone_number(app, office, signed_in, cast):
    li = signed_in("li")
    assert li.get("/board").status_code == 404
    answer = office.post(f"{WHERE}/{cast['li'].id}", data=told(roles=["technician", "supervisor"]))
    assert answer.status_code in (302, 303)
    assert li.get("/board").status_code == 200
    entry = entries(app)[0]
    assert entry.what == "person_changed" and entry.about == "钱勇"
    assert entry.facts["changed"]["roles"] == [["technician"], ["supervisor", "technician"]]
    assert entry.facts["changed"]["phone"] == ["139****1111", "139****2222"]


def test_the_last_administrator_stays_one(app, office, cast):
    answer = office.post(f"{WHERE}/{cast['admin'].id}", data=told(roles=["head"]))
    assert answer.status_code == 422 and "唯一的管理员" in answer.text
    assert person(app, "admin").roles == {Role.ADMIN}


def test_who_still_holds_an_order_does_not_leave(app, save, office, cast, house):
    item = an_item()
    save(the_catalogue(item), the_procedure())
    order = an_order(an_owner(), a_line(item), by=cast["chen"])
    order.branch, order.site = house
    save(order, Visit(order_id=order.id, technician_id=cast["li"].id, procedure_id=PROCEDURE_ID, rings=0))
    answer = office.post(f"{WHERE}/{cast['li'].id}/leaving")
    assert answer.status_code == 422 and "手上还有 1 张单" in answer.text
    assert person(app, "li").left_at is None


def test_who_leaves_is_signed_out_and_keeps_the_name(app, office, signed_in, cast):
    li = signed_in("li")
    assert office.post(f"{WHERE}/{cast['li'].id}/leaving").status_code in (302, 303)
    assert li.get("/my").status_code == 302
    gone = person(app, "li")
    assert gone.left_at == NOW and gone.name == "李建国" and gone.password_hash == ""
    assert 'data-person="li"' not in office.get(WHERE).text
    assert 'data-person="li"' in office.get(f"{WHERE}?left=yes").text
    assert office.post(f"{WHERE}/{cast['li'].id}/leaving", data={"back": "yes"}).status_code in (302, 303)
    assert person(app, "li").left_at is None and li.get("/my").status_code in (302, 303)
    assert [entry.what for entry in entries(app)] == ["person_left", "person_back"]


def test_nobody_ends_their_own_employment(app, office, cast):
    assert office.post(f"{WHERE}/{cast['admin'].id}/leaving").status_code == 422


def test_people_of_another_branch_are_not_there(office, save, app):
    other = Branch(id=new_id(), company_zh="", company_en="", name_zh="西", name_en="West", centre_phone="")
    far = a_person("far", Role.TECHNICIAN, department=Department.REPAIR)
    far.branch_id = other.id
    save(other, far)
    assert far.branch_id != BRANCH_ID
    assert office.get(f"{WHERE}/{far.id}").status_code == 404
    assert 'data-person="far"' not in office.get(WHERE).text


def test_an_absence_is_noted_heeded_and_taken_back(app, office, cast):
    where = f"{WHERE}/{cast['li'].id}/absences"
    sent = {"begins": "2026-11-24T08:00", "ends": "2026-11-25T18:00", "kind": "sick", "note": "流感"}
    backwards = office.post(where, data=sent | {"ends": "2026-11-23T18:00"})
    assert backwards.status_code == 422 and 'id="ends-fault"' in backwards.text
    assert office.post(where, data=sent).status_code in (302, 303)
    page = office.get(f"{WHERE}/{cast['li'].id}").text
    assert "病假" in page and "流感" in page
    back = re.search(r'action="([^"]+/withdrawal)"', page)
    assert back and office.post(back[1]).status_code in (302, 303)
    assert "流感" not in office.get(f"{WHERE}/{cast['li'].id}").text
    assert [entry.what for entry in entries(app)] == ["absence_said", "absence_withdrawn"]


def test_a_second_tap_notes_no_second_absence_and_one_that_was_taken_back_can_be_noted_again(app, office, cast):
    where = f"{WHERE}/{cast['li'].id}/absences"
    sent = {"begins": "2026-11-24T08:00", "ends": "2026-11-25T18:00", "kind": "sick", "note": "流感"}
    assert [office.post(where, data=sent).status_code for _ in range(2)] == [303, 303]
    (back,) = re.findall(r'action="([^"]+/withdrawal)"', office.get(f"{WHERE}/{cast['li'].id}").text)
    office.post(back)
    office.post(where, data=sent)
    assert [entry.what for entry in entries(app)] == ["absence_said", "absence_withdrawn", "absence_said"]


def test_a_table_uses_the_words_of_the_screens(app):
    with app.app_context(), speaking(Language.CHINESE):
        for words in (ROLE_WORDS, DEPARTMENT_WORDS, TRADE_WORDS, SKILL_WORDS):
            assert {member: label(member) for member in words} == words
            assert set(words) == set(type(next(iter(words))))
