"""The administrator lets another system in, sees its token once, and shuts it out."""

from fieldapp.db import db
from fieldapp.domain.people_list import people
from fieldapp.domain.system import System
from tests.builders import BRANCH_ID


def token_on(page: str) -> str:
    return page.split("data-secret>")[1].split("<")[0]


def system_id(app) -> str:
    with app.app_context():
        return str(db.session.query(System.id).scalar())


def asks(app, token: str) -> int:
    return app.test_client().get("/api/v1/catalogue", headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_token_is_shown_once_works_until_it_is_replaced_and_is_taken_away(app, office):
    browser = office
    assert browser.post("/admin/systems", data={"name": "企业微信"}).status_code == 422
    answer = browser.post("/admin/systems", data={"name": "企业微信", "scopes": ["catalogue:read", "orders:read"]})
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    first = token_on(answer.text)
    assert browser.post("/admin/systems", data={"name": "企业微信", "scopes": "orders:read"}).status_code == 422
    page = browser.get("/admin/systems").text
    assert first not in page and first[-4:] in page
    with app.app_context():
        assert first not in repr(db.session.query(System).one().__dict__)
        assert "企业微信" not in [row.name for row in db.session.execute(people(BRANCH_ID, "", left=True))]

    path = f"/admin/systems/{system_id(app)}"
    second = token_on(browser.post(f"{path}/token").text)
    assert (asks(app, first), asks(app, second)) == (401, 409)  # 409: no catalogue is in force here

    browser.post(f"{path}/revocation")
    assert asks(app, second) == 401
    assert browser.post(f"{path}/token").status_code == 422
    story = browser.get("/admin/audit").text
    assert "登记了其他系统" in story and "停用了系统" in story and first not in story


def test_it_is_told_at_an_https_address_only_and_the_secret_is_shown_once(app, office):
    browser = office
    browser.post("/admin/systems", data={"name": "管家", "scopes": "orders:read"})
    path = f"/admin/systems/{system_id(app)}"
    told = {"address": "http://inside.example/", "reach": "own", "news": ["order.done", "order.ended"]}
    assert browser.post(f"{path}/webhook", data=told).status_code == 422
    assert (
        browser.post(f"{path}/webhook", data=told | {"address": "https://a.example/in", "news": []}).status_code == 422
    )
    secret = token_on(browser.post(f"{path}/webhook", data=told | {"address": "https://a.example/in"}).text)
    page = browser.get(path).text
    assert secret.startswith("whsec_") and secret not in page and "https://a.example/in" in page
    browser.post(f"{path}/silence")
    assert "https://a.example/in" not in browser.get(path).text
