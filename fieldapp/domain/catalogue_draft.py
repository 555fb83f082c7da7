"""A new version of the catalogue begins as a draft, with the next number of the year on the branch's clocks (4.1.3)."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fieldapp.domain.catalogue import CatalogueVersion, Item
from fieldapp.domain.catalogue_table import a_draft, next_number
from fieldapp.domain.people import Person


def begin_draft(
    session: Session,
    branch_id: UUID,
    items: list[Item],
    *,
    at: datetime,
    by: Person,
    zone: str,
    id: UUID | None = None,
) -> CatalogueVersion:
    """Write it, and who did. Whoever calls sees to it that no other begins one of the branch at the same moment."""
    year = at.astimezone(ZoneInfo(zone)).year
    number = session.scalars(next_number(branch_id, year)).one()
    version = a_draft(branch_id, items, year=year, number=number, id=id)
    session.add(version)
    version.record(at, by, "draft", items=len(items))
    return version
