"""An agreement waits for the operations manager on the first screen that they see (4.2.4)."""

from tests.web.agreements.conftest import PLACE


def test_an_agreement_waits_on_the_operations_managers_first_screen_until_it_is_approved(hands):
    form = hands.request()
    id, can = form["id"], {"price": "45", "charge": "visit", "person": str(hands.house.fang.id)}
    hands.press(f"{PLACE}/new", "chen", **form)
    assert f"{PLACE}/{id}" not in hands.page("/office", "han")  # the supervisor has not said yes yet

    hands.decide(id, "capability", "lin", **can)
    page = hands.page("/office", "han")
    assert f"{PLACE}/{id}" in page and "这里暂时没有" not in page

    hands.decide(id, "approval", "han")
    assert f"{PLACE}/{id}" not in hands.page("/office", "han")
