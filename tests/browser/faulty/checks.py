"""What must hold whatever happens. Each is also asked of a phone in which we planted a fault, and must then fail."""

import json
from collections.abc import Callable

from tests.browser.faulty.road import Request, Trouble
from tests.browser.faulty.street import Street
from tests.browser.faulty.technician import Technician
from tests.browser.faulty.troubles import captive_portal, slow_answer


def begun(street: Street, login: str, **road: object) -> tuple[Technician, str]:
    """A technician at the beginning of a visit of their own, the day on the phone, all well."""
    technician = street.technician(login, **road)
    visit = street.branch.visit_for(login)
    technician.handset.start()
    technician.signs_in()
    technician.has_the_day([visit])
    technician.looks_at(visit)
    return technician, visit


def all_is_there(street: Street, technician: Technician, *visits: str) -> None:
    """What was said to be saved is at the server, once and in order, and nothing was thrown on the way."""
    ledger = street.branch.ledger
    assert technician.handset.kept, "Nothing was pressed"
    lost, twice, disorder = ledger.lost(technician.handset.kept), ledger.twice(visits), ledger.out_of_order(visits)
    assert not lost, f"Lost: {lost}"
    assert not twice, f"Done twice: {twice}"
    assert not disorder, f"Not in the order of the presses: {disorder}"
    assert not technician.handset.faults, technician.handset.faults


def sent_once(street: Street, technician: Technician, visit: str) -> None:
    """Three tabs, an answer that takes long, and a nudge in each: no press goes out a second time meanwhile."""
    technician.road.befalls = only_sync(slow_answer)
    for _ in range(2):
        technician.handset.open_tab(f"/my/visits/{visit}")
    technician.bursts_of_notes(visit, 2)
    for _ in range(3):
        for tab in technician.handset.browser.pages:
            tab.evaluate("dispatchEvent(new Event('online'))")
        technician.page.wait_for_timeout(300)
    technician.sends_all(visit)
    sent = [id for asked in technician.road.asked if asked.path == "/my/sync" for id in ids_in(asked)]
    assert len(sent) == len(set(sent)), "Two tabs sent the same"


def nothing_disappears(technician: Technician, visit: str) -> None:
    """Sent and acknowledged, but the page could not be fetched again: what was done is still shown as done."""
    technician.goes_on(visit, "covers")
    technician.sends_all(visit)
    technician.road.befalls = all_but_sync(captive_portal)
    technician.goes_on(visit, "bell")
    technician.sends_all(visit, looks=False)
    technician.road.close()
    technician.reloads()
    assert technician.until(lambda: technician.step == "bell0"), f"{technician.step} is shown again"


def only_sync(trouble: Trouble) -> Callable[[Request], Trouble | None]:
    return lambda request: trouble if request.path == "/my/sync" else None


def all_but_sync(trouble: Trouble) -> Callable[[Request], Trouble | None]:
    return lambda request: None if request.path == "/my/sync" else trouble


def ids_in(request: Request) -> list[str]:
    return [command["id"] for command in json.loads(request.body)["commands"]]
