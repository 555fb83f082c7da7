"""What the owner agrees to and signs: plain data with a hash, the same whoever makes it."""

import hashlib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.errand import Whose, told_at_signing
from fieldapp.domain.mark import Trial
from fieldapp.domain.premises import FormOfAddress

if TYPE_CHECKING:
    from fieldapp.domain.line import Line
    from fieldapp.domain.mark import TrialMark
    from fieldapp.domain.order import Order
    from fieldapp.domain.visit import Visit

Document = dict[str, Any]

# Only there when money was laid down for it; a phone without signal may not have heard of it yet.
OF_AN_ERRAND = {"advances", "receipts", "left_fen"}
MOST_TOLD = 10**12  # fen, or thousandths: ten thousand million yuan
# How it was shown (shown.py); a phone whose app is older does not say it.
OF_THE_SHOWING = {"language", "procedure", "words_sha256"}
_MAY_BE_THERE = OF_AN_ERRAND | OF_THE_SHOWING

# What a signature says. It stands above the line, because both sides must agree to sign in this way
# (Electronic Signature Law, articles 3 and 13).
STATEMENT_ZH = "以上属实，双方认可手写电子签名"
STATEMENT_EN = "The above is right. Both accept e-signing."


def canonical(document: Document) -> str:
    """The one way to write a document down: UTF-8 JSON, sorted keys, no spaces, integers and strings only.

    Raises ValueError for a float, a null or anything else whose writing could differ between two makers.
    """
    _require_plain(document)
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(document: Document) -> str:
    """The hash of a document, in hexadecimal."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def price_document(order: "Order", visit: "Visit") -> Document:
    """What is put before the owner before the work (4.5.4 3)): the lines, what each costs, and the total in fen."""
    return {
        "document": "price",
        "order": order.number,
        "visit": str(visit.id),
        "catalogue_version": str(order.catalogue_version_id),
        "lines": [_line(line) for line in order.standing_lines],
        "total_fen": order.total_fen,
    }


def work_document(order: "Order", visit: "Visit") -> Document:
    """What is signed after the work: who was where, the same lines and total, and what was tried together.

    It tells the whole of it by itself, so that the owner's copy is drawn from what was signed and from nothing else.
    """
    return (
        price_document(order, visit)
        | told_at_signing(order)
        | {
            "document": "work",
            "company_zh": order.branch.company_zh,
            "company_en": order.branch.company_en,
            "building": order.room.building,
            "door": order.room.door,
            "owner": order.owner.surname,
            "address": order.owner.address.value,
            "technician": visit.technician.name,
            "badge": visit.technician.badge,
            "tests": [_test(test) for test in visit.tests],
            "statement_zh": STATEMENT_ZH,
            "statement_en": STATEMENT_EN,
        }
    )


def like(told: Any, ours: Any) -> bool:
    """Is a document of somebody else's making written in the same shape, whatever it says?

    No number in it is larger than can be due: it becomes what an order owes, and sums are made of that.
    """
    if not isinstance(told, dict) or told.keys() - _MAY_BE_THERE != ours.keys() - _MAY_BE_THERE:
        return False
    if any(type(value) is int and value < 0 for name, value in told.items() if name != "left_fen"):
        return False
    return all(_of_the_kind(told[name], _SHAPES.get(name, type(ours.get(name)))) for name in told)


def _of_the_kind(value: Any, shape: Any) -> bool:
    if isinstance(shape, dict):
        return isinstance(value, list) and all(_is_one_of(part, shape) for part in value)
    if issubclass(shape, StrEnum):
        return value in list(shape)
    return type(value) is shape and (shape is not int or abs(value) <= MOST_TOLD)


def _is_one_of(part: Any, shape: dict[str, type]) -> bool:
    if not isinstance(part, dict) or part.keys() != shape.keys():
        return False
    return all(_of_the_kind(part[name], kind) for name, kind in shape.items())


def _line(line: "Line") -> Document:
    return {
        "line": str(line.id),
        "name_zh": line.name_zh,
        "name_en": line.name_en,
        "unit_zh": line.unit_zh,
        "unit_en": line.unit_en,
        "quantity_milli": line.quantity_milli,
        "price_kind": line.price_kind.value,
        "unit_price_fen": line.unit_price_fen,
        "minimum_fen": line.minimum_fen or 0,
        "materials": line.materials.value,
        "materials_fen": line.charged_materials_fen,
        "amount_fen": line.amount_fen,
        "warranty": 1 if line.warranty else 0,
        "waits_for_answer": 1 if line.waits_for_answer else 0,
    }


def _test(test: "TrialMark") -> Document:
    return {"key": test.key.value, "good": 1 if test.good else 0, "remark": test.remark}


_LINE = {
    "line": str,
    "name_zh": str,
    "name_en": str,
    "unit_zh": str,
    "unit_en": str,
    "quantity_milli": int,
    "price_kind": PriceKind,
    "unit_price_fen": int,
    "minimum_fen": int,
    "materials": Materials,
    "materials_fen": int,
    "amount_fen": int,
    "warranty": int,
    "waits_for_answer": int,
}
_SHAPES: dict[str, Any] = {
    "lines": _LINE,
    "tests": {"key": Trial, "good": int, "remark": str},
    "address": FormOfAddress,
    "advances": {"whose": Whose, "words": str, "amount_fen": int},
    "receipts": {"words": str, "amount_fen": int, "photo": str},
    "left_fen": int,
    **dict.fromkeys(OF_THE_SHOWING, str),
}


def _require_plain(value: Any) -> None:
    if isinstance(value, dict):
        _require_plain(list(value))
        _require_plain(list(value.values()))
    elif isinstance(value, list):
        for inner in value:
            _require_plain(inner)
    elif isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f"{value!r} is neither a whole number nor text")
