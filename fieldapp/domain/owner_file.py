"""What the administrator sees of one owner: who they are, what they agreed to, and who looked at their number."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Owner, Room, Site

MOST_SHOWN = 100

# What an owner was asked first: to come in, to have a photo taken, to have a defect and a number handed on.
CONSENTS = ("enter", "not_now", "photo", "hand_to_developer")
LOOKED = ("phone_shown",)


def owner_of(branch_id: UUID, owner_id: UUID) -> Select[Owner]:
    """One owner of the branch, with room and site."""
    return (
        select(Owner)
        .join(Owner.room)
        .join(Room.site)
        .where(Site.branch_id == branch_id, Owner.id == owner_id)
        .options(contains_eager(Owner.room).contains_eager(Room.site))
    )


def told_of(owner_id: UUID, what: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """What happened to orders of an owner, of these kinds, the newest first, with the number of the order."""
    return (
        select(
            Entry.id,
            Entry.what,
            Entry.at,
            Entry.device_at,
            Entry.received_at,
            Entry.why,
            Entry.facts,
            Person.name,
            Order.id.label("order_id"),
            Order.year,
            Order.serial,
        )
        .join(Order, Order.id == Entry.order_id)
        .outerjoin(Person, Person.id == Entry.by_id)
        .where(Order.owner_id == owner_id, Entry.what.in_(what))
        .order_by(Entry.at.desc(), Entry.id.desc())
        .limit(MOST_SHOWN)
    )


def orders_of(owner_id: UUID) -> Select[*tuple[Any, ...]]:
    """Every order of an owner in a line, the newest first."""
    return (
        select(
            Order.id,
            Order.year,
            Order.serial,
            Order.state,
            Order.received_at,
            Order.title_zh,
            Order.title_en,
            Order.photos_gone_at,
            Order.words_gone_at,
        )
        .where(Order.owner_id == owner_id)
        .order_by(Order.received_at.desc(), Order.id.desc())
        .limit(MOST_SHOWN)
    )
