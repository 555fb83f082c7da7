"""A one-time code that somebody reads out to a colleague who cannot sign in: it stands for the password once.

Eight figures, read in two groups, good for a quarter of an hour and for one new password. Only its hash is kept; ten
wrong ones and it is void, whoever tried them and from wherever.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from secrets import randbelow
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person, Role

GOOD_FOR = timedelta(minutes=15)
FIGURES = 8
MOST_TRIES = 10
SPOKEN = re.compile(r"[0-9]{4}[ -]?[0-9]{4}")


class SignInCode(Model):
    """One code of one person. The newest one counts; making another voids it."""

    __tablename__ = "sign_in_code"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    code_hash: Mapped[str] = mapped_column(String(200))
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    over_at: Mapped[datetime | None]  # used, or voided by a newer one

    __table_args__ = (Index("ix_sign_in_code_person_id", "person_id", "made_at"),)

    def counts(self, at: datetime) -> bool:
        """Does it still stand for the password?"""
        return self.over_at is None and at < self.made_at + GOOD_FOR and self.tries < MOST_TRIES

    def end(self, at: datetime) -> None:
        """It was used, or another one was made."""
        self.over_at = self.over_at or at


def new_code() -> str:
    """Eight figures that nobody can guess."""
    return f"{randbelow(10**FIGURES):0{FIGURES}}"


def as_read_out(code: str) -> str:
    """The figures in two groups: ``4821 0937``."""
    return f"{code[:4]} {code[4:]}"


def figures_of(typed: str) -> str:
    """The eight figures of what was typed with or without a space between the groups; nothing if it is no code."""
    words = typed.strip()
    return re.sub("[ -]", "", words) if SPOKEN.fullmatch(words) else ""


def may_read_out(roles: Iterable[Role], by_id: UUID, person: Person) -> None:
    """The front desk reads codes out to technicians; an administrator to everybody but themselves.

    Who reads a code out could sign in with it: so nobody at the desk gets at what a manager may do.

    Raises RuleBroken ``code.own``, ``code.not_a_technician`` or ``code.has_left``.
    """
    if person.id == by_id:
        raise RuleBroken("code.own")
    if person.left_at is not None:
        raise RuleBroken("code.has_left", name=person.name)
    if Role.ADMIN not in frozenset(roles) and person.roles != {Role.TECHNICIAN}:
        raise RuleBroken("code.not_a_technician", name=person.name)


def make_code(person: Person, act: Act, *, code_hash: str, earlier: Iterable[SignInCode]) -> SignInCode:
    """A code for this person; the ones before it are void."""
    for other in earlier:
        other.end(act.at)
    assert act.by_id is not None
    return SignInCode(person_id=person.id, code_hash=code_hash, made_by_id=act.by_id, made_at=act.at, tries=0)


def standing_codes(person_id: UUID, at: datetime) -> Select[SignInCode]:
    """The codes of a person that are not over: one at most, unless two were made at the same moment."""
    return (
        select(SignInCode)
        .where(SignInCode.person_id == person_id, SignInCode.over_at.is_(None), SignInCode.made_at > at - GOOD_FOR)
        .order_by(SignInCode.made_at.desc(), SignInCode.id.desc())
    )
