"""The people as a table: what its columns mean, and how it changes who works here. It holds no passwords."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fieldapp.domain.changes import Changes
from fieldapp.domain.people import Department, Language, Person, Role, Skill, Trade
from fieldapp.domain.table import Columns, Record, Row, read_rows, refuse_repeats, taken

COLUMNS = Columns(
    required=("login", "name", "department", "roles"), optional=("badge", "phone", "trades", "skills", "language")
)
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{2,28}")

DEPARTMENTS = {department.value: department for department in Department}
ROLES = {role.value: role for role in Role}
TRADES = {trade.value: trade for trade in Trade}
SKILLS = {skill.value: skill for skill in Skill}
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
    told = taken([_told(row) for row in rows], refusals)
    changes = Changes()
    for row, facts in zip(rows, told, strict=True):
        person = known.get(facts["login"])
        if person is None:
            session.add(Person(branch_id=branch_id, **facts))
            changes.count_added()
        else:
            changes.update(person, {name: facts[name] for name in facts if name in row.cells and name != "login"})
    return {"people": changes}


def _login(row: Row) -> str:
    return row.cells.get("login", "").lower()


def _known(session: Session, rows: list[Row]) -> dict[str, Person]:
    people = session.scalars(select(Person).where(func.lower(Person.login).in_({_login(row) for row in rows})))
    return {person.login.lower(): person for person in people}


def _refuse_strangers(row: Row, person: Person | None, branch_id: UUID) -> None:
    """A login belongs to one person for ever: another branch's, or somebody's who has left, is not given anew."""
    if person is not None and person.branch_id != branch_id:
        row.refuse("login", "cell.login_of_another_branch")
    if person is not None and person.left_at is not None:
        row.refuse("login", "cell.login_of_one_who_left")


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
