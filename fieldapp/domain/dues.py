"""What an order's owner is to pay and has paid, in fen. Nothing is changed or taken out: each entry comes on top."""

from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import text

from fieldapp.domain.base import Fen, RuleBroken

MOST_AT_ONCE = 99_999_999  # fen: ¥999,999.99

# Something is still to be paid, or to be given back. One literal text, shared by the partial index and by the list.
UNEVEN = text("due_fen <> paid_fen")


@dataclass(frozen=True, slots=True)
class Dues:
    """Before and after an entry: each verb says what stands after it, or refuses it."""

    due_fen: Fen | None  # None: the work is not over, so nothing is due yet; money may be advanced
    paid_fen: Fen

    @property
    def owed_fen(self) -> Fen:
        """What is still to be paid; below zero: to be given back."""
        return Fen((self.due_fen or 0) - self.paid_fen)

    def paid(self, amount_fen: int) -> Self:
        """Money came in. Raises RuleBroken ``money.nothing``, or ``money.more_than_owed`` once it is known what is due.

        In advance of the work any amount may be laid down (4.4.1): what is over is given back.
        """
        _some(amount_fen)
        if self.due_fen is not None and amount_fen > self.owed_fen:
            raise RuleBroken("money.more_than_owed", owed_fen=max(self.owed_fen, 0))
        return replace(self, paid_fen=Fen(self.paid_fen + amount_fen))

    def told(self, amount_fen: int) -> Self:
        """Money was taken at the door: what has happened is not refused, even where it was too much."""
        return replace(self, paid_fen=Fen(self.paid_fen + amount_fen))

    def given_back(self, amount_fen: int) -> Self:
        """Money went back to the owner. Raises RuleBroken ``money.nothing`` or ``money.more_than_paid``."""
        _some(amount_fen)
        return self._changed(-amount_fen)

    def corrected(self, difference_fen: int) -> Self:
        """An entry was wrong by so much. Raises RuleBroken ``money.nothing_different`` or ``money.more_than_paid``."""
        if difference_fen == 0:
            raise RuleBroken("money.nothing_different")
        return self._changed(difference_fen)

    def _changed(self, difference_fen: int) -> Self:
        if self.paid_fen + difference_fen < 0:
            raise RuleBroken("money.more_than_paid", paid_fen=self.paid_fen)
        return replace(self, paid_fen=Fen(self.paid_fen + difference_fen))


def _some(amount_fen: int) -> None:
    if not 0 < amount_fen <= MOST_AT_ONCE:
        raise RuleBroken("money.nothing", most_fen=MOST_AT_ONCE)
