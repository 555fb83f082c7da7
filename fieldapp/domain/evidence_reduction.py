"""Taking the words out of evidence: what names somebody goes, part by part; hashes, moments and answers stay.

Each part that goes leaves its commitment in the chain (``erasing.py``), so that the chain holds and says what went.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from fieldapp.domain.base import Model
from fieldapp.domain.document import canonical
from fieldapp.domain.erasing import erase
from fieldapp.domain.journal import Act, Entry
from fieldapp.domain.receipt import OtherPayload, Receipt
from fieldapp.domain.signature import PriceAgreement, Signature

# Of an entry: what is written there in somebody's own words. Names of ours stay: what they did stays theirs.
IN_OWN_WORDS = frozenset(
    {
        *("line", "drop_line", "warranty", "errand_advance", "errand_receipt", "errand_struck", "developer_received"),
        *("developer_replied", "paid", "paid_back", "money_corrected"),
    }
)
# Presses that carry words, a place, or a drawn name.
TELLING = frozenset(
    {
        *("arrive", "step", "line", "ask", "price", "sign", "test", "stop", "transfer", "note", "cannot"),
        *("advance", "receipt"),
    }
)
SIGNING = frozenset({"sign", "price"})


class Left(NamedTuple):
    """One row: which of its parts go, and what stands in their place."""

    thing: Model
    parts: tuple[str, ...]
    values: dict[str, Any]


def reduce_evidence(
    session: Session, order_ids: Sequence[UUID], visits: Sequence[UUID], act: Act, *, reason: str, keep_signed: bool
) -> dict[str, int]:
    """Reduce what hangs on these orders and visits; gives back how many rows of which kind."""
    counts: dict[str, int] = {}
    for name, found in _found(session, order_ids, visits, keep_signed=keep_signed):
        for left in found:
            let_go(session, left, act, reason=reason)
            counts[name] = counts.get(name, 0) + 1
    session.flush()
    return counts


def reduce_arrivals(session: Session, visits: Sequence[UUID], act: Act, *, reason: str) -> None:
    """The place goes out of the press that told of it, too."""
    for press in _all(session, Receipt, and_(Receipt.visit_id.in_(visits), Receipt.verb == "arrive")):
        if press.payload.get("data"):
            let_go(session, _press(press), act, reason=reason)
    session.flush()


def let_go(session: Session, left: Left, act: Act, *, reason: str) -> None:
    """Empty the parts of one row; its link keeps what stood there only as a commitment, its record what is left."""
    erase(session, left.thing, left.parts, act, reason=reason, left=left.values)


def _found(
    session: Session, order_ids: Sequence[UUID], visits: Sequence[UUID], *, keep_signed: bool
) -> Iterator[tuple[str, Iterable[Left]]]:
    yield "journal", (left for entry in _all(session, Entry, Entry.order_id.in_(order_ids)) if (left := _entry(entry)))
    presses = _all(session, Receipt, Receipt.visit_id.in_(visits))
    kept = SIGNING if keep_signed else frozenset()
    yield "command", [_press(press) for press in presses if press.verb in TELLING - kept and press.payload.get("data")]
    ids = [press.id for press in presses]
    others = _all(session, OtherPayload, OtherPayload.command_id.in_(ids))
    yield "other_payload", [Left(other, ("payload",), {"payload": {}}) for other in others if other.payload]
    if keep_signed:
        return
    agreements = _all(session, PriceAgreement, PriceAgreement.visit_id.in_(visits))
    yield "price_agreement", [_agreement(agreement) for agreement in agreements]
    yield "signature", [_signature(one) for one in _all(session, Signature, Signature.order_id.in_(order_ids))]


def _all(session: Session, model: Any, which: Any) -> list[Any]:
    asked: Select[Any] = select(model).where(which).execution_options(populate_existing=True)
    return list(session.scalars(asked))


def _entry(entry: Entry) -> Left | None:
    facts = entry.what in IN_OWN_WORDS and any(isinstance(fact, str) and fact for fact in entry.facts.values())
    gone = {"why": ""} if entry.why else {}
    left: dict[str, Any] = gone | ({"facts": _without_words(entry.facts)} if facts else {})
    return Left(entry, tuple(left), left) if left else None


def _without_words(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if not isinstance(fact, str)}


def _press(press: Receipt) -> Left:
    """Who pressed what for which visit stays, so that the same press sent again is still known."""
    return Left(press, ("payload",), {"payload": press.payload | {"data": {}}})


def _agreement(agreement: PriceAgreement) -> Left:
    """The sum stays; the lines are those of the order."""
    lines = [line | {"name_zh": "", "name_en": ""} for line in agreement.document.get("lines", [])]
    document = agreement.document | {"lines": lines}
    return Left(agreement, ("document", "reason"), {"document": document, "reason": ""})


def _signature(signature: Signature) -> Left:
    """That it was signed, as what, when, and the hash of what was signed stay."""
    document = signature.contents
    lines = [line | {"name_zh": "", "name_en": ""} for line in document.get("lines", [])]
    empty = dict.fromkeys(document.keys() & {"owner", "building", "door"}, "") | {"lines": lines, "tests": []}
    emptied: dict[str, list[Any]] = {name: [] for name in document.keys() & {"advances", "receipts"}}
    left = canonical(document | empty | emptied | _replaced(document))
    gone = {"document": left, "strokes": [], "signer": "", "reason": ""}
    return Left(signature, tuple(gone), gone)


def _replaced(document: dict[str, Any]) -> dict[str, Any]:
    """Of a correction: which version it replaced and what that came to stay; its lines and the reason go."""
    before = document.get("replaces")
    return {"replaces": before | {"lines": [], "because": ""}} if before else {}
