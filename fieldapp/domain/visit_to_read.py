"""The same sheet for whoever only reads it: filled from plain columns, in no session, at a third of the price.

What changes a visit loads it by :mod:`fieldapp.domain.visit_sheet`: nothing that is said to these is ever stored.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, inspect, select
from sqlalchemy.orm.attributes import instance_dict, set_committed_value

from fieldapp.domain.base import Model
from fieldapp.domain.line import Line
from fieldapp.domain.mark import StepMark, TrialMark
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.photo import Photo
from fieldapp.domain.premises import Branch, Owner, Room, Site
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.visit import Visit


class _Part:
    """The columns of one model within a row of several, and the thing made of them."""

    def __init__(self, model: type[Model], start: int = 0) -> None:
        mapper = inspect(model)
        self._new = mapper.class_manager.new_instance
        self._names = [attribute.key for attribute in mapper.column_attrs]
        self.columns = [getattr(model, name) for name in self._names]
        self.start, self.end = start, start + len(self._names)

    def of(self, row: Sequence[Any]) -> Any:
        """The thing as it is stored; None where an outer join found none."""
        if row[self.start] is None:
            return None
        thing = self._new()
        instance_dict(thing).update(zip(self._names, row[self.start : self.end], strict=True))
        return thing


def _parts(*models: type[Model]) -> list[_Part]:
    parts: list[_Part] = []
    for model in models:
        parts.append(_Part(model, parts[-1].end if parts else 0))
    return parts


# Every model begins with its id, so a row without one has no such thing.
_visit, _order, _branch, _site, _room, _owner, _technician, _agreement, _signature = _whole = _parts(
    Visit, Order, Branch, Site, Room, Owner, Person, PriceAgreement, Signature
)
_SHEET: Select[*tuple[Any, ...]] = (
    select(*(column for part in _whole for column in part.columns))
    .select_from(Visit)
    .join(Order, Order.id == Visit.order_id)
    .join(Branch, Branch.id == Order.branch_id)
    .join(Site, Site.id == Order.site_id)
    .join(Room, Room.id == Order.room_id)
    .join(Owner, Owner.id == Order.owner_id)
    .join(Person, Person.id == Visit.technician_id)
    .outerjoin(PriceAgreement, PriceAgreement.id == Visit.agreement_id)
    .outerjoin(Signature, Signature.id == Visit.signature_id)
    .where(Visit.id == bindparam("visit_id"), Visit.technician_id == bindparam("technician_id"))
)
_lines, _marks, _tests, _photos = (_Part(model) for model in (Line, StepMark, TrialMark, Photo))
_LINES = select(*_lines.columns).where(Line.order_id == bindparam("order_id")).order_by(Line.position)
_OF_THE_VISIT = [
    ("marks", _marks, select(*_marks.columns).where(StepMark.visit_id == bindparam("visit_id")).order_by(StepMark.at)),
    (
        "tests",
        _tests,
        select(*_tests.columns).where(TrialMark.visit_id == bindparam("visit_id")).order_by(TrialMark.at),
    ),
    ("photos", _photos, select(*_photos.columns).where(Photo.visit_id == bindparam("visit_id")).order_by(Photo.at)),
]


def visit_to_read(ask: Connection, visit_id: UUID, technician_id: UUID) -> Visit | None:
    """This technician's visit with all that its page shows: five questions, however long the order is."""
    row = ask.execute(_SHEET, {"visit_id": visit_id, "technician_id": technician_id}).one_or_none()
    if row is None:
        return None
    visit: Visit = _visit.of(row)
    order: Order = _order.of(row)
    instance_dict(order).update(branch=_branch.of(row), site=_site.of(row), room=_room.of(row), owner=_owner.of(row))
    instance_dict(visit).update(
        order=order, technician=_technician.of(row), agreement=_agreement.of(row), signature=_signature.of(row)
    )
    lines = ask.execute(_LINES, {"order_id": order.id})
    set_committed_value(order, "lines", [_lines.of(line) for line in lines])
    for name, part, question in _OF_THE_VISIT:
        set_committed_value(visit, name, [part.of(one) for one in ask.execute(question, {"visit_id": visit_id})])
    return visit
