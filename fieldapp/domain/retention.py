"""How long what is kept: a period for each kind of personal data, its usual length, and what a branch says instead.

A period is the shortest that the purpose needs (PIPL 19). The worker purges what is over (``purging.py``) and writes
down what and why; a legal hold stops it (``legal_hold.py``).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import Model, RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person


class Kept(StrEnum):
    """What is kept for a time."""

    PLACE = "place"  # the one point at which a technician's phone said that it had arrived
    PHOTOS = "photos"  # pictures inside a home
    ORDERS = "orders"  # the words of an order, its signature, its call-backs
    WATERPROOFING = "waterproofing"  # the same of an order whose warranty is longer
    OWNERS = "owners"  # name and number of somebody who has moved out
    AGREEMENTS = "agreements"  # the words and the signature of long-term service
    MESSAGES = "messages"  # what was told to staff, and what became of it
    EMERGENCIES = "emergencies"  # the same, of emergencies
    ACCESS = "access"  # who looked at what, who took a table along, who changed what
    SIGN_INS = "sign_ins"  # who came in when, from which device; who tried in vain
    STAFF = "staff"  # the number of somebody who has left
    PHONES = "phones"  # a phone that has not been heard of, a subscription that ended, an alarm that was settled


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Rule:
    """The usual period of a kind, and between which bounds a branch may choose."""

    usual: int
    least: int
    most: int
    unit: Unit = Unit.MONTHS


RULES = {
    Kept.PLACE: Rule(7, 1, 30, Unit.DAYS),
    Kept.PHOTOS: Rule(12, 1, 60),
    Kept.ORDERS: Rule(36, 12, 120),  # a claim can be brought for three years (Civil Code 188)
    Kept.WATERPROOFING: Rule(60, 12, 120),
    Kept.OWNERS: Rule(36, 1, 120),
    Kept.AGREEMENTS: Rule(36, 12, 120),
    Kept.MESSAGES: Rule(12, 1, 60),
    Kept.EMERGENCIES: Rule(36, 12, 120),
    Kept.ACCESS: Rule(36, 36, 120),  # what shows how data was handled is kept for three years at least (PIPL 56)
    Kept.SIGN_INS: Rule(12, 6, 60),  # records of what happens in a network lie for six months (Cybersecurity Law)
    Kept.STAFF: Rule(24, 1, 120),
    Kept.PHONES: Rule(12, 1, 60),
}


class Period(Model):
    """What a branch says of one kind. A branch that has not said anything has the usual one."""

    __tablename__ = "retention_period"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    kept: Mapped[Kept] = mapped_column(primary_key=True)
    length: Mapped[int]  # in the unit of its rule
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]


Periods = dict[Kept, int]


def periods_of(session: Session, branch_id: UUID) -> Periods:
    """Every period of a branch, in the unit of its rule."""
    said = {period.kept: period.length for period in session.scalars(said_periods(branch_id))}
    return {kept: said.get(kept, rule.usual) for kept, rule in RULES.items()}


def said_periods(branch_id: UUID) -> Select[Period]:
    """The periods of which a branch has said something."""
    return select(Period).where(Period.branch_id == branch_id)


def who_said_periods(branch_id: UUID) -> Select[Period, str]:
    """The same, each with the name of whoever said it."""
    return (
        select(Period, Person.name)
        .outerjoin(Person, Person.id == Period.changed_by_id)
        .where(Period.branch_id == branch_id)
    )


def say_periods(session: Session, branch_id: UUID, told: Periods, act: Act) -> None:
    """Other periods, from the next purge on. Raises RuleBroken ``retention.out_of_bounds`` with the field."""
    before = periods_of(session, branch_id)
    changed = {kept: [before[kept], length] for kept, length in told.items() if before[kept] != length}
    for kept, (_was, length) in changed.items():
        rule = RULES[kept]
        if not rule.least <= length <= rule.most:
            raise RuleBroken("retention.out_of_bounds", field=kept.value, least=rule.least, most=rule.most)
        said = Period(branch_id=branch_id, kept=kept, length=length, changed_by_id=act.by_id, changed_at=act.at)
        session.merge(said)
    if changed:
        note(session, branch_id, act, "retention", changed={kept.value: both for kept, both in changed.items()})


def over_before(kept: Kept, length: int, now: datetime) -> datetime:
    """What ended before this moment has been kept for long enough."""
    return now - relativedelta(**{RULES[kept].unit.value: length})  # type: ignore[arg-type]
