"""What is to be done, as it is confirmed with the owner on site (clause 4.5.4 2)): lines put on the order and dropped,
and which of them the developer's warranty pays for.

Told of a visit that no longer holds the order, a line still counts as long as nobody else has begun; after that it is
kept in the journal, where whoever settles the bill finds it.
"""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import Item
from fieldapp.domain.component import Component
from fieldapp.domain.course import UNDER_WAY, OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line, line_from_item, line_in_words
from fieldapp.domain.verb_data import PutLine
from fieldapp.domain.visit import Visit

NOBODY_AT_WORK = frozenset({OrderState.RECEIVED, OrderState.RETURNED, OrderState.ON_HOLD, OrderState.ASSIGNED})


def put_line(visit: Visit, act: Act, line: Line) -> None:
    """Confirmed with the owner: this is to be done. Once it is signed that is over: raises ``order.locked``."""
    visit.require(act, *UNDER_WAY)
    if line.stands and _open_to(visit, act):
        visit.order.put(line)
    facts: dict[str, Any] = {"line": str(line.id), "name": line.name_zh, "quantity_milli": line.quantity_milli}
    visit.record(act, "line", **facts | ({} if line.stands else {"superseded": True}))


def drop_line(visit: Visit, act: Act, *, line_id: UUID) -> None:
    """The owner does not want this after all. Once it is signed that is over: raises ``order.locked``."""
    visit.require(act, *UNDER_WAY)
    line = visit.order.line(line_id)
    if not line.stands:
        return
    if _open_to(visit, act):
        line.drop(at=act.at)
        visit.order.retell()
    visit.record(act, "drop_line", line=str(line_id), name=line.name_zh)


def put_under_warranty(visit: Visit, act: Act, *, line: Line, item: Item | None, covered: bool) -> None:
    """A defect that the developer answers for: mended, it costs the owner nothing (4.5.4 4)). Taken back the same way.

    What the record says of the flat is a hint: whoever stands before the defect decides. Raises RuleBroken
    ``line.no_warranty`` where there is nothing that a warranty could cover.
    """
    visit.require(act, *UNDER_WAY)
    if covered and item is not None and item.warranty_component is Component.NONE:
        raise RuleBroken("line.no_warranty")
    if line.stands and line.warranty is covered:
        return
    if line.stands and _open_to(visit, act):
        line.warranty = covered
        visit.order.retell()
    facts: dict[str, Any] = {"line": str(line.id), "name": line.name_zh, "covered": covered}
    visit.record(act, "warranty", **facts | ({} if line.stands else {"superseded": True}))


def told_line(session: Session, visit: Visit, act: Act, data: PutLine) -> Line:
    """The line as it was told: the order's own, changed, or a new one.

    Raises RuleBroken ``line.other_catalogue``, ``line.no_words`` or one of those of the price.
    """
    known = next((line for line in visit.order.lines if line.id == data.line), None)
    item_id = data.item or (known.item_id if known else None)
    item = session.get(Item, item_id) if item_id else None
    if item is not None and item.version_id != visit.order.catalogue_version_id:
        raise RuleBroken("line.other_catalogue")
    if known is not None and not (known.stands and _open_to(visit, act)):
        return known  # a newer word stands: this one is only written down
    line = known or _new_line(item, act, data)
    line.set(
        item=item,
        quantity_milli=data.quantity_milli,
        unit_price_fen=data.unit_price_fen,
        materials_fen=data.materials_fen,
    )
    return line


def _new_line(item: Item | None, act: Act, data: PutLine) -> Line:
    if item is None:
        return line_in_words(data.words, id=data.line, quantity_milli=data.quantity_milli, at=act.at)
    return line_from_item(item, id=data.line, quantity_milli=data.quantity_milli)


def _open_to(visit: Visit, act: Act) -> bool:
    return not act.beside or (visit.order.state in NOBODY_AT_WORK and not visit.is_signed)
