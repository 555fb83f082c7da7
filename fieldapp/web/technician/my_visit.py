"""The visit that a page is about, if it is this technician's; for anybody else there is none."""

from datetime import date
from uuid import UUID

from flask import abort, current_app

from fieldapp.db import db, only_reads, reading
from fieldapp.domain.catalogue import CatalogueVersion
from fieldapp.domain.people import Department
from fieldapp.domain.procedure import ProcedureStep, procedure_with_steps
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import VISIT_SHEET
from fieldapp.domain.visit_to_read import visit_to_read
from fieldapp.domain.warranty_hint import Hints, lasting
from fieldapp.domain.warranty_periods import parts_with_periods
from fieldapp.web.session import me


def my_visit(visit_id: UUID) -> Visit:
    """The visit with all that its page shows."""
    if only_reads():
        visit = visit_to_read(reading(), visit_id, me().id)
    else:
        visit = db.session.scalar(VISIT_SHEET, {"visit_id": visit_id, "technician_id": me().id})
    if visit is None:
        abort(404)  # Not 403: that somebody else's visit exists is nobody's business.
    return visit


def hints_of(visit: Visit, on: date) -> Hints:
    """What of the work in hand the developer's warranty may still cover (4.5.4 4)): of repairs alone."""
    order = visit.order
    if order.department is not Department.REPAIR:
        return Hints()
    wanted = [line.item_id for line in order.standing_lines if line.item_id]
    asked = order.catalogue_version_id, wanted, order.branch_id, order.site_id
    parts, periods = parts_with_periods(db.session(), *asked)
    return Hints(lasting(handed_over_on=order.room.handed_over_on, on=on, periods=periods), parts)


def catalogue_of(visit: Visit) -> CatalogueVersion:
    """The version of the catalogue that the order was taken under. Its number never changes: asked once a process."""
    known: dict[UUID, CatalogueVersion] = current_app.extensions.setdefault("catalogue_versions", {})
    version_id = visit.order.catalogue_version_id
    if version_id not in known:
        version = db.session.get_one(CatalogueVersion, version_id)
        db.session.expunge(version)  # it outlives this request's session
        known[version_id] = version
    return known[version_id]


def steps_of(visit: Visit) -> list[ProcedureStep]:
    """The steps by which this visit goes. A version never changes once a visit began on it: asked once a process."""
    known: dict[UUID, list[ProcedureStep]] = current_app.extensions.setdefault("procedures", {})
    if visit.procedure_id not in known:
        procedure = db.session.scalars(procedure_with_steps(visit.procedure_id)).one()
        db.session.expunge(procedure)  # it outlives this request's session
        known[visit.procedure_id] = procedure.steps
    return known[visit.procedure_id]
