"""The owner's copy: a signature with the document above it, and what the owner may want to know beside it."""

from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from fieldapp.domain.order import Order
from fieldapp.domain.signature import PriceAgreement, PriceAnswer, Signature
from fieldapp.domain.visit import Visit


class OwnerCopy(NamedTuple):
    """What is behind an owner's link."""

    signature: Signature
    visit: Visit
    order: Order  # with its branch, site and owner

    @property
    def agreement(self) -> PriceAgreement | None:
        """The price as the owner agreed to it before the work, if there was one to agree to."""
        agreed = self.visit.agreement
        return agreed if agreed is not None and agreed.answer is PriceAnswer.AGREED else None


def copy_behind(token: str) -> Select[Signature, Visit, Order]:
    """What was signed, by the token of the owner's link, whether or not the link is still valid."""
    return (
        select(Signature, Visit, Order)
        .join(Visit, Visit.id == Signature.visit_id)
        .join(Order, Order.id == Signature.order_id)
        .where(Signature.copy_token == token)
        .options(
            joinedload(Visit.agreement),
            joinedload(Order.branch),
            joinedload(Order.site),
            joinedload(Order.owner),
        )
    )
