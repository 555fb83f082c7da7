"""The colour of a state's tag: amber asks for somebody, green is behind us, accent goes its way."""

from fieldapp.domain.course import UNASSIGNED, UNDER_WAY, OrderState

DONE = frozenset({OrderState.SIGNED, OrderState.CLOSED})


def state_tone(state: OrderState) -> str | None:
    """``amber``, ``green``, ``accent``, or none for what ended otherwise."""
    if state is OrderState.RECEIVED:
        return "accent"
    if state in UNASSIGNED or state is OrderState.CALL_BACK_DUE:
        return "amber"
    if state in UNDER_WAY:
        return "accent"
    return "green" if state in DONE else None
