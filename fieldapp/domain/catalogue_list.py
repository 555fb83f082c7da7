"""The versions of a branch's catalogue, as the office and the supervisors look for them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from fieldapp.domain.catalogue import IN_FORCE, CatalogueState, CatalogueVersion, Item, in_force
from fieldapp.domain.catalogue_review import Review
from fieldapp.domain.people import Person

MOST_WAITING = 5
UNSETTLED = (CatalogueState.DRAFT, CatalogueState.REVIEWED)
SHOWN = 30  # versions on the list: ten years of them

_approver, _filer = aliased(Person), aliased(Person)
NUMBER_OF_ITEMS = (
    select(func.count())
    .select_from(Item)
    .where(Item.version_id == CatalogueVersion.id)
    .correlate(CatalogueVersion)
    .scalar_subquery()
)


def versions_of(branch_id: UUID) -> Select[*tuple[Any, ...]]:
    """The newest versions, each with how many items it has, who approved and who filed it."""
    return (
        select(
            CatalogueVersion.id,
            CatalogueVersion.year,
            CatalogueVersion.number,
            CatalogueVersion.state,
            CatalogueVersion.approved_at,
            CatalogueVersion.effective_from,
            CatalogueVersion.filed_at,
            NUMBER_OF_ITEMS.label("items"),
            _approver.name.label("approved_by"),
            _filer.name.label("filed_by"),
        )
        .outerjoin(_approver, _approver.id == CatalogueVersion.approved_by_id)
        .outerjoin(_filer, _filer.id == CatalogueVersion.filed_by_id)
        .where(CatalogueVersion.branch_id == branch_id)
        .order_by(CatalogueVersion.year.desc(), CatalogueVersion.number.desc())
        .limit(SHOWN)
    )


def version_to_read(branch_id: UUID, version_id: UUID) -> Select[CatalogueVersion]:
    """A version of the branch with its items and its reviews."""
    return _whole().where(CatalogueVersion.branch_id == branch_id, CatalogueVersion.id == version_id)


def version_to_change(session: Session, branch_id: UUID, version_id: UUID) -> CatalogueVersion | None:
    """The same, held until the transaction ends: of two who review at once, the second sees the first one's word."""
    held = select(CatalogueVersion.id).where(CatalogueVersion.id == version_id).with_for_update()
    session.execute(held)
    return session.scalars(version_to_read(branch_id, version_id)).one_or_none()


def newest_draft(branch_id: UUID) -> Select[CatalogueVersion]:
    """The newest version that is still being reviewed, if there is one, with its items and its reviews."""
    return (
        _whole()
        .where(CatalogueVersion.branch_id == branch_id, CatalogueVersion.state.in_(UNSETTLED))
        .order_by(CatalogueVersion.year.desc(), CatalogueVersion.number.desc())
        .limit(1)
    )


def versions_in(branch_id: UUID, states: Collection[CatalogueState]) -> Select[CatalogueVersion]:
    """The newest versions that have come exactly so far: those that wait for somebody."""
    return (
        select(CatalogueVersion)
        .where(CatalogueVersion.branch_id == branch_id, CatalogueVersion.state.in_(sorted(states)))
        .order_by(CatalogueVersion.year.desc(), CatalogueVersion.number.desc())
        .limit(MOST_WAITING)
    )


def version_of_number(branch_id: UUID, year: int, number: int) -> Select[CatalogueVersion]:
    """The version that people call "2026, number 4"."""
    return select(CatalogueVersion).where(
        CatalogueVersion.branch_id == branch_id, CatalogueVersion.year == year, CatalogueVersion.number == number
    )


def before(version: CatalogueVersion, at: datetime) -> Select[CatalogueVersion]:
    """What a version is compared with: the one it took over from, or the one in force while it is none itself."""
    if not version.is_settled or version.effective_from is None:
        return in_force(version.branch_id, at)
    return (
        select(CatalogueVersion)
        .where(
            CatalogueVersion.branch_id == version.branch_id,
            CatalogueVersion.id != version.id,
            CatalogueVersion.state.in_(IN_FORCE),
            CatalogueVersion.effective_from <= version.effective_from,
        )
        .order_by(CatalogueVersion.effective_from.desc(), CatalogueVersion.year.desc(), CatalogueVersion.number.desc())
        .limit(1)
    )


def _whole() -> Select[CatalogueVersion]:
    reviews = selectinload(CatalogueVersion.reviews).joinedload(Review.by)
    return select(CatalogueVersion).options(selectinload(CatalogueVersion.items), reviews)
