"""An order as it is told to another system: no more of anybody than its scopes allow."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fieldapp.domain.course import OrderState
from fieldapp.domain.numbers_in_words import without_numbers
from fieldapp.domain.order_report import Report
from fieldapp.domain.people import Language
from fieldapp.domain.premises import masked
from fieldapp.domain.system import Scope
from fieldapp.web.api.bearer import may
from fieldapp.web.api.data import (
    Agreed,
    LineTold,
    OrderBrief,
    OrderTold,
    OwnerTold,
    StateChange,
    Where,
    Window,
)
from fieldapp.web.labels import label
from fieldapp.web.language import language


def brief(row: Any) -> OrderBrief:
    """A row of a list."""
    return OrderBrief(**_brief(row))


def whole(report: Report) -> OrderTold:
    """One order with its lines and its history."""
    spoken, agreed, coming = language(), report.agreed, report.appointment
    return OrderTold(
        **_brief(report.row),
        lines=[_line(line, spoken) for line in report.lines],
        agreed=Agreed(at=agreed.at, total_fen=agreed.total_fen) if agreed else None,
        appointment=Window(begins=coming.planned_from, ends=coming.planned_until) if coming else None,
        history=[_change(entry.at, OrderState(entry.to_state)) for entry in report.history],
    )


def place_in_words(at: datetime, id: UUID | None) -> str:
    """Where a list goes on, in letters that need no care in an address."""
    return f"{int(at.timestamp() * 1_000_000)}-{id.hex if id else ''}"


def _brief(row: Any) -> dict[str, Any]:
    title = row.title_en if language() is Language.ENGLISH else row.title_zh
    return {
        "number": f"{row.year}-{row.serial:05d}",
        "reference": row.reference or "",
        "state": row.state,
        "state_words": label(row.state),
        "version": row.version,
        "kind": row.kind,
        "urgent": row.urgent,
        "site": row.site,
        "title": without_numbers(title),
        "received_at": row.received_at,
        "changed_at": row.changed_at,
        "wanted": Window(begins=row.wanted_from, ends=row.wanted_until),
        "price_fen": row.price_fen,
        "due_fen": row.due_fen,
        "paid_fen": row.paid_fen,
        "where": _where(row) if may(Scope.OWNERS_READ) else None,
    }


def _where(row: Any) -> Where:
    owner = OwnerTold(surname=row.surname, address=row.address, phone=masked(row.phone))
    return Where(building=row.building, door=row.door, owner=owner, requirements=row.requirements)


def _line(line: Any, spoken: Language) -> LineTold:
    return LineTold(
        name=line.name(spoken),
        unit=line.unit(spoken),
        quantity_milli=line.quantity_milli,
        unit_price_fen=line.unit_price_fen,
        materials_fen=line.charged_materials_fen,
        amount_fen=line.amount_fen,
        free=line.warranty,
        asked=line.waits_for_answer,
    )


def _change(at: datetime, state: OrderState) -> StateChange:
    return StateChange(at=at, state=state, words=label(state))
