"""It happened earlier than I pressed: a moment put right, with both moments in the journal."""

from datetime import datetime

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.visit import Visit

MOMENTS = {
    "accept": ("accepted_at",),
    "set_out": ("set_out_at",),
    "early_agreed": ("early_agreed_at",),
    "arrive": ("arrived_at",),
    "ring": ("rang_at",),
    "enter": ("entered_at",),
    "step": ("started_at", "finished_at"),
    "complete": ("ended_at",),
}


def correct(visit: Visit, act: Act, *, verb: str, pressed_at: datetime, happened_at: datetime) -> None:
    """Move the moment of that press to when it really was.

    Raises RuleBroken ``correct.not_earlier``: a press tells of what was, never of what will be.
    """
    if happened_at == pressed_at:
        return
    if happened_at > pressed_at:
        raise RuleBroken("correct.not_earlier")
    for name in MOMENTS.get(verb, ()):
        if getattr(visit, name) == pressed_at:
            setattr(visit, name, happened_at)
    visit.record(act, "correct", verb=verb, was=pressed_at.isoformat(), happened=happened_at.isoformat())
