"""Attempts to sign in: counted in the database, so that the limit holds over every process and worker."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Delete, Index, Select, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id

TRIES = 5
WITHIN = timedelta(minutes=1)


class SignInAttempt(Model):
    """Somebody gave a login and a password. Written before the password is looked at, wiped when it was right."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(45))  # an IPv6 address at its longest
    at: Mapped[datetime]

    __table_args__ = (Index("ix_sign_in_attempt_login", "login", "address", "at"),)


def attempt(login: str, address: str, *, at: datetime) -> SignInAttempt:
    """An attempt as it is counted: capitals and spaces around the login do not make it another one."""
    return SignInAttempt(login=_counted_as(login), address=address[:45], at=at)


def counted_together(login: str, address: str) -> str:
    """What is the same for all attempts that one limit counts: they are looked at one after the other."""
    return f"sign-in {_counted_as(login)} {address[:45]}"


def attempts_of(login: str, address: str, *, at: datetime) -> Select[datetime]:
    """When this login was last tried from this address, newest first, as far as it counts."""
    return (
        select(SignInAttempt.at)
        .where(
            SignInAttempt.login == _counted_as(login),
            SignInAttempt.address == address[:45],
            SignInAttempt.at > at - WITHIN,
        )
        .order_by(SignInAttempt.at.desc())
        .limit(TRIES)
    )


def check_tries(earlier: Sequence[datetime], *, at: datetime) -> None:
    """Refuse a sixth try within a minute and say how many seconds to wait."""
    if len(earlier) >= TRIES:
        wait = min(earlier) + WITHIN - at
        raise RuleBroken("sign_in.too_many", seconds=max(1, round(wait.total_seconds())))


def forgiven(login: str, address: str) -> Delete:
    """Wipe what was counted: the password was right."""
    return delete(SignInAttempt).where(SignInAttempt.login == _counted_as(login), SignInAttempt.address == address[:45])


def forgotten(*, at: datetime) -> Delete:
    """Wipe attempts that no longer count, whoever made them."""
    return delete(SignInAttempt).where(SignInAttempt.at <= at - WITHIN)


def _counted_as(login: str) -> str:
    return login.replace("\0", "").strip().lower()[:60]
