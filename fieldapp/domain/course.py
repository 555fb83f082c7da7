"""The course of an order: its states, and which may follow which."""

from enum import StrEnum

from sqlalchemy import text


class OrderState(StrEnum):
    """Where an order stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    AT_THE_DOOR = "at_the_door"
    INSIDE = "inside"
    PRICE_AGREED = "price_agreed"
    WORKING = "working"
    TO_BE_SIGNED = "to_be_signed"
    SIGNED = "signed"
    CALL_BACK_DUE = "call_back_due"
    CLOSED = "closed"
    RETURNED = "returned"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"
    STOPPED_AT_PRICE = "stopped_at_price"
    TO_BE_REARRANGED = "to_be_rearranged"
    DECLINED = "declined"
    WITH_DEVELOPER = "with_developer"
    REWORK = "rework"


S = OrderState

UNASSIGNED = frozenset({S.RECEIVED, S.RETURNED, S.TO_BE_REARRANGED, S.ON_HOLD})
UNDER_WAY = frozenset(
    {S.ASSIGNED, S.ACCEPTED, S.ON_THE_WAY, S.AT_THE_DOOR, S.INSIDE, S.PRICE_AGREED, S.WORKING, S.TO_BE_SIGNED}
)
OVER = frozenset({S.CLOSED, S.CANCELLED, S.DECLINED, S.STOPPED_AT_PRICE, S.WITH_DEVELOPER, S.REWORK})

# One literal text, shared by the partial index and by every query that means to use it: SQLite ignores a partial
# index when its condition arrives as bound parameters.
OPEN = text(
    "state NOT IN ('signed', 'call_back_due', 'closed', 'cancelled', 'declined',"
    " 'stopped_at_price', 'with_developer', 'rework')"
)

# Orders that nobody goes on with, and of which something is left that is kept for a time (domain/purging.py).
FOR_GOOD = "state IN ('closed', 'cancelled', 'declined', 'stopped_at_price', 'rework')"
PICTURED = text(f"photos_gone_at IS NULL AND {FOR_GOOD}")
WORDED = text(f"words_gone_at IS NULL AND {FOR_GOOD}")
HAS_PLACE = text("place <> ''")  # of a visit

FOLLOWS: dict[OrderState, frozenset[OrderState]] = {
    S.RECEIVED: frozenset({S.ASSIGNED, S.ON_HOLD, S.CANCELLED, S.DECLINED, S.WITH_DEVELOPER, S.RECEIVED}),
    S.RETURNED: frozenset({S.ASSIGNED, S.ON_HOLD, S.CANCELLED, S.DECLINED, S.WITH_DEVELOPER, S.RECEIVED}),
    S.ON_HOLD: frozenset({S.ASSIGNED, S.RECEIVED, S.CANCELLED, S.DECLINED, S.WITH_DEVELOPER}),
    S.TO_BE_REARRANGED: frozenset({S.ASSIGNED, S.RECEIVED, S.ON_HOLD, S.CANCELLED, S.WITH_DEVELOPER}),
    # Before the door: a technician may forget a press, so each later step of the way may follow directly.
    S.ASSIGNED: frozenset({S.ACCEPTED, S.ON_THE_WAY, S.AT_THE_DOOR}),
    S.ACCEPTED: frozenset({S.ON_THE_WAY, S.AT_THE_DOOR}),
    S.ON_THE_WAY: frozenset({S.AT_THE_DOOR}),
    # At the door: only with permission inside (4.5.3).
    S.AT_THE_DOOR: frozenset({S.INSIDE, S.TO_BE_REARRANGED}),
    # Inside: the price before the work (4.5.4 3)); a free job has no price to agree.
    S.INSIDE: frozenset({S.PRICE_AGREED, S.WORKING, S.STOPPED_AT_PRICE, S.TO_BE_REARRANGED}),
    S.PRICE_AGREED: frozenset({S.PRICE_AGREED, S.WORKING, S.STOPPED_AT_PRICE, S.TO_BE_REARRANGED}),
    S.WORKING: frozenset({S.TO_BE_SIGNED, S.STOPPED_AT_PRICE, S.TO_BE_REARRANGED}),
    # An owner who disagrees or cannot sign is called back all the same.
    S.TO_BE_SIGNED: frozenset({S.SIGNED, S.CALL_BACK_DUE, S.WORKING}),
    S.SIGNED: frozenset({S.CALL_BACK_DUE}),
    S.CALL_BACK_DUE: frozenset({S.CLOSED, S.REWORK}),
    S.WITH_DEVELOPER: frozenset({S.RECEIVED, S.CLOSED}),
    S.STOPPED_AT_PRICE: frozenset({S.CALL_BACK_DUE}),
}

# What the office may do to an order on which a technician is under way.
OFFICE = frozenset({S.ASSIGNED, S.RECEIVED, S.RETURNED, S.ON_HOLD, S.CANCELLED, S.WITH_DEVELOPER})


def allowed(before: OrderState, after: OrderState) -> bool:
    """May the one state follow the other?"""
    return after in FOLLOWS.get(before, frozenset()) or (before in UNDER_WAY and after in OFFICE)
