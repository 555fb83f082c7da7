"""What is with the developer now (4.3.4): how old it is, what is next, what is overdue; and the case of one order."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from fieldapp.domain.developer import Developer
from fieldapp.domain.developer_case import OPEN_CASE, DeveloperCase
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department
from fieldapp.domain.photo import Photo
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.visit import Visit

AT_MOST = 200  # who has more with the developer has another problem


def with_developer(branch_id: UUID, department: Department | None) -> Select[*tuple[Any, ...]]:
    """The open cases of the branch (and department, if named), those first that somebody has to look after first."""
    ours = [DeveloperCase.branch_id == branch_id]
    if department is not None:
        ours.append(Order.department == department)
    return (
        select(
            DeveloperCase,
            Order.id.label("order_id"),
            Order.year,
            Order.serial,
            Order.title_zh,
            Order.title_en,
            Room.building,
            Room.door,
            Owner.surname,
            Owner.address,
            Site.timezone,
            Developer.company,
        )
        .join(Order, Order.id == DeveloperCase.order_id)
        .join(Room, Room.id == Order.room_id)
        .join(Owner, Owner.id == Order.owner_id)
        .join(Site, Site.id == Order.site_id)
        .outerjoin(Developer, Developer.id == DeveloperCase.developer_id)
        .where(OPEN_CASE, *ours)
        .order_by(DeveloperCase.next_at, DeveloperCase.id)
        .limit(AT_MOST)
    )


def case_in_hand(order_id: UUID, branch_id: UUID) -> Select[DeveloperCase]:
    """The open case of an order, held, with all that a decision about it looks at."""
    return (
        select(DeveloperCase)
        .join(Order, Order.id == DeveloperCase.order_id)
        .where(OPEN_CASE, DeveloperCase.order_id == order_id, DeveloperCase.branch_id == branch_id)
        .options(
            joinedload(DeveloperCase.order).joinedload(Order.lines),
            joinedload(DeveloperCase.order).joinedload(Order.site),
        )
        .with_for_update(of=Order)
    )


def case_behind(token: str) -> Select[DeveloperCase]:
    """The case that the developer's link opens, with the order, the room, the owner."""
    order = joinedload(DeveloperCase.order)
    return (
        select(DeveloperCase)
        .where(DeveloperCase.token == token)
        .options(
            joinedload(DeveloperCase.developer),
            order.joinedload(Order.lines),
            order.joinedload(Order.room),
            order.joinedload(Order.site),
            order.joinedload(Order.owner),
            order.joinedload(Order.branch),
        )
    )


def hold_case_behind(token: str) -> Select[UUID]:
    """Hold the order behind a link while its developer's word is written down."""
    return (
        select(Order.id)
        .join(DeveloperCase, DeveloperCase.order_id == Order.id)
        .where(DeveloperCase.token == token)
        .with_for_update(of=Order)
    )


def photos_of(order_id: UUID) -> Select[Photo]:
    """The photos of the defect, taken with the owner's consent, the oldest first."""
    return (
        select(Photo)
        .join(Visit, Visit.id == Photo.visit_id)
        .join(Order, Order.id == Visit.order_id)
        .where(Order.id == order_id, Order.photos_gone_at.is_(None), Photo.dropped_at.is_(None), Photo.consent)
        .order_by(Photo.at, Photo.id)
    )
