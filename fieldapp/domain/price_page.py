"""The owners' price page of a branch: prices are published, each branch's own (4.1.3), under a short code."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.catalogue import IN_FORCE, CatalogueVersion
from fieldapp.domain.premises import Branch, branches


def code_of(branch_id: UUID) -> str:
    """What stands in the address of its price page: the end of its id, short enough to be typed from a poster."""
    return branch_id.hex[-8:]


def branch_with_code(session: Session, code: str) -> Branch | None:
    """The branch that is meant; a company has so few that they are all looked at."""
    return next((branch for branch in session.scalars(branches()) if code_of(branch.id) == code.lower()), None)


def coming(branch_id: UUID, at: datetime) -> Select[CatalogueVersion]:
    """The version that takes over next, if one is approved: owners may know beforehand."""
    return (
        select(CatalogueVersion)
        .where(
            CatalogueVersion.branch_id == branch_id,
            CatalogueVersion.state.in_(IN_FORCE),
            CatalogueVersion.effective_from > at,
        )
        .order_by(CatalogueVersion.effective_from)
        .limit(1)
    )
