"""What happened to an order, as a sentence in the language of whoever reads it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain import ladder
from fieldapp.domain.component import Component
from fieldapp.domain.developer_case import Awaited, Reply
from fieldapp.domain.errand import Whose
from fieldapp.domain.mark import Entrance, StepResult, Trial
from fieldapp.domain.money_entry import Method
from fieldapp.domain.order import Channel, HoldReason
from fieldapp.domain.payment import DoorMethod
from fieldapp.domain.people import Language
from fieldapp.domain.peril import Peril
from fieldapp.domain.photo import Moment
from fieldapp.domain.receipt import Decision
from fieldapp.domain.signature import PriceAnswer, Relation, SignatureAnswer
from fieldapp.domain.timeline import Event, Flag
from fieldapp.domain.under_control import Danger
from fieldapp.web import correction_labels
from fieldapp.web.formats import dated_window, day_and_clock, duration, money, quantity
from fieldapp.web.home_zone import home_zone
from fieldapp.web.journal_titles import STEPS, TITLES
from fieldapp.web.labels import label
from fieldapp.web.language import language

# Words, tone and icon of each flag. Nothing here is a fault of the technician: it is to be known, not to be punished.
FLAGS: dict[Flag, tuple[LazyString, str, str]] = {
    Flag.DIFFERS: (_l("not what the office knew"), "amber", "careful"),
    Flag.BESIDE: (_l("recorded later, the order was in other hands"), "", "time"),
    Flag.DECIDED: (_l("counts, the office decided"), "accent", "done"),
    Flag.STALE: (_l("somebody else had changed the same thing"), "", "time"),
    Flag.LATER: (_l("recorded later"), "", "time"),
    Flag.SUPERSEDED: (_l("a newer word stands"), "", "time"),
}

WINDOW = ("wanted_from", "wanted_until")


class Facts(dict[str, Any]):
    """The facts of an entry. Old entries may lack one that is written today: it then reads as nothing."""

    def __missing__(self, name: str) -> str:
        return ""

    def named(self, kind: type[StrEnum], name: str) -> str:
        """The word for a fact that is one of a kind."""
        known = {member.value: member for member in kind}
        return label(known.get(self[name]))


def title(event: Event) -> str:
    """What happened, in a few words."""
    facts = Facts(event.facts)
    if event.what == "step":
        return str(STEPS.get(facts["key"], TITLES["note"]))
    words = TITLES.get(event.what)
    return str(words) % facts if words is not None else event.what


def detail(event: Event, zone: str = "") -> str:
    """What more there is to say: how many, how much, when, why."""
    more = DETAILS.get(event.what)
    return _in_a_row(more(Facts(event.facts | {"zone": zone or home_zone()})) if more else "", event.why)


def verb_title(verb: str, data: dict[str, Any]) -> str:
    """What somebody pressed, in a few words."""
    if verb == "step":
        return str(STEPS.get(data.get("key", ""), TITLES["note"]))
    what = "not_now" if data.get("answer") == Entrance.NOT_NOW else verb
    return str(TITLES.get(what, verb))


def flags(event: Event) -> list[dict[str, str]]:
    """What is to be noticed about it, each as a tag."""
    return [
        {"words": str(words), "tone": tone, "icon": icon} for words, tone, icon in map(FLAGS.__getitem__, event.flags)
    ]


def lateness(event: Event) -> list[tuple[str, str]]:
    """Why the three clocks of an event differ, each reason with its icon."""
    reasons = (("time", _clock_words(event.clock_wrong)), ("no-signal", _delay_words(event.on_the_way)))
    return [(icon, words) for icon, words in reasons if words]


def init_app(app: Flask) -> None:
    told = {"event_title": title, "event_detail": detail, "event_flags": flags, "event_lateness": lateness}
    for name, words in told.items():
        app.add_template_filter(words, name)


def _clock_words(wrong: timedelta | None) -> str:
    if not wrong:
        return ""
    fast = wrong.total_seconds() > 0
    words = _("The phone's clock is %(length)s fast") if fast else _("The phone's clock is %(length)s slow")
    return str(words) % {"length": duration(abs(wrong))}


def _delay_words(on_the_way: timedelta | None) -> str:
    return str(_("Without signal for %(length)s", length=duration(on_the_way))) if on_the_way else ""


def _in_a_row(*told: str) -> str:
    return str(_(", ")).join(words for words in told if words)


def _received(facts: Facts) -> str:
    return _in_a_row(facts.named(Channel, "channel"), _("Emergency") if facts["urgent"] else "")


def _answered(facts: Facts) -> str:
    return str(_("Yes, %(price)s", price=money(facts["price_fen"] or 0)) if facts["can"] else _("No, we cannot"))


def _price(facts: Facts) -> str:
    return _in_a_row(facts.named(PriceAnswer, "answer"), money(facts["total_fen"] or 0))


def _photo(facts: Facts) -> str:
    """Inside a home there is none without consent (Civil Code 1033); of the closed door nobody is asked."""
    asked = _("the owner was asked first") if facts["moment"] != Moment.DOOR else ""
    return _in_a_row(facts.named(Moment, "moment"), asked)


def _test(facts: Facts) -> str:
    return _in_a_row(facts.named(Trial, "key"), _("good") if facts["good"] else _("not good"))


def _payment(facts: Facts) -> str:
    return _in_a_row(facts.named(DoorMethod, "method"), money(facts["amount_fen"] or 0), str(facts["receipt"]))


def _money(facts: Facts) -> str:
    way, so_much = facts.named(Method, "method"), money(facts["amount_fen"] or 0)
    return _in_a_row(way, so_much, str(facts["receipt"]), str(facts["number"]), str(facts["corrects"]))


def _correct(facts: Facts) -> str:
    moments = [datetime.fromisoformat(facts[name]) for name in ("was", "happened") if facts[name]]
    return _("earlier by %(length)s", length=duration(moments[0] - moments[1])) if len(moments) == 2 else ""


def _sign(facts: Facts) -> str:
    drawn = _("%(count)s points", count=facts["points"]) if facts["points"] else ""
    return _in_a_row(facts.named(Relation, "relation"), facts.named(SignatureAnswer, "answer"), drawn)


def _errand(facts: Facts) -> str:
    return _in_a_row(facts.named(Whose, "whose"), str(facts["words"]), money(facts["amount_fen"] or 0))


def _outside_named(facts: Facts) -> str:
    trade = facts["trade_en"] if language() is Language.ENGLISH else facts["trade_zh"]
    return f"{trade} {facts['name']} {facts['phone']}"


def _warranty(facts: Facts) -> str:
    told = _("under warranty, free of charge") if facts["covered"] else _("not under warranty after all")
    return _in_a_row(str(facts["name"]), str(told))


def _not_drawn(facts: Facts) -> str:
    told = {name: facts[name] for name in ("drawn", "visits", "share")}
    return str(_("called this month: %(drawn)s of %(visits)s; wanted: %(share)s%%", **told))


def _called_later(facts: Facts) -> str:
    return day_and_clock(datetime.fromisoformat(facts["when"]), facts["zone"]) if facts["when"] else ""


def _rearranged(facts: Facts) -> str:
    """The new time. Entries of before this was written down say nothing of it."""
    if "wanted_from" not in facts:
        return ""
    begins, ends = (datetime.fromisoformat(words) if (words := facts[end]) else None for end in WINDOW)
    return dated_window(begins, ends, str(facts["zone"]))


def _rung(facts: Facts) -> str:
    again = facts["again"]
    called = _("called: %(names)s", names=_(", ").join(facts["names"])) if facts["names"] else ""
    return _in_a_row(
        facts.named(ladder.Step, "step"), called, _("%(num)s called once more, louder", num=again) if again else ""
    )


DETAILS: dict[str, Callable[[Facts], str]] = {
    "receive": _received,
    "answer": _answered,
    "hold": lambda facts: facts.named(HoldReason, "reason"),
    "arrive": lambda facts: _("more than five minutes early") if facts["early"] else "",
    "ring": lambda facts: _("attempt %(nth)s", nth=facts["attempt"]),
    "no_answer": lambda facts: _("called on the phone as well") if facts["called"] else "",
    "step": lambda facts: _("left out") if facts["result"] == StepResult.SKIPPED else "",
    "line": lambda facts: f"{facts['name']} × {quantity(facts['quantity_milli'] or 1000)}",
    "drop_line": lambda facts: str(facts["name"]),
    "warranty": _warranty,
    "price": _price,
    "enter": lambda facts: _("the owner said: come in"),
    "photo": _photo,
    "test": _test,
    "sign": _sign,
    "under_control": lambda facts: facts.named(Danger, "danger"),
    "payment": _payment,
    **dict.fromkeys(("paid", "paid_back", "money_corrected"), _money),
    "correct": _correct,
    "raise": lambda facts: facts.named(Peril, "peril"),
    "rung": _rung,
    "rearrange": _rearranged,
    "rework": lambda facts: str(facts["number"]),
    "call_later": _called_later,
    "call_tried": lambda facts: _("attempt %(nth)s", nth=facts["tries"]),
    "not_drawn": _not_drawn,
    "take": lambda facts: _("not called") if facts["called"] is False else "",
    "parked": lambda facts: str(TITLES.get(facts["verb"], "")),
    "hand_to_developer": lambda facts: facts.named(Component, "component"),
    "developer_received": lambda facts: str(facts["by"]),
    "developer_replied": lambda facts: _in_a_row(facts.named(Reply, "reply"), str(facts["day"]), str(facts["by"])),
    "developer_chased": lambda facts: _in_a_row(facts.named(Awaited, "awaits"), _("attempt %(nth)s", nth=facts["nth"])),
    "return_visit": lambda facts: facts.named(Reply, "reply"),
    **dict.fromkeys(("errand_advance", "errand_receipt", "errand_struck"), _errand),
    **correction_labels.DETAILS,
    "outside_named": _outside_named,
    "decide": lambda facts: _in_a_row(str(TITLES.get(facts["verb"], "")), facts.named(Decision, "decision")),
}
