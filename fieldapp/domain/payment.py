"""Money at the door: told by the technician where the site allows it, and written into the books (4.1.2)."""

from enum import StrEnum

from sqlalchemy.orm import Session

from fieldapp.domain import cash_book
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.money_entry import Method
from fieldapp.domain.premises import Collects
from fieldapp.domain.visit import Visit


class DoorMethod(StrEnum):
    """How the owner pays, as a phone tells it."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    LATER = "later"  # at the customer centre


def pay(session: Session, visit: Visit, act: Act, *, method: DoorMethod, amount_fen: int, receipt: str) -> None:
    """The owner has paid, or will pay later. Raises RuleBroken ``payment.not_here``."""
    later = method is DoorMethod.LATER
    if not later and visit.order.site.collects is not Collects.TECHNICIAN:
        raise RuleBroken("payment.not_here")
    visit.record(act, "payment", method=method.value, amount_fen=amount_fen, receipt=receipt.strip())
    if not later and amount_fen > 0:
        taken = cash_book.Sum(Method(method.value), amount_fen, receipt.strip())
        cash_book.told_at_the_door(session, visit.order, act, taken, visit_id=visit.id)
