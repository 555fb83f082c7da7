"""The supervisor's board: one department's day, what waits, who has what, and who could take the order in hand."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from fieldapp.domain.attention import MATTERS, TOLD_FOR, Matter
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.chosen import CHOSEN, Chosen, chosen
from fieldapp.domain.course import UNASSIGNED, UNDER_WAY, OrderState
from fieldapp.domain.crew import CREW, NEXT_DUTY, Member, Presence, crew_of, departments_for, is_entered
from fieldapp.domain.feed import FEED
from fieldapp.domain.load import Load, load_ahead
from fieldapp.domain.people import Department
from fieldapp.domain.schedule import SCHEDULE, Alarm, Slot, alarm, by_technician, during
from fieldapp.domain.suggestion import Suggestion, suggestion, suggestions
from fieldapp.domain.undelivered import UNDELIVERED, Undelivered
from fieldapp.domain.waiting import QUESTIONS, TRAYS, WAITING, Tray
from fieldapp.domain.whose_board import Desk
from fieldapp.domain.workday import GRAIN, Job, Stretch, Technician

FURTHEST = timedelta(days=60)  # to either side of today: further, there is neither a roster nor anything to look at


@dataclass(frozen=True, slots=True)
class Board:
    """All of it at one moment. Read with a fixed number of questions, however many orders there are."""

    feed: int
    now: datetime
    day: Stretch
    own: Department
    members: list[Member]
    slots: dict[UUID, list[Slot]]
    waiting: list[Row[Any]]
    questions: list[Row[Any]]
    matters: list[Matter]
    undelivered: list[Undelivered]
    chosen: Chosen | None
    begins: datetime | None  # when the order in hand shall begin, if the supervisor has chosen a time

    def in_tray(self, tray: Tray) -> list[Row[Any]]:
        """The orders that nobody holds and that lie in this tray."""
        return [row for row in self.waiting if TRAYS[row.state] is tray]

    @property
    def open_matters(self) -> list[Matter]:
        """What phones brought and nobody has settled yet, the oldest first."""
        return [matter for matter in self.matters if matter.settled_at is None]

    @property
    def settled_matters(self) -> list[Matter]:
        """What was settled a short while ago, the newest first."""
        settled = [matter for matter in self.matters if matter.settled_at is not None]
        return sorted(settled, key=lambda matter: matter.settled_at, reverse=True)

    @property
    def alarms(self) -> list[tuple[Alarm, Row[Any]]]:
        """The visits that need a look now, emergencies first."""
        open_rows = [slot.row for slots in self.slots.values() for slot in slots if slot.is_open]
        found = [(what, row) for row in open_rows if (what := alarm(row, self.now))]
        return sorted(found, key=lambda one: (list(Alarm).index(one[0]), one[1].planned_from or self.now))

    def technician(self, member: Member, *, without: UUID | None = None) -> Technician:
        """A member with their day, leaving out the order that is to be given away."""
        own = [slot for slot in self.slots.get(member.id, []) if slot.booking.order_id != without]
        of_the_day = [slot for slot in own if self.day.covers(slot.booking.begins)]
        return member.technician(
            (slot.booking for slot in own),
            ahead=sum((slot.ahead(self.now) for slot in of_the_day), timedelta()),
            taken=len(of_the_day),
            day=self.day,
            reserve=member.department is not self.own,
        )

    def load(self, member: Member) -> Load:
        """What of the day that is shown still lies before a member; none of it is nothing because it is unknown."""
        own = (slot for slot in self.slots.get(member.id, []) if self.day.covers(slot.booking.begins))
        return load_ahead(own, self.now)

    def presence(self, member: Member) -> Presence:
        """Is a member there on the day that is shown?"""
        return member.presence(self.day, entered=is_entered(self.members, self.day, self.now))

    @property
    def can_be_assigned(self) -> bool:
        """May the order in hand be given to somebody, or to somebody else?"""
        return self.chosen is not None and self.chosen.row.state in UNASSIGNED | UNDER_WAY and not self.asks_first

    @property
    def asked_about(self) -> set[UUID]:
        """The orders about which a question waits for the supervisor's answer."""
        return {question.order_id for question in self.questions}

    @property
    def asks_first(self) -> bool:
        """Does the front desk wait to hear whether we can? No time is given before (4.3.3), but for an emergency."""
        row = self.chosen.row if self.chosen else None
        if row is None or row.urgent or row.state is not OrderState.RECEIVED:
            return False
        return row.id in self.asked_about

    def suggestions(self) -> list[Suggestion]:
        """Who could take the order in hand; who has it is not asked again."""
        if self.chosen is None or not self.can_be_assigned:
            return []
        return suggestions(self.job, (self._weighed(member) for member in self.candidates), begins=self.begins)

    def suggestion(self, member: Member) -> Suggestion:
        """When this member would do the order in hand, and what speaks for and against it.

        Raises RuleBroken ``order.question_open`` while the front desk waits to hear whether we can do it at all, and
        ``assignment.time_over`` for a chosen time that has passed.
        """
        if self.asks_first:
            raise RuleBroken("order.question_open")
        if self.begins is not None and self.begins + GRAIN <= self.now:
            raise RuleBroken("assignment.time_over")
        return suggestion(self.job, self._weighed(member), begins=self.begins)

    @property
    def job(self) -> Job:
        """The order in hand as something to be given to somebody."""
        assert self.chosen is not None
        return self.chosen.job(self.now)

    @property
    def candidates(self) -> list[Member]:
        """Everybody who may be given the order in hand."""
        holder = self.chosen.row.holder_id if self.chosen else None
        return [member for member in self.members if member.id != holder]

    def member(self, login: str) -> Member | None:
        """The member who signs in under this name."""
        return next((member for member in self.members if member.login == login), None)

    def _weighed(self, member: Member) -> Technician:
        return self.technician(member, without=self.chosen.row.id if self.chosen else None)


def read_board(
    session: Session,
    desk: Desk,
    *,
    now: datetime,
    order_id: UUID | None = None,
    day: date | None = None,
    begins: datetime | None = None,
) -> Board:
    """Ask for all of it. ``day``: the day to look at; None: that of the order in hand, or today.

    ``begins``: a time chosen for the order in hand. Roster and jobs are read from the first to the last of the days
    that are looked at, of today and of that order, so that whoever looks at Friday still knows who is free on Monday.
    The feed number is read first, so that whatever happens while we read is seen at the next poll.
    """
    ask = session.connection()  # plain columns: the session would have nothing to keep
    whose = {"branch_id": desk.branch_id, "department": desk.department}
    feed, dead = ask.execute(FEED, {"branch_id": desk.branch_id}).one()
    in_hand = chosen(ask.execute(CHOSEN, {**whose, "order_id": order_id}).all()) if order_id else None
    wanted = _wanted_day(desk, in_hand, now)
    shown = (
        wanted
        if day is None
        else desk.day_of(min(max(day, desk.date_at(now - FURTHEST)), desk.date_at(now + FURTHEST)))
    )
    read = _all_of([desk.day(now), wanted, shown, desk.day(begins or now)])
    members = _crew(ask, desk, read)
    visits = ask.execute(SCHEDULE, during([member.id for member in members], read))
    return Board(
        feed=int(feed),
        now=now,
        day=shown,
        own=desk.department,
        members=members,
        slots=by_technician(visits, now),
        waiting=list(ask.execute(WAITING, whose)),
        questions=list(ask.execute(QUESTIONS, whose)),
        matters=list(ask.execute(MATTERS, _about_phones(desk, now))),
        undelivered=_undelivered(ask, desk) if dead else [],
        chosen=in_hand,
        begins=begins if in_hand else None,
    )


def _wanted_day(desk: Desk, in_hand: Chosen | None, now: datetime) -> Stretch:
    wanted = in_hand.row.wanted_from if in_hand else None
    return desk.day(max(wanted, now) if wanted else now)


def _all_of(days: list[Stretch]) -> Stretch:
    return Stretch(min(day.begins for day in days), max(day.ends for day in days))


def _about_phones(desk: Desk, now: datetime) -> dict[str, Any]:
    departments = departments_for(desk.department)
    return {"branch_id": desk.branch_id, "departments": departments, "settled_since": now - TOLD_FOR}


def _undelivered(ask: Connection, desk: Desk) -> list[Undelivered]:
    asked = {"branch_id": desk.branch_id, "departments": departments_for(desk.department)}
    return list(ask.execute(UNDELIVERED, asked))


def _crew(ask: Connection, desk: Desk, day: Stretch) -> list[Member]:
    rows = ask.execute(
        CREW,
        {
            "branch_id": desk.branch_id,
            "departments": departments_for(desk.department),
            "begins": day.begins,
            "roster_ends": day.ends + NEXT_DUTY,
        },
    )
    return crew_of(rows, desk.department)
