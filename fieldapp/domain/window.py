"""A stretch of time that somebody wants: it ends after it begins, and is still to come when it is agreed."""

from datetime import UTC, datetime

from fieldapp.domain.base import RuleBroken


def window(begins: datetime | None, ends: datetime | None) -> None:
    """Refuse a window that ends before it begins. Raises RuleBroken ``order.window_backwards``."""
    if begins and ends and ends <= begins:
        raise RuleBroken("order.window_backwards")


def window_to_come(begins: datetime | None, ends: datetime | None, *, at: datetime) -> None:
    """Refuse one that was over when it was agreed, too.

    Raises RuleBroken ``order.window_backwards`` or ``order.window_over``.
    """
    window(begins, ends)
    last = ends or begins
    if last and last < at:
        raise RuleBroken("order.window_over")


def window_facts(begins: datetime | None, ends: datetime | None) -> dict[str, str]:
    """What a journal says of the time that was agreed; both are empty for any time."""
    named = (("wanted_from", begins), ("wanted_until", ends))
    return {name: moment.astimezone(UTC).isoformat() if moment else "" for name, moment in named}
