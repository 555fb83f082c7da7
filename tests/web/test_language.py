"""Which language a page speaks."""

import pytest
from flask import Blueprint

from fieldapp.domain.people import Language
from fieldapp.web import guard, language
from tests.builders import li, the_branch


@pytest.fixture
def li_at(save, signed_in):
    save(the_branch())
    save(li())
    return signed_in("li")


def spoken(client, **headers):
    page = client.get("/nowhere", headers=headers).text
    return page.split('<html lang="')[1].split('"')[0]


def test_chinese_is_the_first_language(client):
    assert spoken(client) == "zh-CN"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("en-GB,en;q=0.9", "en"), ("zh-TW,en;q=0.5", "zh-CN"), ("fr,de", "zh-CN"), ("en;q=0.5,zh-CN", "zh-CN")],
)
def test_a_new_device_is_spoken_to_as_its_browser_asks(client, asked, answered):
    assert spoken(client, Accept_Language=asked) == answered


def test_one_tap_before_sign_in_is_kept_on_the_device(client):
    answer = client.post("/language", data={"language": "en"}, headers={"Referer": "http://localhost/sign-in?next=/my"})
    assert answer.status_code == 303 and answer.headers["Location"] == "/sign-in?next=/my"
    assert spoken(client) == "en"


def test_the_way_back_never_leads_to_another_site(client):
    answer = client.post("/language", data={"language": "en"}, headers={"Referer": "http://evil.example/my"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "http://localhost:port/", "//"])
def test_an_address_that_is_none_leads_to_the_start(client, address):
    assert client.post("/language", data={"language": "en"}, headers={"Referer": address}).headers["Location"] == "/"
    assert client.get("/nowhere", headers={"Referer": address}).status_code == 404


def test_once_signed_in_it_is_kept_for_the_person(li_at, signed_in):
    li_at.post("/language", data={"language": "en"})
    assert spoken(signed_in("li")) == "en"


def test_the_person_counts_more_than_the_device(li_at):
    li_at.set_cookie("language", "en")
    assert spoken(li_at) == "zh-CN"


@pytest.mark.parametrize("nonsense", ["", "fr", "zh\0"])
def test_another_language_is_refused(client, nonsense):
    assert client.post("/language", data={"language": nonsense}).status_code == 400
    assert client.post("/language").status_code == 400


@pytest.mark.parametrize(
    ("asked", "answered"), [("", "en"), ("?lang=zh", "zh-CN"), ("?lang=en", "en"), ("?lang=x", "en")]
)
def test_a_page_for_an_owner_speaks_the_owners_language(app, li_at, asked, answered):
    bp = Blueprint("card", __name__)
    bp.before_request(guard.open_to_all())

    @bp.get("/card")
    def show() -> str:
        language.owner_language(Language.ENGLISH)
        return language.TAGS[language.language()]

    app.register_blueprint(bp)
    assert li_at.get(f"/card{asked}").text == answered
    assert spoken(li_at) == "zh-CN"


def test_an_owners_choice_holds_for_this_page_and_no_other(app, li_at):
    bp = Blueprint("card", __name__)
    bp.before_request(guard.open_to_all())

    @bp.get("/card/<int:_number>")
    def show(_number: int) -> str:
        language.owner_language(Language.CHINESE)
        return language.TAGS[language.language()]

    app.register_blueprint(bp)
    li_at.get("/card/1?lang=en")
    assert li_at.get("/card/1").text == "en"
    assert li_at.get("/card/2").text == "zh-CN"
