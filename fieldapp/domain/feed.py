"""The feed number of a branch: it changes when anything happens to one of its orders, and at nothing else."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select

from fieldapp.domain.journal import Entry

WATCHED = 64  # entries; more are never written at the same moment

# The highest journal id alone would not do: on PostgreSQL an entry with a lower id may become visible after one with
# a higher id, and nobody would look again. The sum of the newest ids grows in that case, too, and never shrinks.
_newest = (
    select(Entry.id)
    .where(Entry.branch_id == bindparam("branch_id"))
    .order_by(Entry.id.desc())
    .limit(WATCHED)
    .subquery()
)
FEED: Select[Any] = select(func.coalesce(func.sum(_newest.c.id), 0))
