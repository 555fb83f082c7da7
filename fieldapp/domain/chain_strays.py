"""Rows that say that they are sealed: how many, and by which links; counted a page at a time."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.evidence_set import Kind, as_it_lies

PAGE = 50_000  # rows in one question, so that none takes longer than a question may


class Claimed(NamedTuple):
    """What the rows of one kind say of their links."""

    highest: int
    rows: int  # that name a link within the bounds


def claimed(session: Session, kind: Kind, branch_id: UUID, after: int, until: int) -> Claimed:
    """The highest link that any row names, and how many rows name one after the first number, up to the second."""
    highest = rows = 0
    last: Any = None
    while True:
        page = _page(kind, branch_id, last)
        told = page.subquery()
        within = func.count().filter(told.c.link > after, told.c.link <= until)
        most, some, many = session.execute(select(func.max(told.c.link), within, func.count()).select_from(told)).one()
        highest, rows = max(highest, most or 0), rows + some
        if many < PAGE:
            return Claimed(highest, rows)
        last = session.execute(page.offset(PAGE - 1).limit(1)).one().key


def _page(kind: Kind, branch_id: UUID, last: Any) -> Select[Any, int]:
    key = as_it_lies(kind.keys[0])  # somebody may have written there what no key can be
    page = (
        select(key.label("key"), func.abs(kind.table.c.link).label("link"))
        .select_from(kind.joined)
        .where(kind.branch == branch_id, kind.table.c.link.is_not(None))
        .order_by(kind.keys[0])
        .limit(PAGE)
    )
    return page if last is None else page.where(key > last)
