"""An emergency in the words that both sides use: whoever is called to it, and whoever watches it."""

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.emergency_to_read import DispatchRow
from fieldapp.domain.people import Language
from fieldapp.domain.peril import Peril
from fieldapp.web.formats import clock, stopwatch
from fieldapp.web.labels import label
from fieldapp.web.language import language

ICONS = {Peril.WATER: "water", Peril.POWER: "power"}


@dataclass(frozen=True, slots=True)
class EmergencyWords:
    """One emergency at one moment."""

    row: DispatchRow
    at: datetime

    @property
    def icon(self) -> str:
        """The sign of what does harm."""
        return ICONS.get(self.row.peril, "emergency")

    @property
    def what(self) -> str:
        """What does harm, in a word."""
        return label(self.row.peril)

    @property
    def title(self) -> str:
        """What is to be done, in the language of the page."""
        return str(self.row.title_en if language() is Language.ENGLISH else self.row.title_zh)

    @property
    def reported(self) -> str:
        """10:38"""
        return clock(self.row.raised_at, self.row.timezone)

    @property
    def left(self) -> str:
        """Until somebody must be at the door, or since: "6:42", "+1:12"."""
        until = self.row.door_by - self.at
        return ("" if until.total_seconds() >= 0 else "+") + stopwatch(until)
