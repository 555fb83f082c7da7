"""What a branch says of itself: names, the number that owners call, times. Who said so stands in the journal."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.admin_journal import AdminEntry, note
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Branch

SETTINGS = (
    *("company_zh", "company_en", "name_zh", "name_en", "centre_phone"),
    *("developer_receipt_days", "developer_answer_days", "developer_decision_days", "developer_again_days"),
    *("lock_minutes", "door_minutes"),
)
LOOKED_BACK = 200  # changes; what was said before them is told without a name


class Said(NamedTuple):
    """Who said something, and when."""

    name: str  # nobody: whoever keeps the server
    at: datetime


def change_branch(session: Session, branch: Branch, told: Mapping[str, str | int], act: Act) -> None:
    """Other names, another number or other times, from the next page on."""
    changed = {name: [getattr(branch, name), told[name]] for name in SETTINGS if getattr(branch, name) != told[name]}
    for name in changed:
        setattr(branch, name, told[name])
    if changed:
        note(session, branch.id, act, "settings", about=branch.name_zh, changed=changed)


def changes_of_settings(branch_id: UUID) -> Select[AdminEntry, str]:
    """The last changes, newest first, each with the name of whoever made it."""
    return (
        select(AdminEntry, Person.name)
        .outerjoin(Person, Person.id == AdminEntry.by_id)
        .where(AdminEntry.branch_id == branch_id, AdminEntry.what == "settings")
        .order_by(AdminEntry.at.desc(), AdminEntry.id.desc())
        .limit(LOOKED_BACK)
    )


def who_said(changes: Iterable[tuple[AdminEntry, str | None]]) -> dict[str, Said]:
    """Of each setting that somebody changed, who was the last."""
    last: dict[str, Said] = {}
    for entry, name in changes:
        for setting in entry.facts.get("changed", {}):
            last.setdefault(setting, Said(name or "", entry.at))
    return last
