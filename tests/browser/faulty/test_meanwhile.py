"""What the office did while a phone was in the cellar: work is kept and named, both are told, nobody sees an error."""

import pytest
from playwright.sync_api import expect

from tests.browser.faulty.checks import all_is_there, begun

# What is decided has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_given_to_somebody_else_meanwhile(street, branch, words):
    li, visit = begun(street, "tech2")
    li.road.close()
    li.goes_on(visit, "look")
    of_wang = branch.visit_is_moved(visit, "tech3")
    wang = street.technician("tech3")
    wang.handset.start()
    wang.signs_in()
    expect(wang.page.locator("read-once").first).to_be_visible()
    wang.looks_at(of_wang)
    wang.goes_on(of_wang, "covers")
    wang.sends_all(of_wang)

    li.road.open()
    li.sends_all(visit)
    all_is_there(street, li, visit)
    assert "rejected" not in {row.verdict for row in branch.ledger.commands([visit])}
    assert {row.by for row in branch.ledger.commands([visit])} == {li.person}

    wang.looks_at(of_wang)
    expect(wang.page.locator(".before").first).to_contain_text(branch.ledger.name_of(li.person))
    li.page.goto("/my")
    expect(li.page.locator("read-once").first).to_be_visible()
    for each in (li, wang):
        assert not each.handset.faults and each.waiting()["tray"] == 0


def test_cancelled_meanwhile(street, branch, words):
    li, visit = begun(street, "tech4")
    li.road.close()
    li.goes_on(visit, "look")
    branch.office.cancels(branch.ledger.order_of(visit))
    li.road.open()
    li.sends_all(visit)
    all_is_there(street, li, visit)
    assert "rejected" not in {row.verdict for row in branch.ledger.commands([visit])}
    assert branch.ledger.state_of(visit) == "cancelled"
    li.looks_at(visit)
    expect(li.page.locator("[data-step=over] .empty")).to_be_visible()
    li.page.goto("/my")
    expect(li.page.locator("read-once").first).to_contain_text(words("Cancelled"))
    assert not li.handset.faults and li.waiting()["tray"] == 0
