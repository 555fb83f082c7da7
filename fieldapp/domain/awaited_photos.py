"""Photos that were told of and whose bytes are still on somebody's phone."""

from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from fieldapp.domain.people import Person
from fieldapp.domain.photo import Blob, Photo
from fieldapp.domain.visit import Visit

_awaited: Select[UUID] = (
    select(Photo.id)
    .join(Visit, Visit.id == Photo.visit_id)
    .outerjoin(Blob, Blob.sha256 == Photo.sha256)
    .where(Photo.dropped_at.is_(None), Blob.sha256.is_(None))
)


def photos_awaited(order_id: InstrumentedAttribute[UUID]) -> ScalarSelect[Any]:
    """How many of an order's photos are still on a phone, as a column of a query about orders."""
    return _awaited.with_only_columns(func.count(Photo.id)).where(Visit.order_id == order_id).scalar_subquery()


def phones_awaited(order_id: InstrumentedAttribute[UUID]) -> ScalarSelect[Any]:
    """Whose phone has them, as a column: a name if it is one person's, nothing if it is several people's."""
    names = _awaited.join(Person, Person.id == Photo.by_id).where(Visit.order_id == order_id)
    one = func.min(Person.name) == func.max(Person.name)
    return names.with_only_columns(func.min(Person.name)).having(one).scalar_subquery()
