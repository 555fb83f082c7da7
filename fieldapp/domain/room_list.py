"""The rooms of a branch as the administrator finds them: by number, owner or phone, page by page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import contains_eager, selectinload

from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.room_search import sought

PAGE = 50


@dataclass(frozen=True, slots=True)
class After:
    """Where a page begins: after this room."""

    search: str
    id: UUID


def rooms(branch_id: UUID, typed: str, *, site_id: UUID | None = None, after: After | None = None) -> Select[Any]:
    """One page of rooms with their site and whoever lives there, and one row more if another page follows."""
    asked = (
        select(Room)
        .join(Room.site)
        .where(Site.branch_id == branch_id, *(_holds(word) for word in sought(typed).words))
        .options(contains_eager(Room.site), selectinload(Room.owners.and_(Owner.left_at.is_(None))))
        .order_by(Room.search, Room.id)
        .limit(PAGE + 1)
    )
    if site_id is not None:
        asked = asked.where(Room.site_id == site_id)
    if after is not None:
        place = tuple_(literal(after.search), literal(after.id, Room.id.type))
        asked = asked.where(tuple_(Room.search, Room.id) > place)
    return asked


def room_of(branch_id: UUID, room_id: UUID) -> Select[Room]:
    """One room of the branch, with its site and everybody who ever lived there."""
    return (
        select(Room)
        .join(Room.site)
        .where(Site.branch_id == branch_id, Room.id == room_id)
        .options(contains_eager(Room.site), selectinload(Room.owners))
    )


def sites_of(branch_id: UUID) -> Select[Site]:
    """The sites of the branch, by code."""
    return select(Site).where(Site.branch_id == branch_id).order_by(Site.code)


def rooms_of_sites(branch_id: UUID) -> Select[UUID, int]:
    """How many rooms each site of the branch has."""
    return (
        select(Room.site_id, func.count(Room.id))
        .join(Room.site)
        .where(Site.branch_id == branch_id)
        .group_by(Room.site_id)
    )


def _holds(word: str) -> ColumnElement[bool]:
    lives_there = exists().where(
        Owner.room_id == Room.id, Owner.left_at.is_(None), Owner.search.contains(word, autoescape=True)
    )
    room = Room.search.startswith(word, autoescape=True) if "-" in word else Room.search.contains(word, autoescape=True)
    return or_(room, lives_there)
