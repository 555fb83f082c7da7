"""What an order does again, as the board shows it: the number of the first order, and whoever did it then (3.1)."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from fieldapp.domain.order import Order
from fieldapp.domain.people import Person

# A table of these columns alone: the literal condition of the open orders speaks of a state, and must find one only.
_any = aliased(Order, name="done_first")
_first = select(_any.id, _any.year, _any.serial, _any.holder_id).subquery("first_order")
_did_it = aliased(Person)

FIRST_ORDER = (
    _first.c.year.label("first_year"),
    _first.c.serial.label("first_serial"),
    _did_it.name.label("first_technician"),
)


def with_first_order(orders: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The same with the order that each of them does again, if any; its columns are FIRST_ORDER."""
    joined = orders.outerjoin(_first, _first.c.id == Order.rework_of_id)
    return joined.outerjoin(_did_it, _did_it.id == _first.c.holder_id)
