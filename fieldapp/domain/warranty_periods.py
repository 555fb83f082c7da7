"""Warranty periods of a city or of one estate, where they are longer than the nation's (4.3.4): with their source."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.catalogue import Item
from fieldapp.domain.component import Component
from fieldapp.domain.journal import Act
from fieldapp.domain.warranty import NATIONAL, Period

MOST_MONTHS = 100 * 12


class WarrantyPeriod(Model):
    """What a branch says of its city, or of one estate by the developer's own certificate; 0 months: taken back."""

    __tablename__ = "warranty_period"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"))  # None: the whole city
    component: Mapped[Component]
    months: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))  # the notice, or the certificate
    said_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]  # the newest one counts; older ones stay

    __table_args__ = (Index("ix_warranty_period_branch_id", "branch_id", "said_at"),)


def say_period(
    session: Session,
    branch_id: UUID,
    act: Act,
    *,
    site_id: UUID | None,
    component: Component,
    months: int,
    source: str,
) -> WarrantyPeriod:
    """From now on this part is covered for so long; 0 months: as the nation says.

    Raises RuleBroken ``warranty.shorter_than_the_law`` or ``warranty.no_source``.
    """
    least = NATIONAL[component].months
    if months and months < least:
        raise RuleBroken("warranty.shorter_than_the_law", months=least)
    if months and not source.strip():
        raise RuleBroken("warranty.no_source")
    said = WarrantyPeriod(
        id=new_id(),
        branch_id=branch_id,
        site_id=site_id,
        component=component,
        months=months,
        source=source.strip(),
        said_by_id=act.by_id,
        said_at=act.at,
    )
    session.add(said)
    return said


def periods_at(session: Session, branch_id: UUID, site_id: UUID) -> Mapping[Component, Period]:
    """What counts at one estate: the nation's, longer where the city says so, longer still where the developer did."""
    return _longest(session.scalars(said_periods(branch_id)).all(), site_id)


def parts_with_periods(
    session: Session, version_id: UUID, item_ids: Collection[UUID], branch_id: UUID, site_id: UUID
) -> tuple[dict[UUID, Component], Mapping[Component, Period]]:
    """The part that each of these items works on, and what counts at one estate: one question for both."""
    if not item_ids:
        return {}, periods_at(session, branch_id, site_id)
    asked = (
        select(Item.id, Item.warranty_component, WarrantyPeriod)
        .outerjoin(WarrantyPeriod, WarrantyPeriod.branch_id == branch_id)
        .where(Item.version_id == version_id, Item.id.in_(item_ids))
        .order_by(WarrantyPeriod.said_at, WarrantyPeriod.id)
    )
    rows = session.execute(asked).all()
    return {item: part for item, part, _ in rows}, _longest([said for *_, said in rows if said], site_id)


def _longest(told: Iterable[WarrantyPeriod], site_id: UUID) -> Mapping[Component, Period]:
    counts: dict[Component, Period] = dict(NATIONAL)
    for said in newest(told):
        ours = said.site_id in (None, site_id)
        if ours and said.months > counts[said.component].months:
            counts[said.component] = Period(said.months, said.source)
    return counts


def newest(told: Iterable[WarrantyPeriod]) -> list[WarrantyPeriod]:
    """Of each part, in the city and at each estate, what was said last."""
    last = {(said.site_id, said.component): said for said in told}
    return [said for said in last.values() if said.months]


def said_periods(branch_id: UUID) -> Select[WarrantyPeriod]:
    """All that the branch has said, the oldest first."""
    said = select(WarrantyPeriod).where(WarrantyPeriod.branch_id == branch_id)
    return said.order_by(WarrantyPeriod.said_at, WarrantyPeriod.id)
