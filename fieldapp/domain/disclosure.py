"""Showing a whole phone number: for whom it was unmasked is written down (PIPL 6, 51)."""

from fieldapp.domain.journal import Act, Entry
from fieldapp.domain.order import Order


def disclose_phone(order: Order, act: Act) -> str:
    """The owner's number in full. The journal says who asked; the order itself stays as it was, version and all."""
    order.journal.add(
        Entry(
            branch_id=order.branch_id,
            by_id=act.by_id,
            what="phone_shown",
            at=act.at,
            received_at=act.received_at,
            from_state=order.state,
            to_state=order.state,
        )
    )
    return order.owner.phone
