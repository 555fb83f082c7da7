"""Taking an order back from whoever was sent: the office decided that nobody goes for now."""

from fieldapp.domain.assignment import Assignment, standing
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.order_messages import tell_nobody_goes


def recall(order: Order, newest: Assignment | None, act: Act) -> None:
    """End the assignment that stands, if one does; what the technician did stays theirs.

    Called before the order moves: where it stands says whether the assignment still holds.
    """
    current = standing(order, newest)
    if current is not None:
        current.withdraw(act)
        tell_nobody_goes(order, current.technician_id, act, assignment_id=current.id)
    order.holder_id = None
