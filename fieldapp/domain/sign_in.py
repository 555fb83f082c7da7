"""Attempts to sign in: counted in the database, so that the limit holds over every process and worker.

They are counted by login and by the place they come from. A place is an address; or a browser in which this login has
signed in before, wherever it is now: strangers who guess at somebody's password never keep that person out of there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Index, Select, String, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.where_from import counted_as

MOST_COUNTED = 120  # attempts that one question looks at: more than any limit needs


class SignInAttempt(Model):
    """Somebody gave a login and a password. Written before the password is looked at, wiped when it was right."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(45))  # the name of the place; an IPv6 address at its longest
    at: Mapped[datetime]

    __table_args__ = (
        Index("ix_sign_in_attempt_login", "login", "address", "at"),
        Index("ix_sign_in_attempt_address", "address", "at"),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """From where somebody tries."""

    name: str
    known: bool = False  # a browser in which this login has signed in before

    @classmethod
    def address(cls, address: str) -> "Place":
        """An address of the network; of the newer ones a whole household is one."""
        return cls(counted_as(address))

    @classmethod
    def browser(cls, name: str) -> "Place":
        """A browser that this login has used before, by the name that it carries."""
        return cls(f"{OF_BROWSERS}{name}"[:45], known=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong ones within so long; the next one waits until the oldest of them is that old."""

    most: int
    within: timedelta

    def wait(self, moments: Sequence[datetime], at: datetime) -> timedelta:
        """How long to wait, given when it was tried, newest first; nothing if it is not reached."""
        return moments[self.most - 1] + self.within - at if len(moments) >= self.most else timedelta()


OF_BROWSERS = "browser "
A_MINUTE, LONGEST = timedelta(minutes=1), timedelta(minutes=15)
ONE_LOGIN_HERE = (Limit(5, A_MINUTE), Limit(15, LONGEST))  # from one place
ALL_LOGINS_HERE = (Limit(50, LONGEST),)  # from one address: whoever goes through a list of logins
ONE_LOGIN_ANYWHERE = (Limit(20, LONGEST),)  # from all addresses: whoever has many of them


def attempt(login: str, place: Place, *, at: datetime) -> SignInAttempt:
    """An attempt as it is counted: capitals and spaces around the login do not make it another one."""
    return SignInAttempt(login=as_counted(login), address=place.name, at=at)


def counted_together(login: str, place: Place) -> tuple[str, str]:
    """What is the same for all attempts that one limit counts: looked at one after the other, in this order."""
    return f"sign-in login {as_counted(login)}", f"sign-in place {place.name}"


def attempts_of(login: str, place: Place, *, at: datetime) -> Select[str, str, datetime]:
    """What was tried by this login or from this place, newest first, as far as it counts: (login, place, when)."""
    own, name = SignInAttempt.login == as_counted(login), place.name
    wanted = own if place.known else or_(own, SignInAttempt.address == name)
    return (
        select(SignInAttempt.login, SignInAttempt.address, SignInAttempt.at)
        .where(wanted, SignInAttempt.at > at - LONGEST)
        .order_by(SignInAttempt.at.desc())
        .limit(MOST_COUNTED)
    )


def wait_for(login: str, place: Place, earlier: Iterable[Any], *, at: datetime) -> timedelta:
    """How long this login has to wait at this place; nothing if it may be tried now."""
    told = [tuple(row) for row in earlier]
    own = [when for name, where, when in told if (name, where) == (as_counted(login), place.name)]
    waits = [limit.wait(own, at) for limit in ONE_LOGIN_HERE]
    if not place.known:
        here = [when for _, where, when in told if where == place.name]
        anywhere = [when for name, where, when in told if name == as_counted(login) and not _is_browser(where)]
        waits += [limit.wait(here, at) for limit in ALL_LOGINS_HERE]
        waits += [limit.wait(anywhere, at) for limit in ONE_LOGIN_ANYWHERE]
    return max(waits)


def check_tries(login: str, place: Place, earlier: Iterable[Any], *, at: datetime) -> None:
    """Refuse one try too many, and say how long to wait: ``sign_in.too_many``, ``sign_in.much_too_many``."""
    wait = wait_for(login, place, earlier, at=at)
    seconds = max(1, round(wait.total_seconds()))
    if wait > A_MINUTE:
        raise RuleBroken("sign_in.much_too_many", seconds=seconds, minutes=-(-seconds // 60))
    if wait > timedelta():
        raise RuleBroken("sign_in.too_many", seconds=seconds)


def forgiven(login: str, place: Place) -> Delete:
    """Wipe what was counted: the password was right."""
    return delete(SignInAttempt).where(SignInAttempt.login == as_counted(login), SignInAttempt.address == place.name)


def forgotten(*, at: datetime) -> Delete:
    """Wipe attempts that no longer count, whoever made them."""
    return delete(SignInAttempt).where(SignInAttempt.at <= at - LONGEST)


def as_counted(login: str) -> str:
    """The login, whatever was typed around it."""
    return login.replace("\0", "").strip().lower()[:60]


def _is_browser(where: str) -> bool:
    return where.startswith(OF_BROWSERS)
