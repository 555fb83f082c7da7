"""The steps of a visit as they are drawn: the marks of the rail, and the one step that is shown in full."""

import re
from dataclasses import dataclass

from fieldapp.domain.people import Language
from fieldapp.domain.procedure import ProcedureStep, StepKey
from fieldapp.domain.rail import RailStep, Standing
from fieldapp.web.formats import clock

TURNED_TO_THE_OWNER = {StepKey.ENTER, StepKey.PRICE, StepKey.SIGN}
STATES = {Standing.AHEAD: "future"}  # the others are called the same in the stylesheet
FIRST_CLAUSE = re.compile(r"[。：；，“]|[.:;,] ")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of the rail. ``href`` leads back to a step that may be looked at again."""

    key: str
    words: str
    icon: str
    state: str
    part: str  # outside, inside, closing: hairlines stand between them
    at: str
    href: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in full, in one language."""

    key: StepKey
    nth: int
    count: int
    name: str
    title: str
    help: str
    say: str
    crib: str
    clause: str
    verb: str
    icon: str
    can_be_skipped: bool
    wait_least_s: int
    wait_most_s: int
    again: bool  # done already, and looked at once more

    @property
    def template(self) -> str:
        """The file that draws it."""
        return f"technician/steps/{self.key}.html"

    @property
    def turned(self) -> bool:
        """Does the phone turn to the owner for it?"""
        return self.key in TURNED_TO_THE_OWNER

    @property
    def crib_opens(self) -> str:
        """The first words of the crib: what stands on the fold."""
        return FIRST_CLAUSE.split(self.crib, maxsplit=1)[0]


def step_view(step: ProcedureStep, language: Language, *, nth: int, count: int, again: bool) -> StepView:
    """The step, in that language."""
    texts = {what: step.text(what, language) for what in ("name", "title", "help", "say", "crib", "verb")}
    return StepView(
        key=step.key,
        nth=nth,
        count=count,
        clause=step.clause,
        icon=step.icon,
        can_be_skipped=step.can_be_skipped and not again,
        wait_least_s=step.wait_least_s or 0,
        wait_most_s=step.wait_most_s or 0,
        again=again,
        **texts,
    )


def marks(steps: list[RailStep], language: Language, zone: str, hrefs: dict[StepKey, str]) -> list[Mark]:
    """The marks of the rail, in order."""
    return [
        Mark(
            key=each.key,
            words=each.step.text("name", language),
            icon=each.step.icon,
            state=STATES.get(each.standing, each.standing.value),
            part=each.step.part,
            at=clock(each.at, zone),
            href=hrefs.get(each.key, ""),
        )
        for each in steps
    ]
