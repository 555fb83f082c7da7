"""What every stored thing shares: one metadata, one way to keep time, money and names; no Flask."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, Generic, NewType, TypeVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Enum,
    Integer,
    MetaData,
    String,
    literal_column,
    text,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator
from uuid6 import uuid7

Member = TypeVar("Member", bound=StrEnum)

Fen = NewType("Fen", int)  # money: whole hundredths of a yuan
Milli = NewType("Milli", int)  # quantities: whole thousandths of a unit (1500 = 1.5 m²)

# SQLite only counts up by itself for INTEGER; PostgreSQL needs the wider type for rows that never end.
Serial = BigInteger().with_variant(Integer, "sqlite")


# Rows of the evidence set (``evidence_set.py``) that wait to be sealed: their ``link`` is the number of their place in
# the chain of their branch; below zero it is the place that they had before something was added to them. One literal
# text, shared by the partial indexes and the question of the worker.
UNSEALED = text("(link IS NULL OR link < 0)")


class RuleBroken(Exception):
    """A rule of the business said no.

    It carries a code and the facts, not a sentence: the sentence is made in the language of whoever reads it.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Overtaken(RuleBroken):
    """Somebody else changed the thing first: look again and decide again."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. Refuses a naive datetime, because nobody knows when that is."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        # SQLite keeps moments as text, and a page reads a hundred of them: in one step, not in three.
        return _of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class SetOf(TypeDecorator[frozenset[Member]], Generic[Member]):
    """A small set of words of one kind, kept as sorted text ("desk,technician"): read whole, never searched."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[Member], length: int = 200) -> None:
        super().__init__(length)
        self.kind = kind

    def process_bind_param(self, value: Iterable[Member] | None, dialect: Dialect) -> str:
        return ",".join(sorted(self.kind(member).value for member in value or ()))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Member]:
        return _members(self.kind, value or "")


@lru_cache(maxsize=1024)
def _members(kind: type[Member], words: str) -> frozenset[Member]:
    return frozenset(kind(word) for word in words.split(",") if word)


class Model(DeclarativeBase):
    """The base of every stored thing."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Instant,
        Fen: BigInteger,
        Milli: BigInteger,
        StrEnum: Enum(StrEnum, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e]),
    }


def spelt_out(words: Iterable[str]) -> list[ColumnElement[Any]]:
    """For IN: words of ours, written into the statement, because a bound list is expanded anew at every asking."""
    return [literal_column("'" + word.replace("'", "''") + "'") for word in sorted(words)]


def new_id() -> UUID:
    """An id made by whoever creates the thing: sorted by its time of birth, safe to send twice (UUIDv7)."""
    return uuid7()
