"""What a thumb may press: the course of a visit in its order, things beside it, and what no app of ours would send."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from fieldapp.domain.base import new_id
from fieldapp.domain.document import sha256
from tests.jobs import DRAWN
from tests.sync.machine.outbox import Press
from tests.sync.machine.phone import Phone

Said = tuple[str, dict[str, Any]]

COURSE = (
    *("accept", "set_out", "arrive", "covers", "ring", "greet", "enter", "ask", "look", "price", "mat"),
    *("work", "test", "sign", "complete"),
)
STEPS = {"covers", "greet", "ask", "look", "mat", "work", "clean", "explain", "farewell"}


def walk(phone: Phone, visit: str) -> Press:
    """The next step of the course, as far as this phone knows it; at the end of it a note."""
    box = phone.outbox
    step = box.walked.get(visit, 0)
    box.walked[visit] = step + 1
    verb, data = said(phone, visit, COURSE[step]) if step < len(COURSE) else note()
    return phone.press(visit, verb, data)


def said(phone: Phone, visit: str, step: str) -> Said:
    """A step of the course as a command."""
    if step in STEPS:
        return "step", {"key": step, "result": "done", "reason": ""}
    return SAID.get(step, lambda _phone, _visit: (step, {}))(phone, visit)


def note() -> Said:
    """Words that occur once in the world."""
    return "note", {"words": f"记一下 {uuid4()}"}


def _document(phone: Phone, visit: str, purpose: str) -> dict[str, Any]:
    return phone.outbox.pages[visit].document(purpose, [one for one in phone.outbox.presses if one.visit == visit])


def price(phone: Phone, visit: str, answer: str = "agreed") -> Said:
    """The owner answers to the price as the phone shows it."""
    shown = _document(phone, visit, "price")
    return "price", {
        "total_fen": shown["total_fen"],
        "catalogue_version": shown["catalogue_version"],
        "document_sha256": sha256(shown),
        "answer": answer,
        "reason": "" if answer == "agreed" else "太贵了",
    }


def sign(phone: Phone, visit: str, answer: str = "agreed") -> Said:
    """The owner signs what the phone shows."""
    shown = _document(phone, visit, "work")
    return "sign", {
        "signature": str(new_id()),
        "purpose": "work",
        "document": shown,
        "document_sha256": sha256(shown),
        "strokes": DRAWN,
        "signer": "王秀英",
        "relation": "owner",
        "answer": answer,
        "reason": "" if answer == "agreed" else "没修好",
        "copy_token": uuid4().hex,
    }


def photo(phone: Phone, _visit: str, moment: str = "before") -> Said:
    """A photo, its bytes kept beside it."""
    name = phone.picture(PICTURES[len(phone.outbox.pictures) % len(PICTURES)])
    return "photo", {"photo": str(new_id()), "sha256": name, "moment": moment, "consent": True}


def line(phone: Phone, visit: str, quantity: int = 2000) -> Said:
    """One more thing to do."""
    return "line", {"line": str(new_id()), "item": phone.world.scene.items[1], "quantity_milli": quantity}


def more_of_it(phone: Phone, visit: str) -> Said:
    """The first line of the page that stands in the catalogue, another quantity."""
    known = next(line for line in phone.outbox.pages[visit].lines if line.item_id)
    return "line", {"line": str(known.id), "item": str(known.item_id), "quantity_milli": 3000}


def drop_line(phone: Phone, visit: str) -> Said:
    """The last line of the page is not wanted after all."""
    return "drop_line", {"line": str(phone.outbox.pages[visit].lines[-1].id)}


def free(phone: Phone, visit: str) -> Said:
    """The first line of the page is the developer's to pay for."""
    return "warranty", {"line": str(phone.outbox.pages[visit].lines[0].id), "covered": True}


def not_free(phone: Phone, visit: str) -> Said:
    """It is not, after all: which of the two was pressed last decides."""
    return "warranty", {"line": str(phone.outbox.pages[visit].lines[0].id), "covered": False}


def skipped(_phone: Phone, _visit: str) -> Said:
    """A step left out, with its reason."""
    return "step", {"key": "covers", "result": "skipped", "reason": "业主说不用"}


def unskipped(_phone: Phone, _visit: str) -> Said:
    """The same step, done after all: which of the two was pressed last decides."""
    return "step", {"key": "covers", "result": "done", "reason": ""}


SAID: dict[str, Callable[[Phone, str], Said]] = {
    "arrive": lambda _phone, _visit: ("arrive", {"place": "31.23,121.47"}),
    "ring": lambda _phone, _visit: ("ring", {"attempt": 1}),
    "enter": lambda _phone, _visit: ("enter", {"answer": "come_in"}),
    "price": price,
    "test": lambda _phone, _visit: ("test", {"key": "tap", "good": True, "remark": ""}),
    "sign": sign,
}

# Beside the course. Those of EVIDENCE are things seen and done: no change of holder makes them untrue.
BESIDE: dict[str, Callable[[Phone, str], Said]] = {
    "note": lambda _phone, _visit: note(),
    "photo": photo,
    "line": line,
    "more of it": more_of_it,
    "drop_line": drop_line,
    "free": free,
    "not free": not_free,
    "skipped": skipped,
    "unskipped": unskipped,
    "ring again": lambda _phone, _visit: ("ring", {"attempt": 2}),
    "nobody": lambda _phone, _visit: ("no_answer", {"called": True}),
    "not now": lambda _phone, _visit: ("enter", {"answer": "not_now"}),
    "early_agreed": lambda _phone, _visit: ("early_agreed", {}),
    "laid down": lambda _phone, _visit: ("advance", {"entry": str(new_id()), "whose": "owner", "amount_fen": 5000}),
    "question": lambda _phone, _visit: ("ask", {"question": "能修吗？"}),
    "drain": lambda _phone, _visit: ("test", {"key": "drain", "good": False, "remark": "还有点慢"}),
    "price": price,
    "declined": lambda phone, visit: price(phone, visit, "declined"),
    "sign": sign,
    "disagreed": lambda phone, visit: sign(phone, visit, "disagreed"),
    "stop": lambda _phone, _visit: ("stop", {"reason": "业主不同意价格"}),
    "complete": lambda _phone, _visit: ("complete", {}),
    "under_control": lambda _phone, _visit: ("under_control", {"what": "water"}),
    "payment": lambda _phone, _visit: ("payment", {"method": "cash", "amount_fen": 1500, "receipt": "12"}),
    "transfer": lambda _phone, _visit: ("transfer", {"component": "plumbing", "words": "管道渗漏", "consent": True}),
}
EVIDENCE = {"note", "photo", "step", "ring", "test", "line", "drop_line", "warranty", "ask", "early_agreed"}

# Readable, and never to be applied.
NONSENSE: dict[str, Said] = {
    "unknown verb": ("levitate", {}),
    "missing field": ("ring", {}),
    "out of range": ("ring", {"attempt": 4}),
    "unknown field": ("note", {"words": "门铃坏了", "loudly": True}),
    "wrong type": ("note", {"words": 12}),
    "no consent": ("photo", {"photo": str(new_id()), "sha256": "0" * 64, "moment": "before", "consent": False}),
    "endless quantity": ("line", {"line": str(new_id()), "item": None, "words": "x", "quantity_milli": 10**30}),
    "no words": ("note", {"words": "  "}),
}
# Readable only in part; whatever becomes of it, it stops nothing.
ODD: dict[str, Said] = {
    "a NUL": ("note", {"words": "门铃\0坏了"}),
    "half a letter": ("note", {"words": "门铃\ud800坏了"}),
    "turned round": ("note", {"words": "\u202e51"}),
    "very long": ("note", {"words": "长" * 20_000}),
    "deep": ("sign", {"document": [[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]}),
}

PICTURES: list[bytes] = []
