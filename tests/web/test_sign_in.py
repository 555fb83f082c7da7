"""Coming in and going out."""

from datetime import timedelta

import pytest
import time_machine

from fieldapp.domain.people import Role
from tests.builders import NOW, PASSWORD, a_person, li, the_branch


@pytest.fixture(autouse=True)
def _cast(save):
    save(the_branch())
    save(li())


def come_in(client, *, login="li", password=PASSWORD, **more):
    return client.post("/sign-in", data={"login": login, "password": password, **more})


def test_login_and_password_lead_to_the_first_screen(client):
    assert come_in(client).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/my"


def test_capitals_and_spaces_around_the_login_do_not_matter(client):
    assert come_in(client, login=" Li ").status_code == 303


def test_one_sentence_for_a_wrong_password_and_for_an_unknown_login(client):
    wrong, unknown = come_in(client, password="wrong"), come_in(client, login="nobody")

    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("li", "") == unknown.text.replace("li", "").replace("nobody", "")
    assert "账号和密码对不上" in wrong.text


def test_what_was_typed_as_login_is_kept_and_the_password_is_not(client):
    answer = come_in(client, password="wr0ng").text
    assert 'value="li"' in answer and "wr0ng" not in answer


def test_somebody_who_left_cannot_come_in(client, save):
    gone = a_person("gone", Role.DESK)
    gone.left_at = NOW
    save(gone)
    assert come_in(client, login="gone").status_code == 422


def test_the_way_leads_on_to_what_was_asked_for(client):
    asked = client.get("/office?month=2026-11")
    assert asked.headers["Location"] == "/sign-in?next=/office?month%3D2026-11"
    assert come_in(client, next="/office?month=2026-11").headers["Location"] == "/office?month=2026-11"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil", "my"])
def test_the_way_never_leads_to_another_site(client, elsewhere):
    assert come_in(client, next=elsewhere).headers["Location"] == "/"


def test_somebody_signed_in_needs_no_sign_in_page(signed_in):
    assert signed_in("li").get("/sign-in?next=/my").headers["Location"] == "/my"


@pytest.mark.both_engines
def test_after_five_wrong_tries_even_the_right_password_has_to_wait(client):
    for _ in range(5):
        assert come_in(client, password="wrong").status_code == 422

    refused = come_in(client)

    assert refused.status_code == 429 and 0 < int(refused.headers["Retry-After"]) <= 60
    assert "试的次数太多了" in refused.text and "秒" in refused.text


@pytest.mark.parametrize("claimed", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_claiming_another_address_each_time_does_not_help(client, claimed):
    form = {"login": "li", "password": "wrong"}
    answers = [client.post("/sign-in", data=form, headers={claimed: f"10.0.0.{nth}"}).status_code for nth in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_wait_is_over_after_a_minute(client):
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            come_in(client, password="wrong")
        clock.shift(timedelta(seconds=61))
        assert come_in(client).status_code == 303


def test_others_are_not_kept_waiting(client, save):
    save(a_person("chen", Role.DESK))
    for _ in range(6):
        come_in(client, password="wrong")
    assert come_in(client, login="chen").status_code == 303


def test_right_passwords_never_count(client):
    assert {come_in(client).status_code for _ in range(7)} == {303}


@pytest.mark.both_engines
@pytest.mark.parametrize("login", ["", "li\0", "\0", "李" * 5000, "\ud83d\ude00 😀", "%00%ff"])
def test_strange_logins_are_wrong_logins(client, login):
    login = login.encode("utf-8", "replace").decode()
    assert come_in(client, login=login, password="x").status_code == 422


def test_bytes_that_are_no_text_are_a_wrong_login(client):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/sign-in", data=b"login=%ff%fe&password=%c0", headers=headers).status_code == 422


def test_signing_out_ends_it(signed_in):
    browser = signed_in("li")
    assert browser.post("/sign-out").headers["Location"] == "/sign-in"
    assert browser.get("/").headers["Location"] == "/sign-in"


def test_signing_out_leaves_no_page_behind_to_go_back_to(signed_in):
    assert signed_in("li").post("/sign-out").headers["Clear-Site-Data"] == '"cache"'


def test_a_new_session_shares_nothing_with_the_one_before(client):
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
    come_in(client)
    with client.session_transaction() as session:
        assert "planted" not in session
