"""Other systems of the company that read and write orders: its own app, WeCom. Each has a token and its scopes."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Update, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import Model, RuleBroken, SetOf, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Department, Person
from fieldapp.domain.pinyin import search_key

MARK = "fap_"  # what every token begins with, so that whoever finds one knows what it opens
NOTED_EVERY = timedelta(minutes=10)  # when a token was last used need not be known to the second


class Scope(StrEnum):
    """What a token may do."""

    ORDERS_READ = "orders:read"  # how orders stand, without a word about the people
    OWNERS_READ = "owners:read"  # for whom and where: the room, the name, the number with its middle hidden
    ORDERS_WRITE = "orders:write"  # write orders, and cancel those it wrote
    CATALOGUE_READ = "catalogue:read"


class System(Model):
    """Another system. What it does stands in the journals under the name of a person who never signs in."""

    __tablename__ = "system"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(60))
    scopes: Mapped[frozenset[Scope]] = mapped_column(SetOf(Scope))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    token_end: Mapped[str] = mapped_column(String(4))  # its last letters, so that people can tell one from another
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # to some minutes
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")

    __table_args__ = (Index("ix_system_branch_id", "branch_id", "name"),)

    def renew(self, session: Session, act: Act) -> str:
        """Another token, to be shown once; the one before opens nothing any more. Raises RuleBroken
        ``system.revoked``."""
        if self.revoked_at is not None:
            raise RuleBroken("system.revoked", name=self.name)
        token = self._take_token()
        note(session, self.branch_id, act, "system_token", about=self.name)
        return token

    def revoke(self, session: Session, act: Act) -> None:
        """It is shut out from now on, and told nothing more. Twice is once."""
        if self.revoked_at is None:
            self.revoked_at = act.at
            note(session, self.branch_id, act, "system_revoked", about=self.name)

    def require(self, scope: Scope) -> None:
        """Raises RuleBroken ``system.scope_missing``."""
        if scope not in self.scopes:
            raise RuleBroken("system.scope_missing", scope=scope.value)

    def _take_token(self) -> str:
        token = MARK + token_urlsafe(32)
        self.token_sha256, self.token_end = digest(token), token[-4:]
        return token


def add_system(session: Session, branch_id: UUID, name: str, scopes: Collection[Scope], act: Act) -> tuple[System, str]:
    """A new one and its token, which is kept nowhere. Raises RuleBroken ``system.name_taken``."""
    if session.scalar(select(System.id).where(System.branch_id == branch_id, System.name == name)) is not None:
        raise RuleBroken("system.name_taken", field="name", name=name)
    id = new_id()
    person = Person(
        id=new_id(),
        branch_id=branch_id,
        login=f"system-{id.hex}",
        name=name,
        department=Department.OFFICE,
        roles=frozenset(),
        search=search_key(name)[:200],
        left_at=act.at,  # nobody who works here, and nobody who may sign in
    )
    system = System(id=id, branch_id=branch_id, person=person, name=name, scopes=frozenset(scopes), made_at=act.at)
    token = system._take_token()
    session.add(system)
    note(session, branch_id, act, "system_added", about=name, scopes=sorted(scopes))
    return system, token


def digest(token: str) -> str:
    """What is kept of a token: 256 bits of chance need no slow hash."""
    return sha256(token.encode()).hexdigest()


def with_token(token: str) -> Select[*tuple[Any, ...]]:
    """Whoever asks with this token, as far as it is good."""
    return select(
        System.id,
        System.branch_id,
        System.person_id,
        System.name,
        System.scopes,
        System.used_at,
    ).where(System.token_sha256 == digest(token), System.revoked_at.is_(None))


def used(system_id: UUID, at: datetime) -> Update:
    """Note that its token was used."""
    return update(System).where(System.id == system_id).values(used_at=at)


def systems_of(branch_id: UUID) -> Select[System]:
    """All of a branch: those that may come in first, then by name."""
    return select(System).where(System.branch_id == branch_id).order_by(System.revoked_at.is_not(None), System.name)


def system_of(branch_id: UUID, system_id: UUID) -> Select[System]:
    """One of them, with the name under which it acts."""
    mine = (System.branch_id == branch_id, System.id == system_id)
    return select(System).where(*mine).options(joinedload(System.person))
