"""An emergency as a technician sees it: full of facts, two buttons; then three, and the rest is filled in later."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.called import Answer
from fieldapp.domain.emergency_to_read import visit_if_taken
from fieldapp.domain.peril import Peril
from fieldapp.domain.under_control import Danger
from fieldapp.web.emergency_words import EmergencyWords
from fieldapp.web.formats import seconds_clock, stopwatch
from fieldapp.web.technician.pictures import address_of
from fieldapp.web.technician.press import Press, said

SAFE_FIRST = {Peril.WATER: Danger.WATER, Peril.POWER: Danger.POWER}


@dataclass(frozen=True, slots=True)
class Big:
    """One of the three big buttons: what it says, whether it is done, and at which second."""

    press: Press
    icon: str
    words: str
    help: str
    at: str
    state: str  # "done", "current", "ahead"


@dataclass(frozen=True, slots=True)
class EmergencyCard(EmergencyWords):
    """One emergency, for one person at one moment."""

    me: UUID

    @property
    def stage(self) -> str:
        """``open``, ``mine``, ``others``, ``cannot`` or ``over``."""
        if self.row.taken_by_id == self.me:
            return "mine"
        if self.row.taken_by_id is not None:
            return "others"
        if self.row.over_at is not None:
            return "over"
        return "cannot" if self.row.answer is Answer.CANNOT else "open"

    @property
    def id(self) -> UUID:
        """Of the dispatch."""
        return UUID(str(self.row.id))

    @property
    def visit(self) -> UUID:
        """The visit that is this person's, or begins with 我去."""
        return visit_if_taken(self.row, self.me)

    @property
    def words(self) -> str:
        """What was said at the telephone, else what is to be done."""
        return str(self.row.requirements or self.title)

    @property
    def late(self) -> bool:
        """Are the ten minutes over, with nobody at the door?"""
        return self.row.arrived_at is None and self.at > self.row.door_by

    @property
    def taken_time(self) -> str:
        """At which second somebody took it."""
        return seconds_clock(self.row.taken_at, self.row.timezone)

    @property
    def took(self) -> str:
        """From the report to the door: 8:40."""
        return stopwatch(self.row.arrived_at - self.row.raised_at) if self.row.arrived_at else ""

    @property
    def in_time(self) -> bool:
        """Was that within the ten minutes?"""
        return self.row.arrived_at is not None and self.row.arrived_at <= self.row.door_by

    @property
    def valve_photo(self) -> str:
        """The address of the photo of the stopcock; "" where there is none."""
        return address_of(self.row.valve_photo_id)

    @property
    def answers(self) -> str:
        """Where 我去 and 去不了 go."""
        return url_for("technician.emergency.answer", dispatch_id=self.id)

    @property
    def commands(self) -> str:
        """Where the big buttons go without a script."""
        return url_for("technician.commands.press", visit_id=self.visit)

    @property
    def take(self) -> Press:
        """我去."""
        return said("take")

    @property
    def cannot(self) -> Press:
        """去不了."""
        return said("cannot")

    @property
    def big(self) -> list[Big]:
        """On the way, at the door, under control: the first that is not done is the one."""
        row, zone = self.row, self.row.timezone
        danger = SAFE_FIRST.get(row.peril, Danger.SAFE)
        moments = (row.set_out_at or row.arrived_at, row.arrived_at, row.controlled_at)
        told = (
            (said("set_out"), "walk", str(_("On my way")), ""),
            (said("arrive"), "door", str(_("At the door")), ""),
            (said("under_control", what=danger), CONTROL[danger][0], str(CONTROL[danger][1]), self._place(danger)),
        )
        first = next((nth for nth, moment in enumerate(moments) if moment is None), len(moments))
        states = ["done" if moment else "current" if nth == first else "ahead" for nth, moment in enumerate(moments)]
        return [
            Big(press, icon, words, help, seconds_clock(moment, zone), state)
            for (press, icon, words, help), moment, state in zip(told, moments, states, strict=True)
        ]

    @property
    def safe(self) -> Press:
        """Nothing is in danger any more, whatever it was."""
        return said("under_control", what=Danger.SAFE)

    def _place(self, danger: Danger) -> str:
        return str({Danger.WATER: self.row.stopcock, Danger.POWER: self.row.breaker}.get(danger, ""))


CONTROL = {
    Danger.WATER: ("valve", _l("The water is off")),
    Danger.POWER: ("power", _l("The power is off")),
    Danger.SAFE: ("warranty", _l("It is safe here")),
}
