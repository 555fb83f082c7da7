"""The tests are tested: with a fault planted in the phone's scripts, a check that otherwise holds must fail."""

import pytest

from tests.browser.faulty.checks import all_is_there, begun, nothing_disappears, sent_once
from tests.browser.faulty.road import patched
from tests.browser.faulty.troubles import captive_portal, for_writes, reset_before_arrival

# Faults have no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

OUTBOX = "/js/outbox/page.js"  # commands.js and lane.js are joined to it
POST = "const response = await post(parcel)"
DELETE_FIRST = """await change(["commands"], async (all) => sent.forEach(({ seq }) => all.delete([me(), seq])))
    const response = await post(parcel)"""
OURS_ALONE = "if (response.status !== 200 || !ours(response)) throw new Later(response)"
ANY_200 = """if (response.status !== 200) throw new Later(response)
  if (!ours(response)) return { receipts: sent.map(({ id }) => ({ id, verdict: "noop", version: 1 })) }"""
KEEPS_ITS_OVERLAY = 'if (command.visit || settled.state === "refused") commands.put(settled)'
FORGETS = 'if (settled.state === "refused") commands.put(settled)'


def a_press_and(trouble):
    """One trouble for the first batch, and what came of it."""

    def check(street, li, visit):
        li.road.befalls = for_writes(trouble, 1)
        li.bursts_of_notes(visit, 3)
        li.sends_all(visit)
        all_is_there(street, li, visit)

    return check


PLANTED = {
    "deleted before it is sent": (patched(OUTBOX, POST, DELETE_FIRST), a_press_and(reset_before_arrival), "Lost"),
    "any 200 is a success": (patched(OUTBOX, OURS_ALONE, ANY_200), a_press_and(captive_portal), "Lost"),
    "no lock between tabs": (patched(OUTBOX, "if (!navigator.locks)", "if (true)"), sent_once, "Two tabs"),
    "acknowledged is forgotten": (
        patched(OUTBOX, KEEPS_ITS_OVERLAY, FORGETS),
        lambda _street, li, visit: nothing_disappears(li, visit),
        "is shown again",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_does_not_pass(street, fault, words, figures):
    touch, check, what = PLANTED[fault]
    li, visit = begun(street, "tech3", touch=touch)
    with pytest.raises(AssertionError, match=what) as red:
        check(street, li, visit)
    assert not li.handset.faults, "The fault is not the one that was planted"
    figures.append(f"planted in the phone: {fault}: red ({str(red.value)[:60]})")
