"""A page of another site cannot make a browser change anything here (CSRF)."""

import pytest

from fieldapp import create_app
from fieldapp.config import Settings
from tests.builders import li, the_branch

SAYS_NOTHING = {"Sec-Fetch-Site": ""}


@pytest.fixture
def send(save, signed_in):
    """Send a change as Li, with these headers alone; gives back the status."""
    save(the_branch())
    save(li())
    browser = signed_in("li")

    def send(**headers: str) -> int:
        sent = SAYS_NOTHING | {name.replace("_", "-"): value for name, value in headers.items()}
        return browser.post("/language", data={"language": "en"}, headers=sent).status_code

    return send


def test_a_page_of_ours_may(send):
    assert send(Sec_Fetch_Site="same-origin") == 303


def test_a_browser_without_that_word_may_if_the_origin_is_ours(send):
    assert send(Origin="http://localhost") == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_may_not(send, site):
    assert send(Sec_Fetch_Site=site) == 403
    assert send(Sec_Fetch_Site=site, Origin="http://localhost") == 403


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "https://localhost", "http://localhost:81"])
def test_another_origin_may_not(send, origin):
    assert send(Origin=origin) == 403


def test_something_that_says_nothing_may_not_use_the_cookie(send):
    assert send() == 403


def test_a_typed_address_alone_is_no_word_of_ours(send):
    assert send(Sec_Fetch_Site="none") == 403


def test_without_a_session_a_program_may_say_nothing(client):
    assert client.post("/language", data={"language": "en"}, headers=SAYS_NOTHING).status_code == 303


def test_without_a_session_another_site_may_not_sign_somebody_in(client):
    assert client.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_behind_a_proxy_the_public_address_is_ours(database_url):
    app = create_app(Settings(database_url=database_url, secret_key="test", public_url="https://service.example.com"))
    answer = app.test_client().post(
        "/language", data={"language": "en"}, headers={"Origin": "https://service.example.com"}
    )
    assert answer.status_code == 303


def test_a_proxy_is_believed_only_when_there_is_one(database_url):
    claimed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "Origin": "http://evil.example"}
    settings = {"database_url": database_url, "secret_key": "test", "public_url": "http://localhost"}

    def answered(proxies: int) -> int:
        client = create_app(Settings(**settings, trusted_proxies=proxies)).test_client()
        return client.post("/language", data={"language": "en"}, headers=claimed).status_code

    assert answered(0) == 403
    assert answered(1) == 303
