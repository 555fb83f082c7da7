"""Money at the door: told by the technician where the site allows it; the cashier's books come later (clause 4.1.4)."""

from enum import StrEnum

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.visit import Visit


class Method(StrEnum):
    """How the owner pays."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    LATER = "later"  # at the customer centre


def pay(visit: Visit, act: Act, *, method: Method, amount_fen: int, receipt: str) -> None:
    """The owner has paid, or will pay later. Raises RuleBroken ``payment.not_here``."""
    if method is not Method.LATER and not visit.order.site.technicians_collect:
        raise RuleBroken("payment.not_here")
    visit.record(act, "payment", method=method.value, amount_fen=amount_fen, receipt=receipt.strip())
