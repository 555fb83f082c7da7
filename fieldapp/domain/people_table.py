"""The people as a table: what its columns mean, and how it changes who works here. It holds no passwords."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.changes import Changes
from fieldapp.domain.people import Language, Person, Role, holds
from fieldapp.domain.people_list import person_key
from fieldapp.domain.people_words import DEPARTMENT_WORDS, ROLE_WORDS, SKILL_WORDS, TRADE_WORDS, listed, readable
from fieldapp.domain.table import Columns, Record, Row, read_rows, refuse_repeats, taken
from fieldapp.domain.writing import narrow

COLUMNS = Columns(
    required=("login", "name", "department", "roles"), optional=("badge", "phone", "trades", "skills", "language")
)
HEADER = COLUMNS.all
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{2,28}")

DEPARTMENTS = readable(DEPARTMENT_WORDS)
ROLES = readable(ROLE_WORDS)
TRADES = readable(TRADE_WORDS)
SKILLS = readable(SKILL_WORDS)
SPOKEN = {Language.CHINESE: "中文", Language.ENGLISH: "英文"}  # as a table says it
LANGUAGES = {
    "zh": Language.CHINESE, "zh_hans_cn": Language.CHINESE, "中文": Language.CHINESE,
    "en": Language.ENGLISH, "英文": Language.ENGLISH, "english": Language.ENGLISH,
}  # fmt: skip


def import_people(session: Session, branch_id: UUID, records: Iterable[Record]) -> dict[str, Changes]:
    """Add the people of a file to a branch, and update those whose login it knows. Raises TableRefused.

    Nobody leaves by not being in the file, and a column that is not there changes nothing. A new person cannot sign in
    until a password is set.
    """
    rows, refusals = read_rows(records, COLUMNS)
    refuse_repeats(rows, _login, "login")
    known = _known(session, rows)
    for row in rows:
        _refuse_strangers(row, known.get(_login(row)), branch_id)
    facts_told = [_told(row) for row in rows]
    _refuse_to_be_without_administrator(session, branch_id, rows, facts_told, known)
    told = taken(facts_told, refusals)
    changes = Changes()
    for row, facts in zip(rows, told, strict=True):
        person = known.get(facts["login"])
        if person is None:
            session.add(Person(branch_id=branch_id, search=_key(facts), **facts))
            changes.count_added()
        else:
            changes.update(person, {name: facts[name] for name in facts if name in row.cells and name != "login"})
            person.search = person_key(person.name, person.login, person.badge)
    return {"people": changes}


def facts_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """What somebody typed about one person, by the rules of an imported row. Raises TableRefused with each column."""
    rows, refusals = read_rows([(1, HEADER), (2, [cells.get(column, "") for column in HEADER])], COLUMNS)
    return taken([_told(row) for row in rows], refusals)[0]


def people_to_export(branch_id: UUID) -> Select[Person]:
    """Everybody who works here, in the order of their logins."""
    return select(Person).where(Person.branch_id == branch_id, Person.left_at.is_(None)).order_by(Person.login)


def as_row(person: Person) -> tuple[str, ...]:
    """A person as a row of the table that the import reads."""
    told = {
        "login": person.login,
        "name": person.name,
        "badge": person.badge,
        "phone": person.phone,
        "department": DEPARTMENT_WORDS[person.department],
        "roles": listed(person.roles, ROLE_WORDS),
        "trades": listed(person.trades, TRADE_WORDS),
        "skills": listed(person.skills, SKILL_WORDS),
        "language": SPOKEN[person.language],
    }
    return tuple(told[column] for column in HEADER)


def _key(facts: Mapping[str, Any]) -> str:
    return person_key(facts["name"], facts["login"], facts["badge"])


def _login(row: Row) -> str:
    return narrow(row.cells.get("login", "")).lower()


def _known(session: Session, rows: list[Row]) -> dict[str, Person]:
    people = session.scalars(select(Person).where(func.lower(Person.login).in_({_login(row) for row in rows})))
    return {person.login.lower(): person for person in people}


def _refuse_strangers(row: Row, person: Person | None, branch_id: UUID) -> None:
    """A login belongs to one person for ever: another branch's, or somebody's who has left, is not given anew."""
    if person is not None and person.branch_id != branch_id:
        row.refuse("login", "cell.login_of_another_branch")
    if person is not None and person.left_at is not None:
        row.refuse("login", "cell.login_of_one_who_left")


def _refuse_to_be_without_administrator(
    session: Session, branch_id: UUID, rows: list[Row], facts: list[dict[str, Any]], known: Mapping[str, Person]
) -> None:
    """Somebody has to be able to undo all this: a file does not take the role from the last who has it."""
    losing = {
        known[told["login"]].id: row
        for row, told in zip(rows, facts, strict=True)
        if told["login"] in known and "roles" in row.cells and Role.ADMIN not in told["roles"]
    }
    holding = set(session.scalars(select(Person.id).where(Person.branch_id == branch_id, holds(Role.ADMIN))))
    if holding and holding <= losing.keys() and not any(Role.ADMIN in told["roles"] for told in facts):
        for person_id in holding:
            losing[person_id].refuse("roles", "cell.last_administrator")


def _told(row: Row) -> dict[str, Any]:
    roles = row.some_of("roles", ROLES)
    if not roles:
        row.refuse("roles", "cell.not_known", known=list(ROLES))
    return {
        "login": row.shaped("login", LOGIN, "cell.not_a_login", most=60).lower(),
        "name": row.text("name", most=60),
        "badge": row.text("badge", most=20, optional=True),
        "phone": row.shaped("phone", PHONE, "cell.not_a_phone", most=30, optional=True),
        "department": row.one_of("department", DEPARTMENTS),
        "roles": roles,
        "trades": row.some_of("trades", TRADES),
        "skills": row.some_of("skills", SKILLS),
        "language": row.one_of("language", LANGUAGES, otherwise=Language.CHINESE),
    }
