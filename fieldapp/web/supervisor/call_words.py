"""Whether somebody would be called to an emergency, beside their name; and what it costs that others would not."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.board import Board
from fieldapp.domain.people import Department
from fieldapp.domain.readiness import Readiness

SAID: dict[Readiness, LazyString] = {
    Readiness.READY: _l("can be called"),
    Readiness.UNTESTED: _l("phone not tried this shift"),
    Readiness.FAILED: _l("phone did not answer"),
    Readiness.NO_WAY: _l("no way to be called"),
}


@dataclass(frozen=True, slots=True)
class CallWords:
    """The sign of somebody on duty."""

    state: str
    name: str

    @property
    def ready(self) -> bool:
        """Are they called?"""
        return self.state == Readiness.READY


def call_words(readiness: Readiness) -> CallWords | None:
    """Of somebody on duty; nobody off duty is missed."""
    return None if readiness is Readiness.OFF_DUTY else CallWords(readiness.value, str(SAID[readiness]))


def cost(board: Board) -> str:
    """What it costs now that phones were not tried (4.3.5); nothing while two or more can be called."""
    if board.own is not Department.REPAIR or not board.day.covers(board.now):
        return ""
    here = {member.name: how for member in board.members if (how := member.readiness(board.now)) is not _OFF}
    ready = [name for name, how in here.items() if how is Readiness.READY]
    if len(ready) == 1:
        return str(_("If %(name)s sleeps, nobody else is called.", name=ready[0]))
    return str(_("In an emergency nobody is called: no phone was tried this shift.")) if here and not ready else ""


_OFF = Readiness.OFF_DUTY
