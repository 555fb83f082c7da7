"""A passkey: a key of one person that a phone, a computer or a stick keeps, and that stands for login and password."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.people import Person

MOST = 10  # of a person
LONGEST_ID = 1364  # letters: 1023 bytes, the most that the standard allows, in base64url


class Passkey(Model):
    """One of them: we have only its public half, with which nobody can sign in."""

    __tablename__ = "passkey"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    credential: Mapped[str] = mapped_column(String(LONGEST_ID), unique=True)  # what it calls itself, in base64url
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    signed: Mapped[int] = mapped_column(BigInteger)  # how often, as it says itself; many count nothing and say 0
    name: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_passkey_person_id", "person_id", "made_at"),)

    def use(self, signed: int, *, asked_at: datetime, at: datetime) -> None:
        """Somebody signs in with it. What we asked before it was used last counts no more: an answer is good once.

        Raises RuleBroken ``passkey.too_late``.
        """
        if self.used_at is not None and asked_at <= self.used_at:
            raise RuleBroken("passkey.too_late")
        self.signed, self.used_at = signed, at


def may_have_another(passkeys: int) -> None:
    """Raises RuleBroken ``passkey.too_many``: what nobody looks through any more protects nothing."""
    if passkeys >= MOST:
        raise RuleBroken("passkey.too_many", most=MOST)


def passkeys_of(person_id: UUID) -> Select[Passkey]:
    """All of a person, the oldest first."""
    return select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.made_at, Passkey.id)


def passkey_with(credential: str) -> Select[Passkey, Person]:
    """The passkey that calls itself so, and whose it is, as long as they work here."""
    return (
        select(Passkey, Person)
        .join(Person, Person.id == Passkey.person_id)
        .where(Passkey.credential == credential, Person.left_at.is_(None))
    )
