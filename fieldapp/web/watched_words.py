"""An emergency in words for those who watch it: the board, the front desk, whoever reads afterwards how it went."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.called import Answer
from fieldapp.domain.emergency_to_read import Call, DispatchRow, Watched
from fieldapp.domain.ladder import CALLING, Step
from fieldapp.web.emergency_words import EmergencyWords
from fieldapp.web.formats import clock, stopwatch
from fieldapp.web.labels import label

SEEN_AT_ONCE = 4  # people in the band; the order's page has all


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that is known of a person who was called, with its sign: done, not yet, or not at all."""

    icon: str
    words: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the ladder."""

    name: str
    phone: str
    signs: list[Sign]


@dataclass(frozen=True, slots=True)
class Moment:
    """One second of the replay: when, what, and what more there is to say."""

    at: str  # since the report: 0:12
    clock: str
    words: str
    more: str
    late: str


@dataclass(frozen=True, slots=True)
class Watching(EmergencyWords):
    """One emergency as it stands at this moment."""

    watched: Watched

    @property
    def late(self) -> bool:
        """Are the ten minutes over?"""
        return bool(self.at > self.row.door_by)

    @property
    def is_taken(self) -> bool:
        """Does somebody go?"""
        return self.row.taken_by_id is not None

    @property
    def waits_at_the_door(self) -> bool:
        """Is nobody there yet?"""
        return self.row.over_at is None

    @property
    def taken(self) -> str:
        """陈强 goes (not called), or that nobody does yet."""
        if not self.is_taken:
            return str(_("Nobody has taken it"))
        name, time = self.row.taker, self.since(self.row.taken_at)
        if self.row.chosen_by_id is not None:
            return str(_("%(name)s was sent by hand after %(time)s", name=name, time=time))
        if not self.watched.taker_was_called:
            return str(_("Taken by %(name)s (not called) after %(time)s", name=name, time=time))
        return str(_("Taken by %(name)s after %(time)s", name=name, time=time))

    @property
    def way(self) -> str:
        """How far whoever goes is."""
        return str(_("on the way")) if self.row.set_out_at else ""

    @property
    def next_words(self) -> str:
        """What goes out by itself, and when: "0:20 后：所有有空的人"; or that nothing does any more."""
        rung = self.watched.next_rung
        if self.row.taken_over_at is not None and not self.is_taken:
            return str(_("The supervisor took over"))
        if rung is None or self.is_taken or rung.step not in (Step.NEXT, Step.EVERYBODY, Step.BY_HAND):
            return ""
        left = stopwatch(max(rung.due_at - self.at, rung.due_at - rung.due_at))
        return str(_("in %(time)s: %(step)s", time=left, step=label(rung.step)))

    @property
    def calls_others(self) -> bool:
        """Is there anybody left whom the machine would call, and may it?"""
        rung = self.watched.next_rung
        free = not self.is_taken and self.row.taken_over_at is None
        return free and rung is not None and rung.step in CALLING

    @property
    def must_choose(self) -> bool:
        """Has the supervisor to choose by hand now?"""
        return not self.is_taken and self.watched.reached(Step.BY_HAND)

    @property
    def owner_to_call(self) -> bool:
        """Has the front desk to call the owner?"""
        reached = self.watched.reached(Step.OWNER)
        return reached and self.row.owner_called_at is None and self.row.arrived_at is None and self.waits_at_the_door

    @property
    def wants_a_reason(self) -> bool:
        """Has somebody to say why it took longer than ten minutes?"""
        return self.row.breached_at is not None and self.row.breach_reason_at is None

    @property
    def people(self) -> list[PersonLine]:
        """Who was called, the last ones first."""
        return [self._line(call) for call in reversed(self.watched.calls)][:SEEN_AT_ONCE]

    @property
    def more_people(self) -> int:
        """How many were called beside those."""
        return max(0, len(self.watched.calls) - SEEN_AT_ONCE)

    @property
    def replay(self) -> list[Moment]:
        """Every rung and everything that anybody did, second by second."""
        told = sorted(self._told(), key=lambda one: one[0])
        return [
            Moment(self.since(at), clock(at, self.row.timezone), words, more, late) for at, words, more, late in told
        ]

    def since(self, moment: datetime | None) -> str:
        """How long after the report: 0:12."""
        return stopwatch(moment - self.row.raised_at) if moment else ""

    def _line(self, call: Call) -> PersonLine:
        return PersonLine(call.row.name, call.row.phone, list(self._signs(call)))

    def _signs(self, call: Call) -> Iterator[Sign]:
        sent, received, opened = (call.first(name) for name in ("sent_at", "received_at", "opened_at"))
        delivered = len(call.failures) < len(call.ways)
        if not delivered:
            yield Sign("careful", _failure_words(call) if call.ways else str(_("being sent")), not call.ways)
        else:
            yield Sign("done", _("sent %(time)s", time=_seconds(call, sent))) if sent else Sign("time", _("sent"), True)
            yield _sign(call, received, _("received"))
            yield _sign(call, opened, _("opened"))
        if delivered or call.row.answer is not None:  # who was not reached is not silent
            yield self._answer(call)

    def _answer(self, call: Call) -> Sign:
        if call.row.answer is Answer.CANNOT:
            return Sign("close", _("cannot %(time)s", time=_seconds(call, call.row.answered_at)))
        if call.row.answer is Answer.TAKE:
            return Sign("done", _("goes %(time)s", time=_seconds(call, call.row.answered_at)))
        return Sign("time", _("silent %(time)s", time=stopwatch(self.at - call.row.at)), True)

    def _told(self) -> Iterator[tuple[datetime, str, str, str]]:
        row = self.row
        yield row.raised_at, str(_("Reported: %(what)s", what=self.what)), row.raiser, ""
        # Of one second: an answer, the rung to which it led, and what became of its calls.
        for call in self.watched.calls:
            yield from _answered(call)
        for rung in self.watched.gone:
            yield rung.went_at, label(rung.step), self._called_at(rung), _late(rung)
        for call in self.watched.calls:
            yield from _on_the_way(call)
        for moment, words in (
            (row.taken_at, self.taken),
            (row.taken_over_at, _("The supervisor took over")),
            (row.set_out_at, _("Set out")),
            (row.owner_called_at, _("The owner was called")),
            (row.arrived_at, _("At the door")),
            (row.controlled_at, _("Under control")),
        ):
            if moment is not None:
                yield moment, str(words), "", ""

    def _called_at(self, rung: DispatchRow) -> str:
        names = [call.row.name for call in self.watched.calls if call.row.step is rung.step]
        if names or rung.step not in CALLING:
            return str(_(", ")).join(names)
        before = any(call.row.at <= rung.went_at for call in self.watched.calls)
        return str(_("nobody else") if before else _("nobody"))


def _answered(call: Call) -> Iterator[tuple[datetime, str, str, str]]:
    if call.row.answer is Answer.CANNOT:
        yield call.row.answered_at, str(_("%(name)s cannot go", name=call.row.name)), call.row.reason, ""


def _on_the_way(call: Call) -> Iterator[tuple[datetime, str, str, str]]:
    name = call.row.name
    for moment, words in (
        (call.first("received_at"), _("%(name)s: received", name=name)),
        (call.first("opened_at"), _("%(name)s: opened", name=name)),
    ):
        if moment is not None:
            yield moment, str(words), "", ""
    for way in call.failures:
        yield way.failed_at, str(_("%(name)s: not reached", name=name)), _way_words(way), ""


def _sign(call: Call, moment: datetime | None, words: Any) -> Sign:
    return Sign("done", f"{words} {_seconds(call, moment)}") if moment else Sign("time", str(words), pending=True)


def _seconds(call: Call, moment: datetime | None) -> str:
    seconds = max(0, round((moment - call.row.at).total_seconds())) if moment else 0
    return str(_("%(num)s s", num=seconds)) if seconds < 60 else stopwatch(moment - call.row.at if moment else None)


def _failure_words(call: Call) -> str:
    return str(_("not reached: %(ways)s", ways=_(", ").join(dict.fromkeys(map(_way_words, call.failures)))))


def _way_words(way: DispatchRow) -> str:
    return str(CHANNELS.get(way.channel, way.channel))


CHANNELS = {"push": _l("push"), "app": _l("open app"), "": _l("no way to reach")}


def _late(rung: DispatchRow) -> str:
    seconds = round((rung.went_at - rung.due_at).total_seconds())
    return str(_("%(num)s s late", num=seconds)) if seconds > 2 else ""
