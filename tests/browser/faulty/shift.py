"""A shift in which everything goes wrong that can, by a seed; and what is left of it when the troubles are over."""

import re
from collections.abc import Callable
from random import Random

from tests.browser.faulty.ledger import Ledger
from tests.browser.faulty.road import Road
from tests.browser.faulty.technician import Technician
from tests.browser.faulty.troubles import Plan

PATIENCE = 180  # seconds, on a machine that is busy with other tests
TABS = 3
# The browser writes its cookies down when it is closed, and else twice a minute. Of ten phones so many know for sure
# who was signed in when they are killed; the others may have to ask.
SIGNED_IN_BEFORE = 0.7
KEPT = "() => performance.getEntriesByType('navigation')[0].serverTiming.some(({ name }) => name === 'kept')"


class Shift:
    """One technician, some visits, one road."""

    def __init__(self, technician: Technician, plan: Plan, ledger: Ledger, visits: list[str]) -> None:
        self.technician, self.plan, self.ledger, self.visits = technician, plan, ledger, visits
        self.dice = Random(plan.dice.random())
        self.visit = visits[0]
        self.happened: list[str] = []  # what was done, in this order: for whoever has to find out why

    @property
    def handset(self):
        """The technician's."""
        return self.technician.handset

    @property
    def road(self) -> Road:
        """Between this phone and the server."""
        return self.technician.road

    def begins(self) -> None:
        """Signed in, and the day on the phone, while all is well."""
        self.handset.start()
        self.technician.signs_in()
        self.technician.has_the_day(self.visits)
        if self.dice.random() < SIGNED_IN_BEFORE:
            self.handset.stop()
            self.handset.start()
        self.plan.calm = False

    def works(self, moves: int) -> None:
        """So many things one after the other, chosen by the dice."""
        names, weights = list(MOVES), [weight for weight, _ in MOVES.values()]
        for name in self.dice.choices(names, weights, k=moves):
            self.happened.append(name)
            MOVES[name][1](self)

    def presses_on(self) -> None:
        """The next thing to press on the visit in hand."""
        if not self._is_there():
            return
        step = self.technician.step
        if step == "over":
            self.goes_elsewhere()
        elif self.technician.presses_on(step):
            self.happened.append(step)

    def bursts(self) -> None:
        """Ten taps within a second."""
        if self._is_there():
            self.technician.bursts(self.visit)

    def goes_elsewhere(self) -> None:
        """Another visit of the day."""
        self.visit = self.dice.choice(self.visits)
        self.technician.looks_at(self.visit)

    def reloads(self) -> None:
        self.technician.reloads()

    def opens_a_tab(self) -> None:
        """One more, up to three; then the oldest goes."""
        self.handset.open_tab(f"/my/visits/{self.visit}", at_most=TABS)

    def dies(self) -> None:
        """The phone's memory is full: every process of the browser is gone in this moment."""
        self.handset.kill()
        self.handset.start()
        self.technician.looks_at(self.visit)

    def loses_the_network(self) -> None:
        self.plan.dealt["network lost"] += 1
        self.road.close()

    def finds_the_network(self) -> None:
        self.road.open()

    def settles(self) -> None:
        """The troubles are over: the phone has so long to send what it kept."""
        self.plan.calm = True
        self.road.open()
        self.handset.close_other_tabs()
        self.technician.reloads()  # a try is due, however long the last ones were in vain
        self.technician.sends_all(self.visit, within=PATIENCE)

    def pages_that_differ(self) -> list[str]:
        """Visits of which the phone shows something else than the server would draw."""
        return [visit for visit in self.visits if not self._is_the_same(visit)]

    def _is_the_same(self, visit: str) -> bool:
        came = self.technician.until(lambda: self._comes_from_the_server(visit), seconds=PATIENCE)
        wanted = str(self.ledger.version_of(visit)), self._drawn(visit)
        if came and self.technician.until(lambda: self._shown(visit) == wanted):
            return True
        self.happened.append(f"{visit}: {self._shown(visit)} instead of {wanted}")
        return False

    def _comes_from_the_server(self, visit: str) -> bool:
        """Whether it came; of a server that answers slowly the phone shows what it kept."""
        return self.technician.looks_at(visit) and not self.technician.page.evaluate(KEPT)

    def _shown(self, visit: str) -> tuple[str | None, str | None]:
        """The version and the step on the page."""
        root = self.technician.page.locator(f"[data-visit='{visit}']")
        return root.get_attribute("data-version"), root.get_attribute("data-step")

    def _drawn(self, visit: str) -> str:
        """The step as the server draws it for a browser without scripts or anything kept."""
        assert self.handset.browser is not None
        whole = self.handset.browser.request.get(f"{self.road.address}/my/visits/{visit}").text()
        found = re.search(r'data-step="(\w*)"', whole)
        assert found, whole[:300]
        return found[1]

    def _is_there(self) -> bool:
        return self.technician.is_at(self.visit) or self.technician.looks_at(self.visit)


Move = Callable[[Shift], None]
# How often each comes, in a hundred.
MOVES: dict[str, tuple[int, Move]] = {
    "press": (52, Shift.presses_on),
    "burst": (8, Shift.bursts),
    "other visit": (7, Shift.goes_elsewhere),
    "reload": (8, Shift.reloads),
    "tab": (6, Shift.opens_a_tab),
    "kill": (4, Shift.dies),
    "network lost": (6, Shift.loses_the_network),
    "network": (9, Shift.finds_the_network),
}
