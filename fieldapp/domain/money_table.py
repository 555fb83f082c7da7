"""The entries of a month as a table for the bookkeeper: one row each, amounts in yuan, what went back below zero."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from fieldapp.domain.money_entry import entry_number

HEADER = (
    *("entry", "day", "order", "site", "room", "kind", "method", "amount_yuan"),
    *("receipt", "reason", "corrects", "written_by", "written_at"),
)
FIGURES = frozenset({"amount_yuan"})


def as_row(entry: Row[*tuple[Any, ...]], zone: str) -> tuple[str, ...]:
    """An entry as a row under :data:`HEADER`."""
    there = ZoneInfo(zone)
    return (
        entry_number(entry.year, entry.serial),
        f"{entry.at.astimezone(there):%Y-%m-%d}",
        f"{entry.order_year}-{entry.order_serial:05d}",
        entry.site_zh,
        f"{entry.building}{entry.door}",
        entry.kind.value,
        entry.method.value,
        yuan(entry.amount_fen),
        entry.receipt,
        entry.reason,
        entry_number(entry.corrects_year, entry.corrects_serial) if entry.corrects_year else "",
        entry.by or "",
        f"{entry.written_at.astimezone(there):%Y-%m-%d %H:%M}",
    )


def yuan(fen: int) -> str:
    """-12.50: what a spreadsheet adds up."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02}"
