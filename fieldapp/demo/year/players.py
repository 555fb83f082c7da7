"""Who and what a year is made of: the rooms with their owners, the technicians by department, the items by weight."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Item, items_of
from fieldapp.domain.intake import OrderCounter
from fieldapp.domain.money_entry import MoneyCounter
from fieldapp.domain.people import Department, Person, Role
from fieldapp.domain.premises import Branch, Owner, Room
from fieldapp.domain.procedure import Procedure


@dataclass
class Cast:
    """All that an order of the past may name; and the numbers given out so far, by year."""

    branch_id: UUID
    company_zh: str
    company_en: str
    zone: str
    version_id: UUID
    procedure_id: UUID
    rooms: list[Any]
    items: list[Item]
    technicians: dict[Department, list[Any]]
    desk: list[UUID]
    supervisors: dict[Department, UUID]
    cashier: UUID
    orders: dict[int, int] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)

    def next_order(self, year: int) -> int:
        """The next number of an order."""
        self.orders[year] = self.orders.get(year, 0) + 1
        return self.orders[year]

    def next_entry(self, year: int) -> int:
        """The next number of an entry of the books."""
        self.entries[year] = self.entries.get(year, 0) + 1
        return self.entries[year]


def cast_of(session: Session, branch: Branch) -> Cast:
    """The cast of a branch that has been loaded."""
    people = session.scalars(select(Person).where(Person.branch_id == branch.id).order_by(Person.login)).all()
    by_role = {role: [one for one in people if role in one.roles] for role in Role}
    version = session.scalars(_version(branch.id)).first()
    rooms = (
        select(Room.id, Room.site_id, Room.building, Room.door, Owner.id.label("owner_id"), Owner.surname)
        .join(Owner, Owner.room_id == Room.id)
        .order_by(Room.site_id, Room.search)
    )
    assert version is not None, "a branch without a catalogue has no orders"
    return Cast(
        branch_id=branch.id,
        company_zh=branch.company_zh,
        company_en=branch.company_en,
        zone=branch.timezone,
        version_id=version.id,
        procedure_id=session.scalars(select(Procedure.id).order_by(Procedure.id).limit(1)).one(),
        rooms=list(session.execute(rooms).all()),
        items=list(session.scalars(items_of(version.id)).all()),
        technicians={
            department: [one for one in by_role[Role.TECHNICIAN] if one.department is department]
            for department in Department
        },
        desk=[one.id for one in by_role[Role.DESK]],
        supervisors={one.department: one.id for one in by_role[Role.SUPERVISOR]},
        cashier=by_role[Role.CASHIER][0].id,
        orders=_numbers(session, OrderCounter, branch.id),
        entries=_numbers(session, MoneyCounter, branch.id),
    )


def id_at(moment: datetime, chance: Random) -> UUID:
    """A UUIDv7 of this moment; the rest of it is chance, which a seed makes the same again."""
    tail = chance.getrandbits(74)
    number = int(moment.timestamp() * 1000) << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return UUID(int=number)


def _version(branch_id: UUID) -> Any:
    ours = CatalogueVersion.branch_id == branch_id, CatalogueVersion.state == CatalogueState.FILED
    return select(CatalogueVersion).where(*ours).order_by(CatalogueVersion.year, CatalogueVersion.number)


def _numbers(session: Session, counter: Any, branch_id: UUID) -> dict[int, int]:
    asked = select(counter.year, counter.last).where(counter.branch_id == branch_id)
    return {row.year: row.last for row in session.execute(asked)}
