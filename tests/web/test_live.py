"""The feed number: 204 as long as nothing has happened, answered from memory for a quarter of a second."""

import pytest

from fieldapp.web import live
from tests.builders import chen, the_branch, the_site
from tests.jobs import a_line, an_item, an_order, the_catalogue


@pytest.fixture
def happen(save):
    """Lets something happen in the branch."""
    branch, site, desk, item = the_branch(), the_site(), chen(), an_item()
    save(branch, site, desk, the_catalogue(item))

    def happen() -> None:
        order = an_order(None, a_line(item), by=desk)
        order.branch, order.site = branch, site
        save(order)

    return happen


@pytest.fixture
def no_memory(monkeypatch):
    monkeypatch.setattr(live, "FRESH_FOR", -1)


def test_who_is_not_signed_in_gets_no_page(client):
    assert client.get("/live?since=0").status_code == 401


def test_the_number_changes_when_something_happens_and_only_then(happen, signed_in, no_memory):
    browser = signed_in("chen")
    assert browser.get("/live?since=0").status_code == 204

    happen()
    now = browser.get("/live?since=0").json["now"]

    assert now > 0
    assert browser.get(f"/live?since={now}").status_code == 204


def test_without_a_number_it_is_told(happen, signed_in, no_memory):
    assert signed_in("chen").get("/live").json == {"now": 0}
    assert signed_in("chen").get("/live?since=yesterday").json == {"now": 0}


def test_for_a_quarter_of_a_second_nobody_asks_again(happen, signed_in, max_queries, monkeypatch):
    monkeypatch.setattr(live, "FRESH_FOR", 60)
    browser = signed_in("chen")
    browser.get("/live")

    with max_queries(1):  # who is signed in
        browser.get("/live")
