"""A code that a colleague reads out stands for the password once, for a quarter of an hour, and asks for a new one."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.people import Role
from fieldapp.domain.sign_in_code import SignInCode, as_read_out, figures_of, may_read_out, new_code
from tests.builders import NOW, PASSWORD, a_person, chen, li, new_id, sun, the_branch

NEW = "a new long password"


@pytest.fixture
def cast(save):
    people = [chen(), sun(), li(), a_person("admin", Role.ADMIN)]
    with time_machine.travel(NOW, tick=False):
        save(the_branch(), *people)
        yield {person.login: person for person in people}


def read_out(browser, where: str) -> str:
    answer = browser.post(where)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    found = re.search(r"data-code>([0-9]{4} [0-9]{4})<", answer.text)
    assert found
    return found[1]


def sent(code: str, **other: str) -> dict[str, str]:
    return {"login": "li", "code": code, "password": NEW, "again": NEW} | other


def test_figures_are_read_in_two_groups_and_typed_as_one_likes():
    code = new_code()
    assert len(code) == 8 and figures_of(as_read_out(code)) == figures_of(f" {code} ") == code
    assert figures_of("4821-0937") == "48210937"
    assert figures_of("4821 09") == figures_of("fieldapp-demo") == figures_of("") == ""


def test_the_desk_reads_codes_out_to_technicians_and_an_administrator_to_everybody_else():
    technician, supervisor, both = li(), sun(), a_person("both", Role.TECHNICIAN, Role.SUPERVISOR)
    may_read_out({Role.DESK}, new_id(), technician)
    may_read_out({Role.ADMIN}, new_id(), supervisor)
    for person in (supervisor, both):
        with pytest.raises(RuleBroken, match="code.not_a_technician"):
            may_read_out({Role.DESK}, new_id(), person)
    with pytest.raises(RuleBroken, match="code.own"):
        may_read_out({Role.ADMIN}, supervisor.id, supervisor)
    technician.left_at = NOW
    with pytest.raises(RuleBroken, match="code.has_left"):
        may_read_out({Role.ADMIN}, new_id(), technician)


@pytest.mark.both_engines
def test_read_out_typed_and_used_once(app, client, cast, signed_in):
    before = signed_in("li")
    code = read_out(signed_in("chen"), f"/desk/codes/{cast['li'].id}")
    page = client.post("/sign-in", data={"login": "li", "password": code})
    assert page.status_code == 200 and 'action="/sign-in/password"' in page.text
    short = client.post("/sign-in/password", data=sent(code, password="short", again="short"))
    assert short.status_code == 422 and "至少 10 位" in short.text
    assert client.post("/sign-in/password", data=sent(code, again="another one")).status_code == 422
    done = client.post("/sign-in/password", data=sent(code))
    assert done.status_code == 303 and done.location == "/"
    assert client.get("/my").status_code == 200
    assert before.get("/my").status_code == 302, "a session made with the old password is over"
    other = app.test_client()
    assert other.post("/sign-in/password", data=sent(code)).status_code == 422
    assert other.post("/sign-in", data={"login": "li", "password": code}).status_code == 422
    assert other.post("/sign-in", data={"login": "li", "password": NEW}).status_code == 303
    with app.app_context():
        assert code.replace(" ", "") not in db.session.scalars(select(SignInCode.code_hash)).one()
        told = db.session.execute(select(AdminEntry.what, AdminEntry.by_id).order_by(AdminEntry.id)).all()
        assert [tuple(row) for row in told] == [("code_read_out", cast["chen"].id), ("code_used", cast["li"].id)]


def test_the_old_password_counts_until_a_new_one_is_chosen(client, cast, signed_in):
    read_out(signed_in("chen"), f"/desk/codes/{cast['li'].id}")
    assert client.post("/sign-in", data={"login": "li", "password": PASSWORD}).status_code == 303


def test_a_newer_code_voids_the_one_before_and_a_quarter_of_an_hour_ends_it(client, cast, signed_in):
    desk = signed_in("chen")
    first, second = (read_out(desk, f"/desk/codes/{cast['li'].id}") for _ in range(2))
    assert client.post("/sign-in", data={"login": "li", "password": first}).status_code == 422
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert client.post("/sign-in", data={"login": "li", "password": second}).status_code == 422


def test_after_ten_tries_from_wherever_the_code_is_void(client, cast, signed_in):
    code = read_out(signed_in("admin"), f"/admin/people/{cast['li'].id}/code")
    for minute in range(10):
        with time_machine.travel(NOW + timedelta(minutes=minute), tick=False):
            assert client.post("/sign-in", data={"login": "li", "password": "0000 0000"}).status_code == 422
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        assert client.post("/sign-in", data={"login": "li", "password": code}).status_code == 422


def test_the_desk_gets_no_code_of_a_manager_and_the_page_offers_none(cast, signed_in):
    desk = signed_in("chen")
    assert desk.post(f"/desk/codes/{cast['sun'].id}").status_code == 422
    page = desk.get("/desk/codes").text
    assert 'data-person="li"' in page and 'data-person="sun"' not in page
    assert signed_in("admin").post(f"/admin/people/{cast['sun'].id}/code").status_code == 200
