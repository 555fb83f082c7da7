"""Whether somebody can be called to an emergency: on duty, by a way that was tried out within this very shift.

A phone that took a message yesterday may have lost its subscription over night, and nobody would know. So a shift
begins with a drill: a real message goes out and has to come back. Without it a person does not count, and the board
says what that costs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.absence import is_away
from fieldapp.domain.open_app import SILENT, OpenApp
from fieldapp.domain.people import Duty, Person
from fieldapp.domain.subscription import Subscription

BEFORE_THE_SHIFT = timedelta(minutes=45)  # who comes early tries the phone early


class Readiness(StrEnum):
    """Why somebody counts for an emergency, or does not."""

    READY = "ready"
    UNTESTED = "untested"  # there is a way, but nothing came back by it in this shift
    FAILED = "failed"  # the last message did not get through
    NO_WAY = "no_way"  # nothing would ring
    OFF_DUTY = "off_duty"


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known of the ways to one person."""

    subscribed: bool = False
    tested_at: datetime | None = None  # of those that did not fail since: the last word from a phone
    failed_at: datetime | None = None
    open_at: datetime | None = None  # when the open page was last heard of
    open_tested_at: datetime | None = None

    def readiness(self, duty_begins: datetime | None, now: datetime) -> Readiness:
        """How ready for an emergency. ``duty_begins``: of the duty that lasts now; None off duty."""
        if duty_begins is None:
            return Readiness.OFF_DUTY
        if self._tested_since(duty_begins - BEFORE_THE_SHIFT, now):
            return Readiness.READY
        if self.subscribed and self.failed_at is not None:
            return Readiness.FAILED
        return Readiness.UNTESTED if self.subscribed or self._is_open(now) else Readiness.NO_WAY

    def _tested_since(self, moment: datetime, now: datetime) -> bool:
        by_push = self.subscribed and self.tested_at is not None and self.tested_at >= moment
        by_page = self._is_open(now) and self.open_tested_at is not None and self.open_tested_at >= moment
        return by_push or by_page

    def _is_open(self, now: datetime) -> bool:
        return self.open_at is not None and now - self.open_at <= SILENT


_live = and_(Subscription.person_id == Person.id, Subscription.gone_at.is_(None))


def _of_live(what: Any, *which: Any) -> Any:
    return select(what).where(_live, *which).correlate(Person).scalar_subquery()


# As columns of any question about people; in the order of Reach.
REACH = (
    _of_live(func.count(Subscription.id)).label("subscriptions"),
    _of_live(func.max(Subscription.tested_at), Subscription.failed_at.is_(None)).label("tested_at"),
    _of_live(func.max(Subscription.failed_at)).label("failed_at"),
    select(OpenApp.heard_at).where(OpenApp.person_id == Person.id).correlate(Person).scalar_subquery().label("open_at"),
    select(OpenApp.tested_at)
    .where(OpenApp.person_id == Person.id)
    .correlate(Person)
    .scalar_subquery()
    .label("open_tested_at"),
)

_begins = (
    select(func.min(Duty.begins_at))
    .where(
        Duty.person_id == Person.id,
        Duty.begins_at <= bindparam("now"),
        Duty.ends_at > bindparam("now"),
        ~is_away(bindparam("now")),
    )
    .correlate(Person)
    .scalar_subquery()
)
READINESS: Select[Any] = select(Person.id, _begins.label("duty_begins"), *REACH).where(
    Person.id.in_(bindparam("people", expanding=True))
)


def reach(row: Any) -> Reach:
    """Of a row with the columns of REACH."""
    return Reach(bool(row.subscriptions), row.tested_at, row.failed_at, row.open_at, row.open_tested_at)


def readiness_of(session: Session, people: Iterable[UUID], now: datetime) -> Mapping[UUID, Readiness]:
    """How ready each of them is at this moment."""
    rows = session.execute(READINESS, {"people": list(people), "now": now})
    return {row.id: reach(row).readiness(row.duty_begins, now) for row in rows}
