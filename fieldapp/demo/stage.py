"""The stage on which the demo day is played: each thing happens through the same doors that people use."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fieldapp.domain import command
from fieldapp.domain.assignment import Assignment, assign
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import Item
from fieldapp.domain.document import price_document, sha256, work_document
from fieldapp.domain.intake import Request, receive
from fieldapp.domain.journal import Act
from fieldapp.domain.line import line_from_item
from fieldapp.domain.order import Channel, Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Branch, Room
from fieldapp.domain.service_kind import service_kind
from fieldapp.domain.shown import shown_in
from fieldapp.domain.signature import Strokes
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import visit_at_work

COURSE = (
    *("set_out", "arrive", "covers", "ring", "greet", "enter"),
    *("asked", "look", "price", "mat", "work", "test", "sign", "leave"),
)
TICKS = {"covers": "covers", "greet": "greet", "asked": "ask", "look": "look", "mat": "mat", "work": "work"}
SHORTEST = timedelta(minutes=5)  # a window near midnight, where the day has no room left for a longer one
PAST, FUTURE = timedelta(hours=8), timedelta(hours=7)  # how far the story reaches to either side of now


@dataclass
class Stage:
    """Where and when the day is played. Early in the morning or late at night the story is told in less time."""

    session: Session
    now: datetime
    branch: Branch
    rooms: dict[str, Room]
    items: dict[str, Item]
    cast: dict[str, Person]
    catalogue_version_id: UUID
    procedure_id: UUID
    assignments: dict[UUID, Assignment] = field(default_factory=dict)
    seq: int = 0

    def ago(self, minutes: float) -> datetime:
        """So many minutes before now, within today."""
        local = self.now.astimezone(ZoneInfo(self.branch.timezone))
        since_midnight = self.now - local.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.now - timedelta(minutes=minutes) * min(1.0, since_midnight / PAST)

    def ahead(self, minutes: float) -> datetime:
        """So many minutes after now, within today, on a full five minutes."""
        local = self.now.astimezone(ZoneInfo(self.branch.timezone))
        until_midnight = local.replace(hour=23, minute=55, second=0, microsecond=0) - self.now
        at = self.now + timedelta(minutes=minutes) * max(0.0, min(1.0, until_midnight / FUTURE))
        return at.replace(minute=at.minute - at.minute % 5, second=0, microsecond=0)

    def order(
        self,
        room: str,
        *codes: str,
        ago: float,
        wanted: tuple[float, float] | None,
        said: str = "",
        urgent: bool = False,
        channel: Channel = Channel.PHONE,
        entry_allowed: bool = False,
        many: int = 1,
    ) -> Order:
        """The front desk writes an order ``ago`` minutes ago, for a window told in minutes from now."""
        items = [self.items[code] for code in codes]
        place = self.rooms[room]
        begins, ends = self._window(*wanted) if wanted else (None, None)
        request = Request(
            room=place,
            owner=place.owners[0],
            channel=channel,
            kind=service_kind(items[0]),
            lines=[line_from_item(item, quantity_milli=many * 1000) for item in items],
            wanted_from=begins,
            wanted_until=ends,
            requirements=said,
            entry_allowed=entry_allowed,
            urgent=urgent,
        )
        act = self.act("desk", ago)
        version = self.catalogue_version_id
        order = receive(self.session, request, act, branch=self.branch, catalogue_version_id=version)
        self.session.flush()
        return order

    def send(self, order: Order, login: str, *, ago: float, by: str = "", reason: str = "") -> Visit:
        """The supervisor gives the order to a technician."""
        assignment = assign(
            order,
            self.cast[login],
            self.act(by or order.department.value, ago),
            current=self.assignments.get(order.id),
            procedure_id=self.procedure_id,
            begins=order.wanted_from,
            ends=order.wanted_until,
            reason=reason,
        )
        self.session.add(assignment)
        self.session.flush()
        self.assignments[order.id] = assignment
        return assignment.visit

    def play(self, visit: Visit, *, until: str, began: float, ended: float) -> None:
        """The technician goes through the course as far as ``until``, between two moments told in minutes ago."""
        steps = COURSE[: COURSE.index(until) + 1]
        span = (began - ended) / max(1, len(steps) - 1)
        for number, step in enumerate(steps):
            self.press(visit, step, ago=began - number * span)

    def press(self, visit: Visit, what: str, *, ago: float, **data: Any) -> None:
        """One press on the phone, through the door that every press goes through."""
        self.seq += 1
        at = self.ago(ago)
        whole = self.session.scalars(visit_at_work(visit.id)).one()
        verb, told = self._told(whole, what)
        command.apply(
            self.session,
            command.Command(
                id=new_id(),
                seq=self.seq,
                v=1,
                visit=visit.id,
                verb=verb,
                at=at,
                by=visit.technician_id,
                data=told | data,
            ),
            received_at=at,
        )
        self.session.flush()

    def act(self, login: str, ago: float) -> Act:
        """Something that one of the cast does, so many minutes ago."""
        return Act.here(by_id=self.cast[login].id, now=self.ago(ago))

    def _window(self, begins: float, ends: float) -> tuple[datetime, datetime]:
        begun = self._time(begins)
        return begun, max(self._time(ends), begun + SHORTEST)

    def _time(self, minutes: float) -> datetime:
        return self.ahead(minutes) if minutes >= 0 else self.ago(-minutes).replace(second=0, microsecond=0)

    def _told(self, visit: Visit, what: str) -> tuple[str, dict[str, Any]]:
        if what in TICKS:
            return "step", {"key": TICKS[what], "result": "done"}
        return {"leave": "complete"}.get(what, what), getattr(self, f"_{what}_data", lambda _visit: {})(visit)

    def _ring_data(self, visit: Visit) -> dict[str, Any]:
        return {"attempt": visit.rings + 1}

    def _enter_data(self, visit: Visit) -> dict[str, Any]:
        return {"answer": "come_in"}

    def _price_data(self, visit: Visit) -> dict[str, Any]:
        document = price_document(visit.order, visit)
        return {
            "total_fen": visit.order.total_fen,
            "catalogue_version": str(visit.order.catalogue_version_id),
            "document_sha256": sha256(document),
            "answer": "agreed",
        }

    def _test_data(self, visit: Visit) -> dict[str, Any]:
        return {"key": "tap", "good": True}

    def _sign_data(self, visit: Visit) -> dict[str, Any]:
        owner = self.session.get_one(Order, visit.order_id).owner
        document = work_document(visit.order, visit) | shown_in(visit, owner.language)
        return {
            "signature": str(new_id()),
            "purpose": "work",
            "document": document,
            "document_sha256": sha256(document),
            "strokes": drawn(),
            "signer": f"{owner.surname}{owner.given_name}",
            "relation": "owner",
            "answer": "agreed",
        }


def drawn() -> Strokes:
    """A signature as a finger draws it: 王, four strokes, each point with its milliseconds."""
    corners = [
        [(60, 70), (180, 62)],
        [(75, 130), (165, 124)],
        [(40, 205), (205, 192)],
        [(122, 66), (118, 200)],
    ]
    clock = iter(range(0, 100_000, 16))
    return [[[x, y, next(clock)] for x, y in _between(stroke)] for stroke in corners]


def _between(corners: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for (x0, y0), (x1, y1) in pairwise(corners):
        yield from ((x0 + (x1 - x0) * step // 12, y0 + (y1 - y0) * step // 12 + step % 3) for step in range(13))
