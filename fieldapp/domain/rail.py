"""Where a visit stands on its procedure: eleven marks in one line, and the one step that is next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldapp.domain.mark import Outcome, Step, StepResult
from fieldapp.domain.procedure import Condition, ProcedureStep, StepKey
from fieldapp.domain.signature import Purpose
from fieldapp.domain.visit import Visit


class Standing(StrEnum):
    """How one step of a visit stands."""

    DONE = "done"
    SKIPPED = "skipped"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class RailStep:
    """A step of the procedure and how it stands in this visit."""

    step: ProcedureStep
    standing: Standing
    at: datetime | None

    @property
    def key(self) -> StepKey:
        """Which step it is."""
        return self.step.key


def rail(visit: Visit, steps: list[ProcedureStep], *, door_opened: bool = False) -> list[RailStep]:
    """The steps that belong to this visit, each with how it stands; at most one is current.

    ``door_opened``: the technician says that somebody opened, which is not a fact worth keeping by itself.
    """
    marks: list[RailStep] = []
    found = not visit.is_open
    for step in (step for step in steps if _belongs(step, visit)):
        standing, at = _standing(step.key, visit, door_opened=door_opened)
        if standing is Standing.AHEAD and not found:
            standing, found = Standing.CURRENT, True
        marks.append(RailStep(step, standing, at))
    return marks


def current(marks: list[RailStep]) -> RailStep | None:
    """The step that is next, or None when the visit is over."""
    return next((mark for mark in marks if mark.standing is Standing.CURRENT), None)


def _belongs(step: ProcedureStep, visit: Visit) -> bool:
    return step.condition is Condition.ALWAYS or visit.chargeable


def _standing(key: StepKey, visit: Visit, *, door_opened: bool) -> tuple[Standing, datetime | None]:
    if key in TICKED:
        mark = visit.mark(TICKED[key])
        if mark is not None:
            return (Standing.SKIPPED if mark.result is StepResult.SKIPPED else Standing.DONE), mark.at
    at = MOMENTS[key](visit) if key in MOMENTS else None
    if key is StepKey.BELL and door_opened:
        at = visit.rang_at or visit.arrived_at
    return (Standing.DONE if at else Standing.AHEAD), at


def _door_opened_at(visit: Visit) -> datetime | None:
    greeted = visit.mark(Step.GREET)
    return greeted.at if greeted else visit.entered_at


def _price_settled_at(visit: Visit) -> datetime | None:
    return visit.agreement.at if visit.agreement and visit.price_stands else None


def _tried_at(visit: Visit) -> datetime | None:
    """The last try, if it was good, or if the owner signed it as it was."""
    last = visit.tests[-1] if visit.tests else None
    return last.at if last and (last.good or _signed_at(visit)) else None


def _signed_at(visit: Visit) -> datetime | None:
    signed = visit.signature is not None and visit.signature.purpose is Purpose.WORK
    return visit.signature.at if signed and visit.signature else None


TICKED = {
    StepKey.COVERS: Step.COVERS,
    StepKey.GREET: Step.GREET,
    StepKey.LOOK: Step.LOOK,
    StepKey.WORK: Step.WORK,
}
MOMENTS: dict[StepKey, Callable[[Visit], datetime | None]] = {
    StepKey.ARRIVE: lambda visit: visit.arrived_at,
    StepKey.BELL: _door_opened_at,
    StepKey.GREET: lambda visit: visit.entered_at,
    StepKey.ENTER: lambda visit: visit.entered_at,
    StepKey.PRICE: _price_settled_at,
    StepKey.TEST: _tried_at,
    StepKey.SIGN: _signed_at,
    StepKey.LEAVE: lambda visit: visit.ended_at if visit.outcome is Outcome.DONE else None,
}
