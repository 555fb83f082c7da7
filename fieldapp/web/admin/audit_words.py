"""What somebody did, in a line: of an order as its own page tells it, of the administration with what became what."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.absence import AbsenceKind
from fieldapp.domain.component import Component
from fieldapp.domain.numbers_in_words import without_numbers
from fieldapp.domain.people import Department, Language, Role, Skill, Trade
from fieldapp.domain.premises import Collects, FormOfAddress
from fieldapp.domain.retention import Kept
from fieldapp.domain.timeline import Event
from fieldapp.web.doorplate import door
from fieldapp.web.journal_titles import TITLES
from fieldapp.web.journal_words import detail, title
from fieldapp.web.labels import LABELS, label
from fieldapp.web.privacy_words import KINDS as KINDS_KEPT
from fieldapp.web.privacy_words import length

A_FACT = re.compile(r"%\(\w+\)s")  # what a title says of one entry, and does not know of the kind

ADMINISTRATIVE: dict[str, LazyString] = {
    "person_added": _l("Added a person"),
    "person_changed": _l("Changed a person"),
    "person_left": _l("Ended an employment"),
    "person_back": _l("Works here again"),
    "portrait_put": _l("Put a photo on a badge"),
    "portrait_taken": _l("Took the photo off a badge"),
    "absence_said": _l("Noted an absence"),
    "absence_withdrawn": _l("Took an absence back"),
    "code_read_out": _l("Read out a sign-in code"),
    "code_used": _l("Chose a new password with a code"),
    "password_changed": _l("Changed their own password"),
    "passkey_added": _l("Added a passkey of their own"),
    "passkey_removed": _l("Removed a passkey of their own"),
    "passkey_ended": _l("Removed somebody's passkey"),
    "pin_chosen": _l("Chose a PIN"),
    "pin_given_up": _l("Gave a PIN up"),
    "phone_locked": _l("Locked a phone"),
    "phone_unlocked": _l("Unlocked a phone"),
    "site_added": _l("Added a site"),
    "site_changed": _l("Changed a site"),
    "room_added": _l("Added a room"),
    "room_changed": _l("Changed a room"),
    "valve_photo_put": _l("Put a photo of a stopcock"),
    "valve_photo_taken": _l("Took a photo of a stopcock away"),
    "owner_added": _l("Added an owner"),
    "owner_changed": _l("Changed an owner"),
    "owner_left": _l("An owner has moved out"),
    "imported": _l("Read a table in"),
    "exported": _l("Took a table along"),
    "settings": _l("Changed a setting"),
    "ladder": _l("Changed the emergency ladder"),
    "share": _l("Changed the share of call-backs"),
    "retention": _l("Changed how long what is kept"),
    "notice": _l("Changed the notice about personal data"),
    "hold_put": _l("Put a legal hold"),
    "hold_lifted": _l("Lifted a legal hold"),
    "owner_phone_shown": _l("Looked at an owner's whole number"),
    "owner_copied": _l("Took a copy of an owner's data along"),
    "owner_erased": _l("Erased an owner's data"),
    "system_added": _l("Let another system in"),
    "system_token": _l("Gave a system a new token"),
    "system_revoked": _l("Shut a system out"),
    "webhook_set": _l("Said where a system is told of orders"),
    "webhook_ended": _l("Tells a system nothing more"),
    "webhook_again": _l("Sent a system something again"),
    "developer_named": _l("Said who a developer is"),
    "warranty_said": _l("Said a warranty period"),
    "password_given": _l("Gave somebody a new password"),
    "branch_founded": _l("Founded the branch"),
}
FIELDS: dict[str, LazyString] = {
    "name": _l("Name"), "badge": _l("Badge"), "phone": _l("Number"), "roles": _l("Roles"),
    "department": _l("Department"), "trades": _l("Trades"), "skills": _l("Skills"), "language": _l("Language"),
    "building": _l("Building"), "door": _l("Door"), "floor": _l("Floor"), "handed_over_on": _l("Handed over on"),
    "stopcock": _l("Stopcock"), "breaker": _l("Breaker"), "name_zh": _l("Chinese name"),
    "name_en": _l("English name"), "timezone": _l("Time zone"), "surname": _l("Surname"),
    "given_name": _l("Given name"), "address": _l("How they are greeted"),
    "company_zh": _l("Company, in Chinese"), "company_en": _l("Company, in English"),
    "centre_phone": _l("The customer centre's number"), "developer_receipt_days": _l("Days until the receipt"),
    "developer_answer_days": _l("Days until the answer"), "developer_decision_days": _l("Days until we go on"),
    "developer_again_days": _l("Days until we ask again"), "collects": _l("Who may take money"),
    "lock_minutes": _l("Minutes until a screen is locked"),
    "door_minutes": _l("Minutes at a door that nobody answers"),
}  # fmt: skip
KINDS: dict[str, type[StrEnum]] = {
    "roles": Role, "department": Department, "trades": Trade, "skills": Skill, "address": FormOfAddress,
    "collects": Collects,
}  # fmt: skip
TABLES = {"rooms": _l("Rooms"), "people": _l("People"), "orders": _l("Orders")}
SPOKEN = {Language.CHINESE.value: "中文", Language.ENGLISH.value: "English"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page."""

    what: str
    words: str
    detail: str
    by: str  # nobody: the machine, or whoever keeps the server
    at: datetime
    heard_at: datetime
    about: str
    order_id: UUID | None = None
    person_id: UUID | None = None


def of_order(row: Any) -> Line:
    """What was done to an order."""
    event = Event(row.what, row.at, row.device_at, row.received_at, row.name or "", row.why, row.facts)
    return Line(
        what=row.what,
        words=title(event),
        detail=without_numbers(detail(event)),
        by=event.by,
        at=row.at,
        heard_at=row.received_at,
        about=f"{row.year}-{row.serial:05} {door(row.building, row.door)}",
        order_id=row.order_id,
    )


def administrative(row: Any) -> Line:
    """What an administrator did."""
    more = DETAILS.get(row.what)
    return Line(
        what=row.what,
        words=str(ADMINISTRATIVE.get(row.what, row.what)),
        detail=without_numbers(more(row.facts) if more else _changed(row.facts)),
        by=row.name or "",
        at=row.at,
        heard_at=row.at,
        about=str(TABLES.get(row.about, row.about)),
        person_id=row.person_id,
    )


def kinds(*, orders: bool) -> list[tuple[str, str]]:
    """What can be looked for, as (value, words)."""
    known = {what: str(words) for what, words in (TITLES if orders else ADMINISTRATIVE).items()}
    return [(what, A_FACT.sub("…", words)) for what, words in known.items()]


def _changed(facts: dict[str, Any]) -> str:
    changed = facts.get("changed", {})
    told = [
        f"{FIELDS.get(name, name)}: {in_words(name, was)} → {in_words(name, now)}"
        for name, (was, now) in changed.items()
    ]
    return str(_("; ")).join([*told, *(str(FIELDS.get(name, name)) for name in facts.get("fields", ()))])


def in_words(name: str, value: Any) -> str:
    """The value of a field as people say it."""
    if isinstance(value, list):
        return str(_(", ")).join(in_words(name, one) for one in value) or "–"
    if name == "language":
        return str(SPOKEN.get(value, value))
    kind = KINDS.get(name)
    return label(kind(value)) if kind and value in set(LABELS[kind]) else str(value) or "–"


def _roles(facts: dict[str, Any]) -> str:
    return in_words("roles", facts.get("roles", []))


def _imported(facts: dict[str, Any]) -> str:
    counts = facts.get("counts", {})
    told = {name: sum(count[name] for count in counts.values()) for name in ("added", "changed", "unchanged")}
    return str(_("%(added)s new, %(changed)s changed, %(unchanged)s as they were", **told))


def _warranty(facts: dict[str, Any]) -> str:
    part = label(Component(facts["component"]))
    months = _("%(months)s months", months=facts["months"]) if facts["months"] else _("as the law says")
    return " · ".join(str(word) for word in (part, months, facts["source"]) if word)


def _absence(facts: dict[str, Any]) -> str:
    return f"{label(AbsenceKind(facts['kind']))} {facts['begins'][:10]} – {facts['ends'][:10]}"


def _periods(changed: dict[str, list[int]]) -> str:
    told = [
        f"{KINDS_KEPT[Kept(name)][0]}: {length(Kept(name), was)} → {length(Kept(name), now)}"
        for name, (was, now) in changed.items()
    ]
    return str(_("; ")).join(told)


DETAILS: dict[str, Callable[[dict[str, Any]], str]] = {
    "person_added": _roles,
    "imported": _imported,
    "exported": lambda facts: str(_("%(rows)s rows", rows=facts["rows"])),
    "absence_said": _absence,
    "absence_withdrawn": _absence,
    "password_changed": _l("Changed their own password"),
    "passkey_added": lambda facts: str(facts["name"]),
    "passkey_removed": lambda facts: str(facts["name"]),
    "phone_locked": lambda facts: str(_("entries that waited on it: %(count)s", count=facts["waiting"])),
    "developer_named": lambda facts: " · ".join(word for word in (facts["company"], facts["phone"]) if word),
    "warranty_said": _warranty,
    "share": lambda facts: f"{facts['percent']} %",
    "retention": lambda facts: _periods(facts["changed"]),
    "notice": lambda facts: str(_("version %(number)s", number=facts["number"])),
    "hold_put": lambda facts: " ".join((facts["reason"], facts["until"])),
    "owner_phone_shown": lambda facts: str(facts["reason"]),
    "owner_copied": lambda facts: str(_("%(orders)s orders, %(photos)s photos", **facts)),
    "owner_erased": lambda facts: str(facts["reason"]),
    "system_added": lambda facts: str(_(", ")).join(facts["scopes"]),
    "webhook_set": lambda facts: str(facts["host"]),
    "ladder": lambda facts: " · ".join(str(number) for number in facts["numbers"].values() if isinstance(number, int)),
}
