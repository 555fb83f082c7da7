"""How long an order takes is not always known: work off the list, or an item whose minutes nobody wrote down.

Half an hour is reckoned for it then, and whoever plans is told so: what is missing is never taken as nothing (4.3.2).
"""

from sqlalchemy import ColumnElement, and_, exists, or_, select

from fieldapp.domain.catalogue import Item
from fieldapp.domain.line import Line
from fieldapp.domain.order import Order

_stands = (Line.order_id == Order.id, Line.dropped_at.is_(None))
_some_line = exists().where(*_stands).correlate(Order)
_guessed = (
    select(Line.id)
    .select_from(Line)
    .outerjoin(Item, Item.id == Line.item_id)
    .where(*_stands, Item.minutes.is_(None))
    .correlate(Order)
    .exists()
)

# For questions about orders. What an agreement orders takes as long as was agreed, whatever the catalogue says.
LENGTH_UNKNOWN: ColumnElement[bool] = and_(Order.agreement_id.is_(None), or_(~_some_line, _guessed))
