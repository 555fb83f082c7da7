"""A stretch of time that somebody wants: it ends after it begins."""

from datetime import datetime

from fieldapp.domain.base import RuleBroken


def window(begins: datetime | None, ends: datetime | None) -> None:
    """Refuse a window that ends before it begins. Raises RuleBroken ``order.window_backwards``."""
    if begins and ends and ends <= begins:
        raise RuleBroken("order.window_backwards")
