"""A street with a branch of the company behind it: phones with roads of their own to one server, while a test lasts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Playwright

from tests.browser.faulty.handset import Handset
from tests.browser.faulty.ledger import Ledger
from tests.browser.faulty.road import Request, Road, Touch, Trouble
from tests.browser.faulty.technician import Technician
from tests.browser.faulty.troubles import never
from tests.browser.office import Office

FLATS = [f"{building}-{floor}0{flat}" for floor in range(3, 17) for building in (6, 5) for flat in (1, 2)]


@dataclass
class Branch:
    """The product with the demo branch in it, and who works there without being looked at."""

    address: str
    folder: Path
    office: Office

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.folder / "fieldapp.db")
        self._flats: Iterator[str] = cycle(FLATS)

    def visit_for(self, login: str, flat: str = "") -> str:
        """A visit that nobody else has anything to do with."""
        return self.ledger.visit_of(self.office.has_an_order(flat or next(self._flats), login=login))

    def visit_is_moved(self, visit: str, login: str) -> str:
        """The supervisor gives its order to another technician; the visit of theirs."""
        order = self.ledger.order_of(visit)
        self.office.gives_to_another(order, login)
        return self.ledger.visit_of(order)


class Street:
    """What one test needs of the world."""

    def __init__(self, playwright: Playwright, branch: Branch, folder: Path) -> None:
        self.playwright, self.branch, self.folder = playwright, branch, folder
        self.technicians: list[Technician] = []

    def technician(
        self,
        login: str,
        *scripts: str,
        befalls: Callable[[Request], Trouble | None] = never,
        touch: Touch | None = None,
    ) -> Technician:
        """With a phone that nobody has used yet, at the end of a road of its own."""
        road = Road(self.branch.address, befalls, touch)
        handset = Handset(self.playwright, road, self.folder / f"phone{len(self.technicians)}", *scripts)
        self.technicians.append(Technician(handset, login))
        return self.technicians[-1]

    def close(self) -> None:
        for technician in self.technicians:
            technician.handset.stop()
            technician.road.close()
