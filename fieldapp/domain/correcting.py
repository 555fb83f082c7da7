"""Opening a correction of what was signed, and withdrawing it (4.1.2, 4.2.3): by a supervisor or at the front desk.

The order stays as it is until the owner has signed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.base import Fen, RuleBroken, new_id
from fieldapp.domain.catalogue import Item
from fieldapp.domain.corrected_lines import Added, Change, added, corrected, total_of
from fieldapp.domain.correction_notice import tell_of_correction
from fieldapp.domain.document import Document, canonical, sha256
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line
from fieldapp.domain.order import Order, reason_given
from fieldapp.domain.order_correction import CORRECTABLE, LINK_LASTS, Ending, OrderCorrection
from fieldapp.domain.order_versions import Version, Versions, versions_of
from fieldapp.domain.people import Person, Role
from fieldapp.domain.price import MOST_FEN, allowed_unit_price
from fieldapp.domain.signature import new_copy_token

# What a document says of its own showing and of what it replaces is not true of the next one.
OF_THE_OTHER = frozenset({"replaces", "language", "words_sha256"})
OPEN_ALREADY = "correction.open_already"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be otherwise, and why."""

    changes: Mapping[str, Change]  # by the line's id, as it stands in the document
    added: Iterable[Added]
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The next version as it would be put before the owner."""

    replaces: Version
    number: int
    document: Document
    items: dict[str, str]

    @property
    def total_fen(self) -> Fen:
        """What the owner would pay."""
        return Fen(self.document["total_fen"])


def open_correction(
    session: Session, order: Order, act: Act, wanted: Wanted, *, roles: Collection[Role]
) -> OrderCorrection:
    """Put another version before the owner. The order comes with its lines, held, and as it was looked at.

    Raises what :func:`drafted` raises, ``order.reason_missing``, or ``correction.nothing_different``.
    """
    draft = drafted(session, order, wanted, roles=roles)
    why = reason_given(wanted.why)
    before = _contents(draft.replaces)
    if draft.document["lines"] == before["lines"]:
        raise RuleBroken("correction.nothing_different")
    signature = draft.replaces.signature
    assert signature is not None  # what is replaced was signed
    assert act.by_id is not None  # and somebody opens it
    correction = OrderCorrection(
        id=new_id(),
        order_id=order.id,
        visit_id=signature.visit_id,
        number=draft.number,
        replaces_id=signature.id,
        replaces=draft.replaces.number,
        document=canonical(draft.document),
        document_sha256=sha256(draft.document),
        items=draft.items,
        was_fen=Fen(before["total_fen"]),
        total_fen=draft.total_fen,
        why=why,
        token=new_copy_token(),
        until=act.received_at + LINK_LASTS,
        opened_by_id=act.by_id,
        opened_at=act.at,
    )
    session.add(correction)
    order.record(act, "correction_opened", why=why, visit_id=correction.visit_id, **facts_of(correction))
    tell_of_correction(session, order, correction, act)
    return correction


def drafted(session: Session, order: Order, wanted: Wanted, *, roles: Collection[Role]) -> Draft:
    """The next version, not written down yet.

    Raises RuleBroken ``correction.not_signed``, ``correction.open_already``, ``correction.words_gone``, or one of those
    of the lines (``corrected_lines.py``).
    """
    told = versions_of(session, order.id)
    replaced = check_correctable(session, order, told)
    supervisor = Role.SUPERVISOR in roles
    before = _contents(replaced)
    lines = corrected(before["lines"], wanted.changes, _most(session, order, supervisor=supervisor))
    more, items = added(wanted.added, by_supervisor=supervisor)
    lines = [*lines, *more]
    document = {name: part for name, part in before.items() if name not in OF_THE_OTHER} | {
        "lines": lines,
        "total_fen": total_of(lines),
        "version": told.next_number,
        "replaces": {
            "version": replaced.number,
            "document_sha256": replaced.document_sha256,
            "lines": before["lines"],
            "total_fen": before["total_fen"],
            "because": wanted.why.strip(),
        },
    }
    return Draft(replaced, told.next_number, document, items)


def check_correctable(session: Session, order: Order, told: Versions) -> Version:
    """What a correction of this order would replace.

    Raises RuleBroken ``correction.not_signed``, ``correction.words_gone`` or ``correction.open_already``, which says
    who opened the other one.
    """
    replaced, waiting = told.newest_signed, told.waiting
    why_not = _why_not(order, told)
    if why_not == OPEN_ALREADY and waiting is not None:
        name = session.scalar(select(Person.name).where(Person.id == waiting.opened_by_id))
        raise RuleBroken(why_not, name=name or "", number=waiting.number)
    if why_not or replaced is None:
        raise RuleBroken(why_not)
    return replaced


def may_be_corrected(order: Order, told: Versions) -> bool:
    """Is there something to correct, and does no other correction wait?"""
    return not _why_not(order, told)


def withdraw(session: Session, order: Order, correction: OrderCorrection, act: Act) -> None:
    """It is taken back by whoever opened it, before anybody signed; the version in force never changed.

    When that person has left, a colleague may. Raises RuleBroken ``correction.not_yours`` or ``correction.over``.
    """
    correction.require_open()
    opener = session.get_one(Person, correction.opened_by_id)
    if opener.id != act.by_id and opener.left_at is None:
        raise RuleBroken("correction.not_yours", name=opener.name)
    correction.end(Ending.WITHDRAWN, by_id=act.by_id, at=act.at)
    order.record(act, "correction_withdrawn", visit_id=correction.visit_id, **facts_of(correction))


def facts_of(correction: OrderCorrection) -> dict[str, Any]:
    """What the journal says of it beside the reason."""
    return {
        "number": correction.number,
        "replaces": correction.replaces,
        "was_fen": correction.was_fen,
        "total_fen": correction.total_fen,
        "document_sha256": correction.document_sha256,
    }


def _why_not(order: Order, told: Versions) -> str:
    if told.newest_signed is None or order.state not in CORRECTABLE:
        return "correction.not_signed"
    if order.words_gone_at is not None:
        return "correction.words_gone"
    return OPEN_ALREADY if told.waiting is not None else ""


def _contents(version: Version) -> Document:
    return version.signature.contents if version.signature is not None else {}


def _most(session: Session, order: Order, *, supervisor: bool) -> dict[str, int]:
    """How much may be asked for one unit of each line that is known: by the list, or by a supervisor's word."""
    items = {item.id: item for item in session.scalars(_items_of(order.lines))}
    off_the_list = MOST_FEN if supervisor else 0
    known = ((line, items.get(line.item_id) if line.item_id else None) for line in order.lines)
    return {str(line.id): allowed_unit_price(item).most if item else off_the_list for line, item in known}


def _items_of(lines: Iterable[Line]) -> Select[Item]:
    ids: set[UUID] = {line.item_id for line in lines if line.item_id}
    return select(Item).where(Item.id.in_(ids))
