"""What was just handed out, in words for a toast, and who was quicker when two did it at once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from fieldapp.domain.assignment import Assignment
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person

_technician, _supervisor = aliased(Person), aliased(Person)

_TOLD: Select[UUID, UUID, datetime, datetime, UUID, str, str] = (
    select(
        Assignment.id,
        Assignment.order_id,
        Assignment.at,
        Order.changed_at,
        Assignment.by_id,
        _technician.name.label("technician"),
        _supervisor.name.label("supervisor"),
    )
    .join(_technician, _technician.id == Assignment.technician_id)
    .join(_supervisor, _supervisor.id == Assignment.by_id)
    .join(Order, Order.id == Assignment.order_id)
    .where(Order.branch_id == bindparam("branch_id"), Assignment.ended_at.is_(None))
)

# The assignment with this id, if it still stands and is of the department that asks.
JUST_NOW: Select[UUID, UUID, datetime, datetime, UUID, str, str] = _TOLD.where(
    Assignment.id == bindparam("assignment_id"), Order.department == bindparam("department")
)

# The assignment that stands for this order: who gave it to whom, and when.
STANDS: Select[UUID, UUID, datetime, datetime, UUID, str, str] = (
    _TOLD.where(Assignment.order_id == bindparam("order_id"))
    .order_by(Assignment.at.desc(), Assignment.id.desc())
    .limit(1)
)
