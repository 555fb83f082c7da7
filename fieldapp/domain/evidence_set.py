"""The evidence set: which rows are sealed into the chain of their branch, and of which parts each consists.

Every column of these tables is in exactly one part, but for the number of the link itself. What may name a person is a
part of its own, so that it can be erased alone. Three are filled once after the row was sealed first (photo dropped, a
decision about a press, the phone told of it): then it is sealed anew, and the older link fits it with or without that.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    Table,
    Text,
    TextClause,
    event,
    func,
    inspect,
    select,
    text,
    true,
    type_coerce,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import join
from sqlalchemy.types import NullType

from fieldapp.domain.base import UNSEALED, Model
from fieldapp.domain.erasure import Erasure
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from fieldapp.domain.paper import Paper
from fieldapp.domain.people import Person
from fieldapp.domain.photo import HASHED, Blob, Photo
from fieldapp.domain.receipt import OtherPayload, Receipt
from fieldapp.domain.sealing import Parts, plain, text_of
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.visit import Visit

PLAIN = "plain"  # the part with all that names nobody
GONE = "gone"  # of a paper: since when its file is not kept any more; only a record of an erasure may fill it
LINK = "link"


@dataclass(frozen=True)
class Kind:
    """One table of the set.

    ``heard``: its column that says when the server had it, if there is one. ``ready``: what has to be so before a row
    can be sealed. ``came_later``: parts that an older version did not know: an empty one is left out, as it was then.
    """

    name: str
    model: type[Model]
    branch: Any  # the column that says to whose chain a row belongs
    joined: Any  # the table, with what is needed to get to that column
    parts: Mapping[str, tuple[str, ...]]
    filled_later: frozenset[str] = field(default_factory=frozenset)
    came_later: frozenset[str] = field(default_factory=frozenset)
    heard: str = ""
    ready: ColumnElement[bool] = field(default_factory=true)

    @cached_property
    def table(self) -> Table:
        """The table."""
        return cast(Table, self.model.__table__)

    @cached_property
    def keys(self) -> list[Any]:
        """The columns by which a row is found."""
        return list(self.table.primary_key.columns)

    @cached_property
    def columns(self) -> list[str]:
        """All that is sealed, in the order of the parts."""
        return [name for names in self.parts.values() for name in names]

    @cached_property
    def raw(self) -> list[ColumnElement[Any]]:
        """The same as it lies in the database: nothing is read into it, so that nothing can be overlooked."""
        return [as_it_lies(self.table.c[name]) for name in self.columns]

    @cached_property
    def rows(self) -> Select[*tuple[Any, ...]]:
        """The rows as they lie, each with its branch: to be narrowed by a key."""
        return select(as_it_lies(self.branch), as_it_lies(self.table.c[LINK]), *self.raw).select_from(self.joined)

    @cached_property
    def unsealed(self) -> TextClause:
        """That a row waits: as the partial index says it, but it says whose column it means."""
        return text(str(UNSEALED).replace(LINK, f"{self.table.name}.{LINK}"))

    def waiting(self, most: int) -> Select[*tuple[Any, ...]]:
        """Rows that wait to be sealed, held until the transaction ends; what others hold is left out."""
        asked = self.rows.where(self.unsealed, self.ready).order_by(*self.keys).limit(most)
        return asked.with_for_update(of=self.table, skip_locked=True)

    def read(self, row: Any) -> "Found":
        """One of its rows, cut into its parts."""
        branch, link, *values = row
        name = " ".join(str(plain(values[at])) for at in self._key_places)
        heard = None if self._heard_place is None else plain(values[self._heard_place])
        left = iter(values)
        parts = {part: text_of(islice(left, len(names))) for part, names in self.parts.items()}
        parts = {part: it for part, it in parts.items() if part not in self.came_later or it != self.emptied(part)}
        return Found(self, str(plain(branch)), link, name, parts, None if heard is None else str(heard))

    @cached_property
    def _key_places(self) -> list[int]:
        return [self.columns.index(key.name) for key in self.keys]

    @cached_property
    def _heard_place(self) -> int | None:
        return self.columns.index(self.heard) if self.heard else None

    def emptied(self, part: str) -> str:
        """The text of a part before it was filled."""
        return text_of([None] * len(self.parts[part]))

    def key_of(self, name: str) -> list[Any]:
        """The key of the row that the chain calls so, as the engine wants it. Raises ValueError: no such name."""
        return [key.type.python_type(word) for key, word in zip(self.keys, name.split(" "), strict=True)]


@dataclass(frozen=True, slots=True)
class Found:
    """A row as it lies in the database."""

    kind: Kind
    branch: str  # to whose chain it belongs
    link: int | None
    name: str  # what the chain calls it: its key
    parts: Parts
    heard: str | None  # when the server had it, as it lies in the database

    def value(self, part: str) -> Any:
        """What stands in a part of one column."""
        return json.loads(self.parts[part])[0]


def as_it_lies(column: Any) -> ColumnElement[Any]:
    """A column without what the app makes of it; JSON as the text that was stored."""
    return sql_cast(column, Text) if isinstance(column.type, JSON) else type_coerce(column, NullType())


def _by_order(model: Any) -> tuple[Any, Any]:
    visits = join(model, Visit, Visit.id == model.visit_id)
    return Order.branch_id, join(visits, Order, Order.id == Visit.order_id)


def _by_signature(model: Any) -> tuple[Any, Any]:
    signatures = join(model, Signature, Signature.id == model.signature_id)
    return Order.branch_id, join(signatures, Order, Order.id == Signature.order_id)


def _by_person(model: Any) -> tuple[Any, Any]:
    return Person.branch_id, join(model, Person, Person.id == model.by_id)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "journal",
            Entry,
            Entry.branch_id,
            Entry,
            {
                PLAIN: (
                    *("id", "branch_id", "order_id", "visit_id", "by_id", "what", "at", "device_at", "received_at"),
                    *("from_state", "to_state"),
                ),
                "why": ("why",),
                "facts": ("facts",),
            },
            heard="received_at",
        ),
        Kind(
            "command",
            Receipt,
            *_by_person(Receipt),
            {
                PLAIN: (
                    *("id", "device", "seq", "visit_id", "by_id", "verb", "device_at", "at", "received_at", "base"),
                    *("fingerprint", "verdict", "code", "version"),
                ),
                "payload": ("payload",),
                "facts": ("facts",),
                "decision": ("decision", "decided_at", "decided_by_id"),
                "told": ("decision_told_at",),
            },
            filled_later=frozenset({"decision", "told"}),
            heard="received_at",
        ),
        Kind(
            "other_payload",
            OtherPayload,
            *_by_person(OtherPayload),
            {
                PLAIN: ("command_id", "fingerprint", "device", "seq", "by_id", "received_at"),
                "payload": ("payload",),
            },
            heard="received_at",
        ),
        Kind(
            "price_agreement",
            PriceAgreement,
            *_by_order(PriceAgreement),
            {
                PLAIN: (
                    *("id", "visit_id", "catalogue_version_id", "total_fen", "document_sha256", "answer", "differs"),
                    "at",
                ),
                "document": ("document",),
                "reason": ("reason",),
            },
        ),
        Kind(
            "signature",
            Signature,
            *_by_order(Signature),
            {
                PLAIN: (
                    *("id", "visit_id", "order_id", "purpose", "document_sha256", "relation", "answer", "at"),
                    *("copy_until", "differs"),
                ),
                "document": ("document",),
                "strokes": ("strokes",),
                "signer": ("signer",),
                "reason": ("reason",),
                "copy_token": ("copy_token",),
            },
        ),
        Kind(
            "photo",
            Photo,
            *_by_order(Photo),
            {
                PLAIN: ("id", "visit_id", "sha256", "moment", "consent", "at", "by_id"),
                "dropped": ("dropped_at",),
            },
            filled_later=frozenset({"dropped"}),
        ),
        Kind(
            "blob",
            Blob,
            *_by_person(Blob),
            {PLAIN: ("sha256", "size", "width", "height", "received_at", "by_id"), "bytes": ("kept_sha256",)},
            heard="received_at",
            ready=HASHED,
        ),
        Kind(
            "paper",
            Paper,
            *_by_signature(Paper),
            {
                PLAIN: (
                    *("id", "signature_id", "language", "sha256", "size", "document_sha256", "edition", "certificate"),
                    *("self_made", "stamped", "made_at"),
                ),
                GONE: ("gone_at",),
            },
            heard="made_at",
        ),
        Kind(
            "erasure",
            Erasure,
            Erasure.branch_id,
            Erasure,
            {
                PLAIN: ("id", "branch_id", "number", "kind", "row", "parts", "by_id", "at"),
                "reason": ("reason",),
                "remains": ("remains",),
            },
            came_later=frozenset({"remains"}),
            heard="at",
        ),
    )
}


KIND_OF = {kind.model: kind for kind in KINDS.values()}


def seal_anew(thing: Any, *_: Any) -> None:
    """A part of a row that may be sealed already is filled: it waits to be sealed again, whoever seals it meanwhile."""
    if inspect(thing).persistent:
        thing.link = -func.abs(type(thing).link)


for kind in KINDS.values():
    for part in kind.filled_later:
        for name in kind.parts[part]:
            event.listen(getattr(kind.model, name), "set", seal_anew)
