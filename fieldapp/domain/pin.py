"""A PIN: a few figures that open what its owner has turned away or left lying, and never stand for the password.

On the phone it opens what lies behind the owner's side of a visit, without signal: the phone keeps a proof that is
slow to try. In the office it opens a screen that was put away: there the server looks. After five wrong ones only the
password opens.
"""

import re
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, RuleBroken

LEAST, MOST = 4, 8  # figures
TRIES = 5
UP = "01234567890"


class Pin(Model):
    """The one of a person."""

    __tablename__ = "pin"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    pin_hash: Mapped[str] = mapped_column(String(200))  # what the server compares with
    proof: Mapped[str] = mapped_column(String(120))  # what phones compare with: passwords.proof_for_a_phone
    set_at: Mapped[datetime]
    wrong: Mapped[int] = mapped_column(default=0)  # tried at screens in the office, since it was right last

    @property
    def is_spent(self) -> bool:
        """Does only the password open?"""
        return self.wrong >= TRIES

    def count_a_try(self) -> None:
        """Before it is looked at. Raises RuleBroken ``pin.password_first`` after five wrong ones."""
        if self.is_spent:
            raise RuleBroken("pin.password_first", tries=TRIES)
        self.wrong += 1

    def open(self) -> None:
        """It was right, or the password was."""
        self.wrong = 0


def chosen(pin: str, again: str) -> str:
    """The figures as they were chosen. Raises RuleBroken ``pin.not_figures``, ``pin.too_easy`` or ``pin.differs``."""
    if not re.fullmatch(f"[0-9]{{{LEAST},{MOST}}}", pin):
        raise RuleBroken("pin.not_figures", least=LEAST, most=MOST)
    if len(set(pin)) == 1 or pin in UP or pin in UP[::-1]:
        raise RuleBroken("pin.too_easy")
    if pin != again:
        raise RuleBroken("pin.differs")
    return pin


def pin_of(person_id: UUID) -> Select[Pin]:
    """The PIN of a person, if they have one."""
    return select(Pin).where(Pin.person_id == person_id)
