"""Every call of the product, made from its own map of addresses: a route that is new is attacked by itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

from fieldapp.web.guard import EVERYONE, SYSTEMS, who_may
from tests.attacks.rows import Rows

SAFE = {"GET", "HEAD", "OPTIONS"}
FOR_ITSELF = {"sign_in.leave"}  # it would end the session with which the attack goes on

# What a name in an address stands for: the table and its column. A new name needs a row here.
STANDS_FOR: dict[str, tuple[str, str]] = {
    "absence_id": ("absence", "id"),
    "agreement_id": ("agreement", "id"),
    "alarm_id": ("alarm", "id"),
    "assignment_id": ("assignment", "id"),
    "command_id": ("command", "id"),
    "contact_id": ("outside_contact", "id"),
    "delivery_id": ("hook_delivery", "id"),
    "device": ("device", "id"),
    "dispatch_id": ("dispatch", "id"),
    "drill_id": ("message", "id"),
    "entry": ("photo", "id"),  # of an errand's account, which keeps its own ids
    "hold_id": ("legal_hold", "id"),
    "notice_id": ("agreement_notice", "id"),
    "order_id": ("service_order", "id"),
    "owner_id": ("owner", "id"),
    "passkey_id": ("passkey", "id"),
    "person_id": ("person", "id"),
    "photo_id": ("photo", "id"),
    "picture_id": ("office_picture", "id"),
    "question_id": ("question", "id"),
    "room_id": ("room", "id"),
    "session_id": ("device_session", "id"),
    "sha256": ("photo", "sha256"),
    "signature_id": ("signature", "id"),
    "site_id": ("site", "id"),
    "system_id": ("system", "id"),
    "timer_id": ("timer", "id"),
    "version_id": ("catalogue_version", "id"),
    "visit_id": ("visit", "id"),
}
# What names no thing of anybody, or is the right to see it.
OPEN = {"code", "kind", "month", "number", "token"}

# Every field that some form of ours cannot do without, so that nothing is refused for what is missing.
TOLD = dict.fromkeys(("why", "words", "reason", "name", "by", "signer", "title", "remark", "question"), "x") | {
    "amount": "5",
    "answer": "agreed",
    "anyway": "yes",
    "base": "1",
    "begins": "2026-12-30T09:00",
    "can": "yes",
    "day": "2026-11-30",
    "from_day": "2026-12-30",
    "language": "en",
    "price": "5",
    "reply": "accepted",
    "technician": "tech2",
    "until": "2026-12-30",
    "verb": "note",
    "version": "1",
    "window": "any",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One address, with the ids that it names, and how it is called."""

    endpoint: str
    method: str
    path: str

    @property
    def safe(self) -> bool:
        return self.method in SAFE

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def rules(app: Flask) -> Iterator[Rule]:
    """Every rule that people or systems may follow."""
    yield from (rule for rule in app.url_map.iter_rules() if rule.endpoint not in FOR_ITSELF)


def calls(app: Flask, rule: Rule, values: Mapping[str, Any]) -> list[Call]:
    """Each method of it, with these values in its address."""
    with app.test_request_context():
        built = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None, f"{rule.rule} cannot be called with {values}"
    return [Call(rule.endpoint, method, built[1]) for method in sorted((rule.methods or SAFE) - {"HEAD", "OPTIONS"})]


def ids_in(rule: Rule) -> list[str]:
    """The names in its address that stand for somebody's things, in their order."""
    return [name for _dynamic, name in rule._trace if _dynamic and name in STANDS_FOR]


def of(rows: Rows) -> dict[str, Any]:
    """A value for each name: of the rows of a branch, or one that names nothing."""
    named = {name: rows.of[table][column] for name, (table, column) in STANDS_FOR.items()}
    return named | {"code": "00000000", "kind": "rooms", "month": "2026-10", "number": "2026-99999", "token": "0" * 32}


def mixed(mine: Rows, theirs: Rows, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Of several ids at least one theirs and at least one mine."""
    some = list(names)
    for choice in product((mine, theirs), repeat=len(some)):
        if len(set(map(id, choice))) == 2:
            yield of(mine) | {name: of(rows)[name] for name, rows in zip(some, choice, strict=True)}


def open_to(app: Flask, endpoint: str, role: Any) -> bool:
    """May people of this role call it?"""
    roles = who_may(app, endpoint)
    return roles is EVERYONE or (roles is not None and roles != SYSTEMS and role in roles)


def names_in(app: Flask) -> set[str]:
    return {name for rule in app.url_map.iter_rules() for name in rule.arguments}


def as_words(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if isinstance(value, str | UUID)}
