"""The description says what the code does: every route, every scope, in both languages, and so does its page."""

from fieldapp.domain.announcement import NEWS
from fieldapp.domain.course import OrderState
from fieldapp.domain.system import Scope
from fieldapp.web.api.bearer import CALLS_A_MINUTE
from fieldapp.web.api.operation import MOST_BYTES


def described(app, language="en"):
    answer = app.test_client().get("/api/v1/openapi.json", headers={"Accept-Language": language})
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    return answer.json


def test_it_names_every_route_and_no_other(app):
    routes = {
        (method.lower(), rule.rule.replace("<", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    told = {(method, path) for path, calls in described(app)["paths"].items() for method in calls}
    assert told == routes


def test_it_speaks_both_languages_and_the_page_says_the_same(app):
    chinese, english = described(app, "zh-CN"), described(app)
    assert chinese["info"]["title"] != english["info"]["title"]
    assert chinese["paths"].keys() == english["paths"].keys()
    page = app.test_client().get("/api/v1/?lang=en").text
    for path, calls in english["paths"].items():
        for method, call in calls.items():
            assert f"{method.upper()} {path}" in page and call["summary"] in page
    assert "<script" not in page and "webhook-signature" in page


def test_it_states_the_limits_that_the_code_keeps(app):
    told = described(app)["info"]["description"]
    assert f"{MOST_BYTES:,} bytes" in told and f"{CALLS_A_MINUTE} calls a minute" in told


def test_every_scope_is_needed_somewhere_or_says_what_is_told(app):
    needed = {call["x-scope"] for calls in described(app)["paths"].values() for call in calls.values()}
    assert needed | {Scope.OWNERS_READ} == set(Scope)


def test_every_state_of_an_order_is_news():
    assert NEWS.keys() == set(OrderState)
