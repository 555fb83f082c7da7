"""A visit as its technician reads it at the door: with the order, the flat, the owner and all that was recorded."""

from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from fieldapp.domain.order import Order
from fieldapp.domain.visit import Visit

# All that the page shows, the verbs look at and a signed document says. Five questions, however long the order is.
_WHOLE = (
    joinedload(Visit.order).options(
        joinedload(Order.branch),
        joinedload(Order.site),
        joinedload(Order.room),
        joinedload(Order.owner),
        selectinload(Order.lines),
    ),
    joinedload(Visit.technician),
    joinedload(Visit.agreement),
    joinedload(Visit.signature),
    selectinload(Visit.marks),
    selectinload(Visit.tests),
    selectinload(Visit.photos),
)

# Made once: building a statement with so many options costs more than asking it. The technician is part of the
# question: a stranger's visit is none.
VISIT_SHEET: Select[Visit] = (
    select(Visit)
    .where(Visit.id == bindparam("visit_id"), Visit.technician_id == bindparam("technician_id"))
    .options(*_WHOLE)
)


_OF_ANYBODY: Select[Visit] = select(Visit).options(*_WHOLE)


def visit_at_work(visit_id: UUID) -> Select[Visit]:
    """The same of any technician, for whoever carries out a command."""
    return _OF_ANYBODY.where(Visit.id == visit_id)
