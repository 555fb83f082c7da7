"""Who may take money at each site of a branch (4.1.2)."""

from uuid import UUID

from sqlalchemy import Select, select

from fieldapp.domain.premises import Site


def sites_of(branch_id: UUID) -> Select[Site]:
    """The sites of a branch, by name."""
    return select(Site).where(Site.branch_id == branch_id).order_by(Site.code)
