"""What works without signal, screen by screen: tried out on a phone by a test, and told in the README."""

from collections.abc import Callable
from pathlib import Path

from tests.browser.faulty.technician import Technician

README = Path(__file__).parents[3] / "README.md"
BEGINS, ENDS = "<!-- what works without signal: written by `make docs` -->", "<!-- up to here -->"
NAMES = {
    "arrive": "On the way: arrived",
    "covers": "Shoe covers",
    "bell": "The bell",
    "ringing": "Waiting at the door",
    "greet": "The greeting",
    "card": "The card for the owner: come in",
    "warranty": "A line under warranty, and not after all",
    "look": "Looking together: lines and quantities",
    "price": "The price: agreed",
    "work": "The work",
    "test": "Trying it together",
    "sign": "The signature",
    "leave": "The owner's copy and goodbye",
    "over": "The visit that is over",
}


class WithoutSignal:
    """The table, as it grows while a phone is tried out."""

    def __init__(self, technician: Technician) -> None:
        self.technician = technician
        self.rows = ["| screen | without signal | what is pressed there |", "| --- | --- | --- |"]

    def shows(self, screen: str, pressed: str = "–") -> None:
        """It stood there: the test has looked."""
        self.rows.append(f"| {screen} | opens | {pressed} |")

    def needs_it(self, screen: str, instead: str) -> None:
        """It does not work, and what the phone does instead."""
        self.rows.append(f"| {screen} | needs a signal | {instead} |")

    def presses(self, step: str, act: Callable[[Technician], None]) -> None:
        """A step of the visit, done; whether the phone kept what was pressed."""
        before = len(self.technician.handset.kept)
        act(self.technician)
        kept = self.technician.until(lambda: len(self.technician.handset.kept) > before, seconds=1)
        self.shows(NAMES[step], "kept, sent later" if kept else "–")

    def __str__(self) -> str:
        return "\n".join(self.rows)


def told() -> str:
    """The table as the README has it."""
    return README.read_text().partition(BEGINS)[2].partition(ENDS)[0].strip()


def tell(table: str) -> None:
    """Write it there."""
    before, _, rest = README.read_text().partition(BEGINS)
    README.write_text(f"{before}{BEGINS}\n{table}\n{ENDS}{rest.partition(ENDS)[2]}")
