"""What a visit has behind it already: a transition that was told before, or that a later one has overtaken."""

from collections.abc import Callable
from typing import Any

from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Entrance, Outcome
from fieldapp.domain.visit import Visit

# The way to the door only goes on: who has arrived has set out, whatever order the presses come in.
ALREADY: dict[str, Callable[[Visit, Any], bool]] = {
    "accept": lambda visit, _: visit.accepted_at is not None,
    "set_out": lambda visit, _: bool(visit.set_out_at or visit.arrived_at or visit.entered_at),
    "arrive": lambda visit, _: bool(visit.arrived_at or visit.entered_at),
    "enter": lambda visit, data: (
        visit.entered_at is not None if data.answer is Entrance.COME_IN else visit.outcome is Outcome.NOT_NOW
    ),
    "no_answer": lambda visit, _: visit.outcome is Outcome.NOBODY_HOME,
    "stop": lambda visit, _: visit.outcome is Outcome.STOPPED,
    "complete": lambda visit, _: visit.outcome is Outcome.DONE,
    "transfer": lambda visit, _: visit.order.state is OrderState.WITH_DEVELOPER and not visit.is_open,
}

# A visit that was moved or taken back did not end by the word of whoever was there.
BY_THEIR_WORD = frozenset({Outcome.DONE, Outcome.NOBODY_HOME, Outcome.NOT_NOW, Outcome.STOPPED})


def already_so(visit: Visit, verb: str, data: Any) -> bool:
    """Does it change nothing, because it is so already?"""
    return ALREADY[verb](visit, data)


def over_and_so(visit: Visit, verb: str, data: Any) -> bool:
    """Has the visit ended by their word, with this behind it? To do it again would only move what stands written."""
    return visit.outcome in BY_THEIR_WORD and verb in ALREADY and already_so(visit, verb, data)
