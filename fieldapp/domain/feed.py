"""The feed number of a branch: it changes when anything happens that its open screens show, and at nothing else."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.orm import Session

from fieldapp.domain.alarm import Alarm
from fieldapp.domain.dispatch import UNSETTLED, Dispatch
from fieldapp.domain.journal import Entry
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.premises import Branch
from fieldapp.domain.timer import DEAD, Timer

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
_of_orders = func.coalesce(select(func.sum(_newest.c.id)).scalar_subquery(), 0)

# An alarm is about a phone, not about an order, and has no place in the journal. Raised it counts one, settled two.
_of_alarms = (
    select(func.count(Alarm.id) + func.count(Alarm.settled_at))
    .where(Alarm.branch_id == bindparam("branch_id"))
    .scalar_subquery()
)

# What the phones of an emergency say of themselves has no place in the journal either: each word counts one.
_of_calls = (
    select(
        func.count(Delivery.id)
        + func.count(Delivery.sent_at)
        + func.count(Delivery.received_at)
        + func.count(Delivery.opened_at)
        + func.count(Delivery.failed_at)
    )
    .join(Message, Message.id == Delivery.message_id)
    .join(Dispatch, Dispatch.order_id == Message.order_id)
    .where(UNSETTLED, Dispatch.branch_id == bindparam("branch_id"), Message.kind == MessageKind.DISPATCH)
    .scalar_subquery()
)

# What could not be told is shown to the office until it was sent again. Weighed so heavily that one of them fewer and
# something else more never add up to the same number.
_of_the_dead = (
    select(func.count()).select_from(Timer).where(Timer.branch_id == bindparam("branch_id"), DEAD).scalar_subquery()
)

# What has no place in any of these: a phone tried out, a person come on duty.
_of_the_rest = select(Branch.stirred).where(Branch.id == bindparam("branch_id")).scalar_subquery()
FEED: Select[*tuple[Any, ...]] = select(
    _of_orders + _of_alarms + _of_calls + _of_the_rest + _of_the_dead * 1_000_000_007, _of_the_dead.label("dead")
)


def stir(session: Session, branch_id: UUID) -> None:
    """Something happened that open screens show and that is written nowhere else: they look again."""
    session.execute(update(Branch).where(Branch.id == branch_id).values(stirred=Branch.stirred + 1))
