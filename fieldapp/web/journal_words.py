"""What happened to an order, as a sentence in the language of whoever reads it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.mark import Step, StepResult, Trial
from fieldapp.domain.order import Channel, HoldReason
from fieldapp.domain.photo import Moment
from fieldapp.domain.signature import PriceAnswer, Relation, SignatureAnswer
from fieldapp.domain.timeline import Event
from fieldapp.web.formats import duration, money, quantity
from fieldapp.web.labels import label

Facts = Mapping[str, Any]

STEPS = {
    Step.COVERS: _l("Shoe covers on"),
    Step.GREET: _l("Greeted"),
    Step.ASK: _l("Asked what is wanted"),
    Step.LOOK: _l("Looked at it together"),
    Step.MAT: _l("Laid the mat, began"),
    Step.WORK: _l("Finished the work"),
    Step.CLEAN: _l("Cleaned up"),
    Step.EXPLAIN: _l("Explained what was done"),
    Step.FAREWELL: _l("Said goodbye"),
}

TITLES: dict[str, LazyString] = {
    "receive": _l("Order written"),
    "assign": _l("Given to %(name)s"),
    "reassign": _l("Given to %(name)s instead"),
    "undo_assignment": _l("Assignment taken back"),
    "return": _l("Given back to the supervisor"),
    "ask": _l("Asked the supervisor"),
    "answer": _l("The supervisor answered"),
    "hold": _l("On hold"),
    "cancel": _l("Cancelled"),
    "decline": _l("Declined"),
    "hand_to_developer": _l("Handed to the developer"),
    "rearrange": _l("Another time agreed"),
    "accept": _l("Took the job"),
    "set_out": _l("Set out"),
    "early_agreed": _l("The owner does not mind our being early"),
    "arrive": _l("At the door"),
    "ring": _l("Rang the bell"),
    "no_answer": _l("Nobody answered"),
    "not_now": _l("The owner asked to come another time"),
    "enter": _l("Let in"),
    "line": _l("Put on the order"),
    "drop_line": _l("Taken off the order"),
    "price": _l("Price put to the owner"),
    "start": _l("Began the work"),
    "finish": _l("Finished the work"),
    "photo": _l("Took a photo"),
    "drop_photo": _l("Dropped a photo"),
    "test": _l("Tried together"),
    "sign": _l("Signature"),
    "stop": _l("Stopped the service"),
    "complete": _l("Left"),
    "call_back_due": _l("Call-back due"),
    "close": _l("Called back, all well: closed"),
    "rework": _l("Not content: done again by a new order"),
    "note": _l("Note"),
    "phone_shown": _l("Looked at the whole phone number"),
}


def title(event: Event) -> str:
    """What happened, in a few words."""
    if event.what == "step":
        return str(STEPS[Step(event.facts["key"])])
    words = TITLES.get(event.what)
    return str(words) % event.facts if words is not None else event.what


def detail(event: Event) -> str:
    """What more there is to say: how many, how much, why."""
    more = DETAILS.get(event.what)
    told = [more(event.facts) if more else "", event.why]
    return _comma().join(words for words in told if words)


def lateness(event: Event) -> str:
    """Why the three clocks of an event differ."""
    if event.clock_wrong:
        fast = event.clock_wrong.total_seconds() > 0
        length = duration(abs(event.clock_wrong))
        return _("The phone's clock is %(length)s fast", length=length) if fast else _slow(length)
    return _("Without signal for %(length)s", length=duration(event.on_the_way)) if event.on_the_way else ""


def init_app(app: Flask) -> None:
    for name, words in (("event_title", title), ("event_detail", detail), ("event_lateness", lateness)):
        app.add_template_filter(words, name)


def _slow(length: str) -> str:
    return str(_("The phone's clock is %(length)s slow", length=length))


def _comma() -> str:
    return str(_(", "))


def _received(facts: Facts) -> str:
    urgent = [_("Emergency")] if facts.get("urgent") else []
    return _comma().join([label(Channel(facts["channel"])), *urgent])


def _answered(facts: Facts) -> str:
    return str(_("Yes, %(price)s", price=money(facts["price_fen"])) if facts["can"] else _("No, we cannot"))


def _arrived(facts: Facts) -> str:
    return _("more than five minutes early") if facts.get("early") else ""


def _price(facts: Facts) -> str:
    told = [label(PriceAnswer(facts["answer"])), money(facts["total_fen"])]
    return _comma().join(told + ([_("not what the office knew")] if facts.get("differs") else []))


def _test(facts: Facts) -> str:
    return _comma().join([label(Trial(facts["key"])), _("good") if facts["good"] else _("not good")])


def _sign(facts: Facts) -> str:
    told = [label(Relation(facts["relation"])), label(SignatureAnswer(facts["answer"]))]
    return _comma().join(told + ([_("%(count)s points", count=facts["points"])] if facts.get("points") else []))


DETAILS: dict[str, Callable[[Facts], str]] = {
    "receive": _received,
    "answer": _answered,
    "hold": lambda facts: label(HoldReason(facts["reason"])),
    "arrive": _arrived,
    "ring": lambda facts: _("attempt %(nth)s", nth=facts["attempt"]),
    "no_answer": lambda facts: _("called on the phone as well") if facts.get("called") else "",
    "step": lambda facts: _("left out") if facts["result"] == StepResult.SKIPPED else "",
    "line": lambda facts: f"{facts['name']} × {quantity(facts['quantity_milli'])}",
    "drop_line": lambda facts: str(facts["name"]),
    "price": _price,
    "photo": lambda facts: label(Moment(facts["moment"])),
    "test": _test,
    "sign": _sign,
}
