"""What each figure is called, what its part and whole are, and what it should come to."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.figure import Measure

M = Measure

NAMES: dict[Measure, tuple[LazyString, LazyString]] = {
    M.ON_TIME: (_l("On time"), _l("visits at most five minutes early and within their window / visits by appointment")),
    M.PRICE_FIRST: (_l("Price agreed before work"), _l("agreed first / paid visits, without emergencies")),
    M.SIGNED: (_l("Signed"), _l("signed / visits done")),
    M.REFUSED: (_l("Signature refused"), _l("owner disagreed / visits done")),
    M.ABSENT: (_l("Nobody could sign"), _l("unable or absent / visits done")),
    M.QUEUE: (_l("Until somebody is sent"), _l("minutes from the report to the first assignment, on average")),
    M.IN_TEN: (_l("Emergencies in time"), _l("at the door in time / emergencies")),
    M.TAKEN: (_l("Until somebody goes"), _l("minutes from the report, on average")),
    M.DOOR: (_l("Until at the door"), _l("minutes from the report, on average")),
    M.CONTROLLED: (_l("Until under control"), _l("minutes from the report, on average")),
    M.RUNG_FIRST: (_l("Rung: the best ones"), _l("minutes from the report, where it went out")),
    M.RUNG_NEXT: (_l("Rung: the next ones"), _l("minutes from the report, where it went out")),
    M.RUNG_EVERYBODY: (_l("Rung: everybody"), _l("minutes from the report, where it went out")),
    M.RUNG_BY_HAND: (_l("Rung: by hand"), _l("minutes from the report, where it went out")),
    M.RUNG_OWNER: (_l("Rung: call the owner"), _l("minutes from the report, where it went out")),
    M.RUNG_BREACH: (_l("Rung: time is over"), _l("minutes from the report, where it went out")),
    M.CALLED: (_l("Called back"), _l("owners reached / owners whose visit is over")),
    M.SATISFIED: (_l("Satisfied"), _l("all well / owners reached")),
    M.AGREES_COVERS: (_l("Owner agrees: shoe covers"), _l("same answer / comparable answers")),
    M.AGREES_PRICE: (_l("Owner agrees: price first"), _l("same answer / comparable answers")),
    M.AGREES_NAMED: (_l("Owner agrees: name said"), _l("same answer / comparable answers")),
    M.AGREES_CLEAN: (_l("Owner agrees: left clean"), _l("same answer / comparable answers")),
    M.AGREES_SATISFIED: (_l("Owner agrees: content"), _l("same answer / comparable answers")),
    M.REWORK: (_l("Rework"), _l("done again / orders done")),
    M.UNANSWERED: (_l("Warranty without reply"), _l("still with the developer / handed to the developer")),
    M.ENTERED: (_l("Step: let in"), _l("came so far / came to the door")),
    M.PRICED: (_l("Step: price agreed"), _l("came so far / came to the door")),
    M.STARTED: (_l("Step: began"), _l("came so far / came to the door")),
    M.FINISHED: (_l("Step: finished"), _l("came so far / came to the door")),
    M.SIGNED_OFF: (_l("Step: signed"), _l("came so far / came to the door")),
    M.LEFT: (_l("Step: left"), _l("came so far / came to the door")),
}
GROUPS: tuple[tuple[LazyString, tuple[Measure, ...]], ...] = (
    (_l("At the door"), (M.ON_TIME, M.PRICE_FIRST, M.SIGNED, M.REFUSED, M.ABSENT, M.QUEUE)),
    (_l("Emergencies"), (M.IN_TEN, M.TAKEN, M.DOOR, M.CONTROLLED)),
    (_l("The ladder"), (M.RUNG_FIRST, M.RUNG_NEXT, M.RUNG_EVERYBODY, M.RUNG_BY_HAND, M.RUNG_OWNER, M.RUNG_BREACH)),
    (_l("Afterwards"), (M.CALLED, M.SATISFIED, M.REWORK, M.UNANSWERED)),
    (
        _l("What owners say, beside what was recorded"),
        (M.AGREES_COVERS, M.AGREES_PRICE, M.AGREES_NAMED, M.AGREES_CLEAN, M.AGREES_SATISFIED),
    ),
    (_l("How far visits came"), (M.ENTERED, M.PRICED, M.STARTED, M.FINISHED, M.SIGNED_OFF, M.LEFT)),
)
# Per cent, or minutes.
TARGETS = {M.ON_TIME: 99.0, M.SATISFIED: 95.0, M.REWORK: 2.0, M.DOOR: 10.0}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it is shown: never a share without its parts."""

    measure: Measure
    part: int
    whole: int

    @property
    def name(self) -> str:
        """What it is called."""
        return str(NAMES[self.measure][0])

    @property
    def value(self) -> float:
        """Per cent, or minutes; 0 of nothing."""
        if not self.whole:
            return 0.0
        return self.part / self.whole / 60 if self.measure.is_minutes else 100 * self.part / self.whole

    @property
    def words(self) -> str:
        """93.2%, 4.1 min; a dash when there is nothing to divide by."""
        if not self.whole:
            return "–"
        if self.measure.is_minutes:
            return str(_("%(minutes)s min", minutes=f"{self.value:.1f}"))
        return f"{self.value:.1f}".removesuffix(".0") + "%"

    @property
    def parts(self) -> str:
        """551/591; of minutes, how many were timed."""
        if self.measure.is_minutes:
            return str(_("of %(count)s", count=f"{self.whole:,}"))
        return f"{self.part:,}/{self.whole:,}"


def meaning(measure: Measure) -> str:
    """What is divided by what."""
    return str(NAMES[measure][1])
