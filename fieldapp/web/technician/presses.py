"""How the form of each verb is read: its fields become the data of one command, or of two that belong together.

A reader finds the faults that a person can mend (a quantity of "二"); whether the data is whole, and whether the verb
may be pressed now, is the domain's business.
"""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.component import Component
from fieldapp.domain.errand import Whose
from fieldapp.domain.mark import Entrance, Step, StepResult, Trial
from fieldapp.domain.photo import Moment
from fieldapp.domain.signature import PriceAnswer, Purpose, Relation, SignatureAnswer
from fieldapp.domain.under_control import Danger
from fieldapp.web.forms import Form

Data = dict[str, Any]
Said = tuple[str, Data]  # a verb and its data
Zone = Callable[[], str]  # the zone of the site's clocks: asked only by those who read a time


def read(verb: str, form: Form, zone: Zone) -> list[Said]:
    """What the form says. Raises RuleBroken ``command.unknown_verb`` for what no button of ours sends."""
    if verb in SILENT:
        return [(verb, {})]
    if verb not in READERS:
        raise RuleBroken("command.unknown_verb", verb=verb)
    return READERS[verb](form, zone)


def _arrive(form: Form, _: Zone) -> list[Said]:
    return [("arrive", {"place": form.text("place", most=60, optional=True)})]


def _step(form: Form, _: Zone) -> list[Said]:
    result = form.choice(StepResult, "result")
    if result is StepResult.DONE:
        return [("step", {"key": form.choice(Step, "key"), "result": result})]
    return [("step", {"key": form.choice(Step, "key"), "result": result, "reason": _reason(form)})]


def _ring(form: Form, _: Zone) -> list[Said]:
    return [("ring", {"attempt": form.whole("attempt", least=1, most=3)})]


def _no_answer(form: Form, zone: Zone) -> list[Said]:
    data: Data = {"called": form.ticked("called")}
    if form.sent.get("new_from") or form.sent.get("new_until"):
        begins, ends = (form.moment(name, zone()) for name in ("new_from", "new_until"))
        if begins and ends:
            data["new_window"] = {"begins": begins, "ends": ends}
    return [("no_answer", data)]


def _enter(form: Form, _: Zone) -> list[Said]:
    return [("enter", {"answer": form.choice(Entrance, "answer")})]


def _line(form: Form, _: Zone) -> list[Said]:
    line, item = form.uuid("line"), form.optional_uuid("item")
    words = form.text("words", most=120, optional=True)
    data: Data = {"line": str(line), "quantity_milli": form.quantity("quantity"), "words": words}
    if item:
        data["item"] = str(item)
    if form.sent.get("unit_price", "").strip():
        data["unit_price_fen"] = form.money("unit_price")
    if form.sent.get("materials", "").strip():
        data["materials_fen"] = form.money("materials")
    # Off the list: the supervisor is asked in the same breath (4.2.3).
    return [("line", data), ("ask", {"question": words, "line": str(line)})] if words and not item else [("line", data)]


def _drop_line(form: Form, _: Zone) -> list[Said]:
    return [("drop_line", {"line": str(form.uuid("line"))})]


def _warranty(form: Form, _: Zone) -> list[Said]:
    return [("warranty", {"line": str(form.uuid("line")), "covered": form.ticked("covered")})]


def _ask(form: Form, _: Zone) -> list[Said]:
    line = form.optional_uuid("line")
    return [("ask", {"question": form.text("question", most=500)} | ({"line": str(line)} if line else {}))]


def _price(form: Form, _: Zone) -> list[Said]:
    data = {
        "total_fen": form.whole("total_fen", most=10**12),
        "catalogue_version": form.text("catalogue_version", most=60),
        "document_sha256": form.text("document_sha256", most=64),
        "answer": form.choice(PriceAnswer, "answer"),
        "reason": _reason(form),
    }
    return [("price", data)]


def _sign(form: Form, _: Zone) -> list[Said]:
    data = {
        "signature": str(form.uuid("signature")),
        "purpose": form.choice(Purpose, "purpose"),
        "document": _written(form, "document"),
        "document_sha256": form.text("document_sha256", most=64),
        "strokes": _written(form, "strokes") if form.sent.get("strokes") else [],
        "signer": form.text("signer", most=60, optional=True),
        "relation": form.choice(Relation, "relation"),
        "answer": form.choice(SignatureAnswer, "answer"),
        "reason": _reason(form),
        "copy_token": form.text("copy_token", most=32),
    }
    return [("sign", data)]


def _photo(form: Form, _: Zone) -> list[Said]:
    data = {
        "photo": str(form.uuid("photo")),
        "sha256": form.text("sha256", most=64),
        "moment": form.choice(Moment, "moment"),
        "consent": form.ticked("consent"),
    }
    return [("photo", data)]


def _drop_photo(form: Form, _: Zone) -> list[Said]:
    return [("drop_photo", {"photo": str(form.uuid("photo"))})]


def _test(form: Form, _: Zone) -> list[Said]:
    """One trial for each thing that was tried: ``tried_tap``, ``tried_drain``, …; nothing named is "other"."""
    remark = form.text("remark", most=300, optional=True)
    tried = [key for key in Trial if form.ticked(f"tried_{key}")]
    named = form.optional_choice(Trial, "key")
    good = not form.ticked("not_good")
    return [("test", {"key": key, "good": good, "remark": remark}) for key in tried or [named or Trial.OTHER]]


def _under_control(form: Form, _: Zone) -> list[Said]:
    return [("under_control", {"what": form.choice(Danger, "what")})]


def _stop(form: Form, _: Zone) -> list[Said]:
    return [("stop", {"reason": _reason(form)})]


def _transfer(form: Form, _: Zone) -> list[Said]:
    data = {
        "component": form.choice(Component, "component"),
        "words": form.text("words", most=300),
        "consent": form.ticked("consent"),
    }
    return [("transfer", data)]


def _advance(form: Form, _: Zone) -> list[Said]:
    data: Data = {"entry": str(form.uuid("entry")), "whose": form.choice(Whose, "whose")}
    return [
        ("advance", data | {"amount_fen": form.money("amount"), "words": form.text("words", most=120, optional=True)})
    ]


def _receipt(form: Form, _: Zone) -> list[Said]:
    data: Data = {"entry": str(form.uuid("entry")), "words": form.text("words", most=120)}
    sha256 = form.text("sha256", most=64, optional=True)
    return [("receipt", data | {"amount_fen": form.money("amount"), "sha256": sha256})]


def _strike(form: Form, _: Zone) -> list[Said]:
    return [("strike", {"entry": str(form.uuid("entry"))})]


def _note(form: Form, _: Zone) -> list[Said]:
    return [("note", {"words": form.text("words", most=2000)})]


def _reason(form: Form) -> str:
    """One of the reasons offered, or one in words, which says more."""
    return form.text("other_reason", most=300, optional=True) or form.text("reason", most=300, optional=True)


def _written(form: Form, name: str) -> Any:
    """What a page of ours wrote into a field as JSON."""
    try:
        return json.loads(form.sent.get(name, ""))
    except (ValueError, RecursionError):
        abort(400)


SILENT = {"accept", "set_out", "early_agreed", "complete"}
READERS: dict[str, Callable[[Form, Zone], list[Said]]] = {
    "arrive": _arrive,
    "step": _step,
    "ring": _ring,
    "no_answer": _no_answer,
    "enter": _enter,
    "line": _line,
    "drop_line": _drop_line,
    "warranty": _warranty,
    "ask": _ask,
    "price": _price,
    "sign": _sign,
    "photo": _photo,
    "drop_photo": _drop_photo,
    "test": _test,
    "stop": _stop,
    "transfer": _transfer,
    "advance": _advance,
    "receipt": _receipt,
    "strike": _strike,
    "under_control": _under_control,
    "note": _note,
}


def command_ids(first: UUID, count: int) -> list[UUID]:
    """The ids of commands that one press sends: the same for the same press, however often it arrives."""
    return [first, *(_following(first, nth) for nth in range(1, count))]


def _following(first: UUID, nth: int) -> UUID:
    # Still a UUIDv7 of the same moment: only its last, random part counts on.
    tail = (1 << 48) - 1
    return UUID(int=(first.int & ~tail) | ((first.int + nth) & tail))
