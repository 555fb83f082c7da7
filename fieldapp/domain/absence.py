"""Somebody is away though the roster says otherwise: on leave, ill, at a course. Who is away is not sent (4.3.2)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person
from fieldapp.domain.workday import Stretch

LONGEST = timedelta(days=400)  # who stays away longer has ended the employment


class AbsenceKind(StrEnum):
    """Why somebody is away, as far as it is anybody's business."""

    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    OTHER = "other"


class Absence(Model):
    """One stretch of being away. It cuts into every duty of that time; the roster itself stays as it was planned."""

    __tablename__ = "absence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    kind: Mapped[AbsenceKind]
    note: Mapped[str] = mapped_column(String(200), default="")
    said_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]  # it did not come to it; what was said stays in the journal

    __table_args__ = (Index("ix_absence_person_id", "person_id", "ends_at"),)

    def withdraw(self, act: Act) -> None:
        """They are there after all; what is over already stays. Twice is once."""
        if self.withdrawn_at is None and self.ends_at > act.at:
            if self.begins_at < act.at:
                self.ends_at = act.at
            else:
                self.withdrawn_at = act.at


def away(person_id: UUID, act: Act, *, begins: datetime, ends: datetime, kind: AbsenceKind, note: str = "") -> Absence:
    """Somebody will not be there. Raises RuleBroken ``absence.backwards`` or ``absence.too_long``."""
    if ends <= begins:
        raise RuleBroken("absence.backwards")
    if ends - begins > LONGEST:
        raise RuleBroken("absence.too_long", days=LONGEST.days)
    return Absence(
        person_id=person_id,
        begins_at=begins,
        ends_at=ends,
        kind=kind,
        note=note,
        said_by_id=act.by_id,
        said_at=act.at,
    )


def is_away(now: object) -> ColumnElement[bool]:
    """For questions about people: are they away at this moment (a moment, or the name of a bound one)?"""
    away_then = (Absence.begins_at <= now, Absence.ends_at > now, Absence.withdrawn_at.is_(None))
    return exists().where(Absence.person_id == Person.id, *away_then).correlate(Person)


def absences_of(person_id: UUID, *, since: datetime, limit: int = 20) -> Select[Absence]:
    """Those of a person that are not over, the next one first."""
    return (
        select(Absence)
        .where(Absence.person_id == person_id, Absence.ends_at > since, Absence.withdrawn_at.is_(None))
        .order_by(Absence.begins_at, Absence.id)
        .limit(limit)
    )


def noted_already(session: Session, absence: Absence) -> bool:
    """Does the very same absence stand there? Then a second tap would need to be taken back as well as the first."""
    same = (
        Absence.person_id == absence.person_id,
        Absence.begins_at == absence.begins_at,
        Absence.ends_at == absence.ends_at,
        Absence.kind == absence.kind,
        Absence.withdrawn_at.is_(None),
    )
    return session.scalar(select(exists().where(*same))) or False


def without(duty: Iterable[Stretch], absences: Iterable[Stretch]) -> list[Stretch]:
    """What is left of the duty when somebody is away."""
    left = list(duty)
    for absence in absences:
        left = [rest for stretch in left for rest in _rest(stretch, absence)]
    return left


def _rest(stretch: Stretch, absence: Stretch) -> Iterator[Stretch]:
    if absence.ends <= stretch.begins or stretch.ends <= absence.begins:
        yield stretch
        return
    if stretch.begins < absence.begins:
        yield Stretch(stretch.begins, absence.begins)
    if absence.ends < stretch.ends:
        yield Stretch(absence.ends, stretch.ends)
