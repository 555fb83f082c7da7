"""The owner is not content: the same is done again by a new order, and the supervisors hear of it at once (3.1)."""

from sqlalchemy.orm import Session

from fieldapp.domain.base import Fen, new_id
from fieldapp.domain.dispatch_news import supervisors
from fieldapp.domain.intake import Request, receive
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line
from fieldapp.domain.order import Channel, Order
from fieldapp.domain.order_messages import tell_rework


def order_rework(session: Session, order: Order, act: Act, *, why: str, call: str) -> Order:
    """Write the new order, end the old one, tell the supervisors of the department. ``call``: the call it comes from.

    The old order comes with its branch, room, owner and lines. The new one costs the owner nothing: what we did not do
    well is put right for free; what else is wanted then is a new line with a price of its own.
    """
    asked = Request(
        room=order.room,
        owner=order.owner,
        channel=Channel.PHONE,
        kind=order.kind,
        lines=[_again(line) for line in order.standing_lines],
        requirements=why,
    )
    again = receive(session, asked, act, branch=order.branch, catalogue_version_id=order.catalogue_version_id)
    again.rework_of_id = order.id
    order.call_for_rework(act, why=why, order=str(again.id), number=again.number, call=call)
    tell_rework(again, supervisors(session, order), act)
    return again


def _again(line: Line) -> Line:
    return Line(
        id=new_id(),
        item_id=line.item_id,
        name_zh=line.name_zh,
        name_en=line.name_en,
        unit_zh=line.unit_zh,
        unit_en=line.unit_en,
        price_kind=line.price_kind,
        unit_price_fen=Fen(0),
        materials=line.materials,
        materials_fen=Fen(0),
        quantity_milli=line.quantity_milli,
        minutes=line.minutes,
        warranty=line.warranty,
    )
