"""What somebody had before them when they decided: of two windows over the same thing, the older one is told.

A form carries a mark of the values that it showed, and when; whoever saves holds the row and compares. No version of
its own is kept for that: values that were changed and changed back are no change.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.base import Model, Overtaken
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person
from fieldapp.domain.premises import masked

OF_PERSON = ("name", "badge", "phone", "department", "language", "roles", "trades", "skills")
OF_ROOM = ("building", "door", "floor", "handed_over_on", "stopcock", "breaker")
OF_OWNER = ("surname", "given_name", "address", "phone", "language")
OF_SITE = ("name_zh", "name_en", "timezone")
OF_MONEY = ("collects",)


def mark_of(thing: Model, fields: Iterable[str], at: datetime) -> str:
    """What a form carries: the second in which it was drawn, and a digest of what it showed."""
    return f"{int(at.timestamp())}.{_digest(thing, fields)}"


def hold(session: Session, thing: Model, fields: Iterable[str]) -> None:
    """Nobody else changes it until the transaction ends; it says from now on what is stored."""
    session.refresh(thing, attribute_names=[*fields], with_for_update=True)


def refuse_overtaken(
    session: Session,
    thing: Model,
    fields: Iterable[str],
    told: Mapping[str, Any],
    act: Act,
    seen: str,
    about: Select[*tuple[Any, ...]],
) -> None:
    """Raises Overtaken ``seen.changed_by``, ``seen.changed_by_yourself`` or ``seen.changed_meanwhile``.

    ``about``: the changes of this thing in the journal (:func:`changes_of`). Whoever says what is stored already loses
    nothing and overwrites nothing: that was a second tap. The thing is held (:func:`hold`).
    """
    drawn, _, digest = seen.partition(".")
    other = {name: getattr(thing, name) for name in fields if name in told and told[name] != getattr(thing, name)}
    if not other or not drawn.isascii() or not drawn.isdigit() or digest == _digest(thing, fields):
        return
    now = {name: masked(value) if name == "phone" and value else value for name, value in other.items()}
    first = session.execute(about.where(AdminEntry.at >= _moment(drawn))).first()
    if first is None or not first.name:
        raise Overtaken("seen.changed_meanwhile", now=now)
    code = "seen.changed_by_yourself" if first.by_id == act.by_id else "seen.changed_by"
    raise Overtaken(code, name=first.name, at=first.at, now=now)


def changes_of(
    branch_id: Any, what: str, *, about: str | None = None, person_id: Any = None
) -> Select[*tuple[Any, ...]]:
    """The changes of one thing, the last first, with the name of whoever made them."""
    asked = (
        select(AdminEntry.by_id, AdminEntry.at, Person.name)
        .outerjoin(Person, Person.id == AdminEntry.by_id)
        .where(AdminEntry.branch_id == branch_id, AdminEntry.what == what)
        .order_by(AdminEntry.at.desc(), AdminEntry.id.desc())
        .limit(1)
    )
    if person_id is not None:
        return asked.where(AdminEntry.person_id == person_id)
    return asked if about is None else asked.where(AdminEntry.about == about)


def _moment(drawn: str) -> datetime:
    return datetime.fromtimestamp(min(int(drawn[:12]), 4_000_000_000), UTC)


def _digest(thing: Model, fields: Iterable[str]) -> str:
    values = {name: _plain(getattr(thing, name)) for name in fields}
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:24]


def _plain(value: Any) -> Any:
    return sorted(str(one) for one in value) if isinstance(value, frozenset) else "" if value is None else str(value)
