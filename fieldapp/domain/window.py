"""A stretch of time that somebody wants: it ends after it begins, and is still to come when it is agreed."""

from datetime import datetime

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
