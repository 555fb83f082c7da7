"""The visit as it is drawn: where it stands, the step in hand, and what its one big button says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.base import Fen, new_id
from fieldapp.domain.local_day import day_at
from fieldapp.domain.mark import Step, Trial
from fieldapp.domain.people import Language
from fieldapp.domain.procedure import ProcedureStep, StepKey
from fieldapp.domain.rail import RailStep, Standing, current, rail
from fieldapp.domain.warranty_hint import Hints
from fieldapp.web.labels import labels
from fieldapp.web.language import language, owner_language
from fieldapp.web.technician.before_you import BeforeYou, before_you
from fieldapp.web.technician.doorway import Doorway
from fieldapp.web.technician.facts import holds
from fieldapp.web.technician.greeting import Greeting, greeting
from fieldapp.web.technician.line_view import LineView, line_view
from fieldapp.web.technician.my_visit import hints_of
from fieldapp.web.technician.next_job import NextJob, next_job
from fieldapp.web.technician.over_words import over_words
from fieldapp.web.technician.phone_model import phone_model
from fieldapp.web.technician.press import Press, said
from fieldapp.web.technician.skip_reasons import skip_reasons
from fieldapp.web.technician.step_view import Mark, StepView, marks, step_view
from fieldapp.web.technician.to_developer import ToDeveloper, names_of, to_developer
from fieldapp.web.technician.turned import Shown, shown
from fieldapp.web.technician.verb_words import rang_words, verb_words
from fieldapp.web.technician.visit_facts import VisitFacts

# Looked at again on demand: to change lines with the owner, to try once more, to sign although it is not all good.
AGAIN = {StepKey.LOOK, StepKey.TEST}
DRAWN_AGAIN = AGAIN | {StepKey.ENTER}  # looks different when it is looked at again
BIG_BUTTONS: dict[StepKey, tuple[str, dict[str, str]]] = {
    StepKey.ARRIVE: ("arrive", {}),
    StepKey.COVERS: ("step", {"key": Step.COVERS, "result": "done"}),
    StepKey.BELL: ("ring", {"attempt": "1"}),
    StepKey.GREET: ("step", {"key": Step.GREET, "result": "done"}),
    StepKey.ENTER: ("enter", {"answer": "come_in"}),
    StepKey.LOOK: ("step", {"key": Step.LOOK, "result": "done"}),
    StepKey.WORK: ("step", {"key": Step.WORK, "result": "done"}),
    StepKey.TEST: ("test", {}),
    StepKey.LEAVE: ("complete", {}),
}


@dataclass(frozen=True)
class VisitPage(VisitFacts):
    """One visit, at one moment, for the technician who makes it."""

    procedure: list[ProcedureStep]
    at: datetime
    asked_for: str = ""  # ?step=: a step to look at again
    door: str = ""  # ?door=opened, ?door=nobody: what the technician says of the door
    refusal: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)  # what is wrong with it, by field

    ahead = False  # is it drawn for what may come, with all that may stand there?

    def said(self, verb: str, **fields: object) -> Press:
        """A press with a fresh command id."""
        return said(verb, **fields)

    @cached_property
    def _rail(self) -> list[RailStep]:
        return rail(self.visit, self.procedure, door_opened=self.door == "opened")

    @cached_property
    def _now(self) -> RailStep | None:
        """The step that is next by the procedure, whichever is shown."""
        return current(self._rail)

    @cached_property
    def _shown(self) -> RailStep | None:
        wanted = next((each for each in self._rail if each.key == self.asked_for and self._may_show(each)), None)
        return wanted or self._now

    def _may_show(self, each: RailStep) -> bool:
        if not self.visit.is_open:
            return False
        if self.visit.entered_at is None:  # the owner may ask at once who is at the door
            return each.key is StepKey.ENTER and self.visit.arrived_at is not None
        again = each.key in AGAIN and each.standing in (Standing.DONE, Standing.SKIPPED)
        return again or (each.key is StepKey.SIGN and bool(self.visit.tests))

    @cached_property
    def steps(self) -> list[Mark]:
        hrefs = {each.key: f"{self.url}?step={each.key}" for each in self._rail if self._may_show(each)}
        return marks(self._rail, language(), self.zone, hrefs)

    @cached_property
    def step(self) -> StepView | None:
        if self._shown is None:
            return None
        place = self._rail.index(self._shown)
        again = self._shown is not self._now
        return step_view(self._shown.step, language(), nth=place + 1, count=len(self._rail), again=again)

    @property
    def view(self) -> str:
        """Which of the views of a visit this is: "covers", "ring2", "nobody1", "look:again", "over"."""
        if self.step is None:
            return "over"
        if self.step.key is StepKey.BELL:
            return self.doorway.view
        return f"{self.step.key}:again" if self.step.again and self.step.key in DRAWN_AGAIN else str(self.step.key)

    def when(self, fact: str) -> bool:
        """Does what a template marks with this fact ("agreed", "!agreed") stand on the page?"""
        return holds(self, fact)

    @cached_property
    def model(self) -> dict[str, Any] | None:
        """The visit as plain data, for the phone to go on with by itself."""
        return phone_model(self)

    @property
    def stage(self) -> str:
        """What changes when another step, or another try at the bell, stands on the page."""
        return f"{self.step.key}{self.doorway.rings}" if self.step else "over"

    @cached_property
    def turned(self) -> Shown | None:
        """What the owner is shown: the card, the price, what is signed, and at the end the copy."""
        return shown(self, self.step.key if self.step else StepKey.LEAVE)

    @cached_property
    def next_job(self) -> NextJob | None:
        """Where to go from here, once this visit is over."""
        return next_job(self.by, self.at, after=self.id)

    def facing(self) -> Self:
        """Speak the owner's language from here on, if the phone is turned to the owner."""
        if self.step and self.step.turned:
            owner_language(self.owner.language)
        return self

    @property
    def next_up(self) -> str:
        """What comes after the step shown: nobody wonders."""
        if self.step is None or self.step.again or self.doorway.given_up:
            return ""
        following = self._rail[self.step.nth : self.step.nth + 1]
        return following[0].step.text("title", language()) if following else ""

    @cached_property
    def doorway(self) -> Doorway:
        return Doorway.of(self.visit, self.at, self.door)

    @cached_property
    def press(self) -> Press | None:
        """What the big button presses. None: the step has its own, or the button only leads on."""
        if self.step is None or self.step.again or self.step.key not in BIG_BUTTONS:
            return None
        if self.step.key is StepKey.LOOK and self.emptied:
            return None
        if self.step.key is StepKey.BELL:
            return self._press_at_the_bell()
        verb, fields = BIG_BUTTONS[self.step.key]
        return Press(verb, fields)

    def _press_at_the_bell(self) -> Press | None:
        if self.doorway.given_up and not self.doorway.must_ring_again:
            return said("no_answer")
        if self.doorway.rang and not self.doorway.given_up:
            return None  # the door opens, which is nothing to keep by itself
        return said("ring", attempt=self.doorway.next_ring)

    @property
    def onward(self) -> str:
        """Where the big button leads when it presses nothing."""
        if self.step is None or self.press is not None or self.step.turned or self.emptied:
            return ""
        return self.url if self.step.again else f"{self.url}?door=opened"

    @property
    def rang_words(self) -> str:
        return rang_words(self.doorway)

    @property
    def verb_words(self) -> str:
        return verb_words(self.step, self.doorway, chargeable=self.visit.chargeable) if self.step else ""

    @property
    def skip_reasons(self) -> list[tuple[str, str]]:
        return skip_reasons(self.step.key) if self.step else []

    @cached_property
    def lines(self) -> list[LineView]:
        return [line_view(line, self.hints) for line in self.order.standing_lines]

    @property
    def total(self) -> Fen:
        return self.order.total_fen

    @cached_property
    def asked(self) -> int:
        """How many lines wait for the supervisor's price."""
        return sum(line.waits_for_answer for line in self.order.standing_lines)

    @property
    def today(self) -> date:
        """The date at the door."""
        return day_at(self.at, self.zone)

    @cached_property
    def hints(self) -> Hints:
        """For the talk in front of the defect: the warranties that may still last."""
        return hints_of(self.visit, self.today)

    @property
    def free_words(self) -> str:
        """What the developer's warranty pays for, by name."""
        return names_of(line for line in self.order.standing_lines if line.warranty)

    @cached_property
    def before(self) -> list[BeforeYou]:
        """Who was at this door before, for the same order."""
        return before_you(self.visit, self.at, self.zone)

    @property
    def sum_matters(self) -> bool:
        """Does the total stand above the big button?"""
        return self.step is not None and self.step.key is StepKey.LOOK

    @property
    def counted(self) -> str:
        """So many lines, so many of them without a price yet."""
        lines = str(ngettext("%(num)d item", "%(num)d items", len(self.order.standing_lines)))
        waiting = _("%(lines)s, %(asked)d waiting for the supervisor's price", lines=lines, asked=self.asked)
        return str(waiting) if self.asked else lines

    @cached_property
    def to_developer(self) -> ToDeveloper:
        """What a hand-over to the developer would begin with (4.5.4 4))."""
        return to_developer(self.order.standing_lines, self.hints)

    @property
    def off_list(self) -> Press:
        """A new line in words, which the supervisor is asked about."""
        return said("line", line=new_id(), quantity="1")

    @property
    def new_entry(self) -> UUID:
        """The id of money that is told of now."""
        return new_id()

    @property
    def worked_s(self) -> int:
        """Seconds since the work began."""
        return max(0, int((self.at - self.visit.started_at).total_seconds())) if self.visit.started_at else 0

    @property
    def not_good(self) -> str:
        """What was wrong at the last try, if it was."""
        last = self.visit.tests[-1] if self.visit.tests else None
        return last.remark if last and not last.good else ""

    @property
    def trials(self) -> list[tuple[str, str]]:
        """What may be tried together."""
        return labels(Trial)

    @property
    def closing(self) -> list[tuple[str, str]]:
        """What belongs to a good end and is ticked if it was done."""
        return [(Step.CLEAN, str(_("Cleaned up"))), (Step.EXPLAIN, str(_("Explained how to use it")))]

    @property
    def over_words(self) -> str:
        """What happens after this end, by itself."""
        return over_words(self.visit.outcome)

    def ticked(self, key: str) -> bool:
        """Was this step ticked?"""
        return self.visit.mark(Step(key)) is not None

    def greeting(self, wanted: Language) -> Greeting:
        """The greeting in that language, filled in."""
        step = next(each.step for each in self._rail if each.key is StepKey.GREET)
        places = {"owner": self.called(wanted), "company": self.company(wanted), "service": self.service(wanted)}
        return greeting(step.text("say", wanted), places, wanted)

    @property
    def other_language(self) -> Language | None:
        """The owner's language, where it is not the page's."""
        return self.owner.language if self.owner.language is not language() else None
