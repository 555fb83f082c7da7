"""The colour of a state's tag: accent is new, amber asks for somebody, green is behind us; the rest goes its way."""

from fieldapp.domain.course import UNASSIGNED, OrderState

DONE = frozenset({OrderState.SIGNED, OrderState.CLOSED})
ASKS = UNASSIGNED | {OrderState.CALL_BACK_DUE}


def state_tone(state: OrderState) -> str | None:
    """``accent``, ``amber``, ``green``, or none."""
    if state is OrderState.RECEIVED:
        return "accent"
    if state in ASKS:
        return "amber"
    return "green" if state in DONE else None
