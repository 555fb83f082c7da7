"""What an order waited for has come (恢复待派): it waits to be assigned again, at the time that was wanted."""

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order


def resume(order: Order, act: Act) -> None:
    """Let an order that was on hold wait for a technician. Raises RuleBroken ``order.not_allowed``."""
    if order.state is not OrderState.ON_HOLD:
        raise RuleBroken("order.not_allowed", state=order.state, to=OrderState.RECEIVED)
    order.move(OrderState.RECEIVED, act, what="resume")
    order.hold_reason = None
