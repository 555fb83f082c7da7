"""Every view that a visit may come to, drawn before it comes to it, so that the phone needs nobody to go on.

The views are the same templates as the page's. Where the page shows what is so, these show all that may be, marked with
when it stands (data-when) and what is written anew (data-slot); the phone keeps what fits its own presses.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from fieldapp.domain.people import Language
from fieldapp.domain.procedure import StepKey
from fieldapp.domain.rail import RailStep, Standing
from fieldapp.domain.signature import COPY_LASTS, SignatureAnswer
from fieldapp.domain.warranty_hint import Hints
from fieldapp.web.language import language, speak
from fieldapp.web.qr import QrCode
from fieldapp.web.technician.before_you import BeforeYou
from fieldapp.web.technician.doorway import MOST_RINGS, Doorway
from fieldapp.web.technician.leaving import Leaving
from fieldapp.web.technician.line_view import LineView
from fieldapp.web.technician.step_view import TURNED_TO_THE_OWNER, Mark, StepView, marks, step_view
from fieldapp.web.technician.turned import Shown, shown
from fieldapp.web.technician.visit_page import DRAWN_AGAIN, VisitPage


@dataclass(frozen=True)
class AheadPage(VisitPage):
    """The visit as it may stand later: at this step, rung so often, looked at again or for the first time."""

    key: StepKey | None = None  # None: it is over
    rings: int = 0
    looked_again: bool = False
    others: list[BeforeYou] = field(default_factory=list)
    known_hints: Hints = field(default_factory=Hints)
    kept_copy: dict[str, Any] = field(default_factory=dict)

    ahead = True
    emptied = False  # with all buttons; the phone takes out those that do not stand

    def when(self, fact: str) -> bool:
        """All that may stand there is drawn."""
        return True

    @property
    def model(self) -> None:
        """The phone has its own."""
        return

    @cached_property
    def _shown(self) -> RailStep | None:
        found = [step for step in self.procedure if step.key is self.key]
        return RailStep(found[0], Standing.CURRENT, None) if found else None

    @cached_property
    def step(self) -> StepView | None:
        if self._shown is None:
            return None
        nth = self.procedure.index(self._shown.step) + 1
        return step_view(self._shown.step, language(), nth=nth, count=len(self.procedure), again=self.looked_again)

    @property
    def next_job(self) -> None:
        """By then the day is another: the server says it once it knows of the end."""
        return

    @property
    def next_up(self) -> str:
        """What follows by the procedure."""
        if self.step is None or self.step.again or self.doorway.given_up:
            return ""
        following = self.procedure[self.step.nth : self.step.nth + 1]
        return following[0].text("title", language()) if following else ""

    @cached_property
    def steps(self) -> list[Mark]:
        """All of them ahead: the phone puts in how each of them stands."""
        return marks([RailStep(step, Standing.AHEAD, None) for step in self.procedure], language(), self.zone, {})

    @cached_property
    def doorway(self) -> Doorway:
        return Doorway(
            too_early_until=self.visit.early_until,
            rings=self.rings,
            waited_s=0,
            opened=self.door == "opened",
            given_up=self.door == "nobody",
        )

    @cached_property
    def turned(self) -> Shown | None:
        """What the owner is shown; of the end only the places."""
        key = self.step.key if self.step else StepKey.LEAVE
        return self._leaving if key is StepKey.LEAVE else shown(self, key)

    @property
    def _leaving(self) -> Leaving:
        copy = self.kept_copy
        return Leaving(
            answer=SignatureAnswer.AGREED,
            reason="",
            signed_at=self.at,
            took=timedelta(0),
            token=copy["token"],
            address=copy["address"],
            code=QrCode(copy["size"], ""),
            copy_days=COPY_LASTS.days,
            due_fen=0,
        )

    @property
    def before(self) -> list[BeforeYou]:
        """Who was here before: asked once for all views."""
        return self.others

    @property
    def hints(self) -> Hints:
        """The same in all views: asked once."""
        return self.known_hints

    @property
    def lines(self) -> list[LineView]:
        """None: the phone puts in a row for each."""
        return []

    @cached_property
    def photos_here(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class View:
    """One view, in one language."""

    language: Language
    page: AheadPage


def views(page: VisitPage, copy: dict[str, Any]) -> Iterator[View]:
    """All views, those that are turned to the owner in both languages. While one is drawn, its language is spoken."""
    own = language()
    for each in _pages(page, copy):
        for spoken in Language if each.key in TURNED_TO_THE_OWNER else [own]:
            speak(spoken)
            yield View(spoken, replace(each))
    speak(own)


def _pages(page: VisitPage, copy: dict[str, Any]) -> Iterator[AheadPage]:
    def at(key: StepKey | None, **more: Any) -> AheadPage:
        known: dict[str, Any] = {"others": page.before, "known_hints": page.hints, "kept_copy": copy}
        return AheadPage(page.visit, page.procedure, page.at, key=key, **known, **more)

    for key in StepKey:
        yield at(key)
        if key in DRAWN_AGAIN:
            yield at(key, looked_again=True)
    for rings in range(1, MOST_RINGS + 1):
        yield at(StepKey.BELL, rings=rings)
    for rings in (1, 2):
        yield at(StepKey.BELL, rings=rings, door="nobody")
    yield at(None)
