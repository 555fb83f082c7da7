"""Money for a booking, an errand or a purchase (4.4.1, 4.4.2): what was advanced by whom, what was spent, what is left.

It stands beside the price of the service: goods, fees and fares go through nobody's cash book, they are paid out of
what was advanced and shown to the owner with their receipts. What was signed does not change any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from fieldapp.domain.base import Fen, RuleBroken
from fieldapp.domain.course import UNASSIGNED, UNDER_WAY
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Department

if TYPE_CHECKING:
    from fieldapp.domain.order import Order

MOST_LAID_DOWN_FEN = 99_999_999  # ¥999,999.99
MOST_ENTRIES = 60

Entry = dict[str, Any]


class Whose(StrEnum):
    """Who laid the money down."""

    OWNER = "owner"
    COMPANY = "company"  # out of the branch's petty cash
    RUNNER = "runner"  # whoever does the errand, out of their own pocket


@dataclass(frozen=True, slots=True)
class Account:
    """What stands on the order: entries in the order in which they were told."""

    entries: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    def has(self, id: UUID) -> bool:
        """Does this entry stand on it?"""
        return any(entry["id"] == str(id) for entry in self.entries)

    @property
    def advances(self) -> list[Entry]:
        """Money laid down, by whom."""
        return [entry for entry in self.entries if entry["kind"] == "advance"]

    @property
    def receipts(self) -> list[Entry]:
        """Money spent, each with what for."""
        return [entry for entry in self.entries if entry["kind"] == "receipt"]

    @property
    def by_owner_fen(self) -> Fen:
        """What the owner laid down."""
        return Fen(sum(entry["amount_fen"] for entry in self.advances if entry["whose"] == Whose.OWNER))

    @property
    def advanced_fen(self) -> Fen:
        """What everybody laid down."""
        return Fen(sum(entry["amount_fen"] for entry in self.advances))

    @property
    def spent_fen(self) -> Fen:
        """What was spent for the owner."""
        return Fen(sum(entry["amount_fen"] for entry in self.receipts))

    @property
    def beside_fen(self) -> Fen:
        """What it comes to so far: what was spent, and before that what others than the owner laid down for it."""
        return self.spent_fen or Fen(self.advanced_fen - self.by_owner_fen)

    @property
    def left_fen(self) -> Fen:
        """What goes back to the owner; below zero: what the owner still owes for what was bought."""
        return Fen(self.by_owner_fen - self.spent_fen)


def account(order: "Order") -> Account:
    """The money of this errand as it stands."""
    return Account(tuple(order.errand or ()))


def has_account(order: "Order") -> bool:
    """Is it a booking, an errand or a purchase, for which money is laid down?"""
    return order.department is Department.BUTLER


def advance(
    order: "Order",
    act: Act,
    *,
    id: UUID,
    whose: Whose,
    amount_fen: int,
    words: str = "",
    visit_id: UUID | None = None,
) -> None:
    """Money is laid down. The same id twice is once.

    Raises RuleBroken ``errand.not_of_its_kind``, ``errand.signed``, ``errand.amount`` or ``errand.too_many``.
    """
    entry = {"kind": "advance", "whose": whose.value, "words": words.strip(), "photo": ""}
    _put(order, act, id, entry, amount_fen, visit_id)


def receipt(
    order: "Order",
    act: Act,
    *,
    id: UUID,
    words: str,
    amount_fen: int,
    photo: str = "",
    visit_id: UUID | None = None,
) -> None:
    """Money was spent: what for, with the photo of the receipt (its SHA-256). The same id twice is once.

    Raises RuleBroken ``errand.words_missing`` beside what :func:`advance` raises.
    """
    if not words.strip():
        raise RuleBroken("errand.words_missing")
    entry = {"kind": "receipt", "whose": "", "words": words.strip(), "photo": photo}
    _put(order, act, id, entry, amount_fen, visit_id)


def strike(order: "Order", act: Act, *, id: UUID, visit_id: UUID | None = None) -> None:
    """It was told by mistake: off the account; the journal keeps it. Twice is once. Raises ``errand.signed``."""
    gone = [entry for entry in account(order).entries if entry["id"] == str(id)]
    if not gone:
        return
    if _may_change(order, act):
        order.errand = [entry for entry in account(order).entries if entry["id"] != str(id)]
    told = {"entry": gone[0]["kind"], "words": gone[0]["words"], "amount_fen": gone[0]["amount_fen"]}
    order.record(act, "errand_struck", visit_id=visit_id, **told)


def owed_in_all(total_fen: int, left_fen: int) -> Fen:
    """What the owner pays, for the service and for what was bought. What is left over goes back by itself: it is the
    owner's, and never counted against the price of the service."""
    return Fen(total_fen + max(0, -left_fen))


def told_at_signing(order: "Order") -> dict[str, Any]:
    """What the signed document says of it: nothing for an order without such money."""
    money = account(order)
    if not money:
        return {}
    return {
        "advances": [_plain(entry, "whose", "words", "amount_fen") for entry in money.advances],
        "receipts": [_plain(entry, "words", "amount_fen", "photo") for entry in money.receipts],
        "left_fen": money.left_fen,
    }


def _put(order: "Order", act: Act, id: UUID, entry: Entry, amount_fen: int, visit_id: UUID | None) -> None:
    known = account(order).entries
    if account(order).has(id):
        return
    _require_kind(order)
    if not 0 < amount_fen <= MOST_LAID_DOWN_FEN:
        raise amount_refused()
    if len(known) >= MOST_ENTRIES:
        raise RuleBroken("errand.too_many", most=MOST_ENTRIES)
    by = str(act.by_id) if act.by_id else ""
    whole = entry | {"id": str(id), "amount_fen": amount_fen, "at": act.at.isoformat(), "by": by}
    if _may_change(order, act):
        order.errand = [*known, whole]
    facts = {"whose": entry["whose"], "words": entry["words"], "amount_fen": amount_fen, "photo": bool(entry["photo"])}
    order.record(act, f"errand_{entry['kind']}", visit_id=visit_id, **facts)


def amount_refused() -> RuleBroken:
    """The refusal of an amount, with the most that is allowed."""
    return RuleBroken("errand.amount", most_fen=MOST_LAID_DOWN_FEN)


def _require_kind(order: "Order") -> None:
    if not has_account(order):
        raise RuleBroken("errand.not_of_its_kind")


def _may_change(order: "Order", act: Act) -> bool:
    """What was signed does not change: what a phone tells of later is written down for whoever settles it."""
    open_still = order.state in UNASSIGNED | UNDER_WAY
    if act.asks and not open_still:
        raise RuleBroken("errand.signed")
    return open_still


def _plain(entry: Entry, *names: str) -> Entry:
    return {name: entry[name] for name in names}


def photos_in(entries: Iterable[Entry]) -> dict[str, str]:
    """The photo of each entry that has one, by the entry's id."""
    return {entry["id"]: entry["photo"] for entry in entries if entry["photo"]}
