"""What holds of a visit, by the names under which its templates ask (data-when="agreed").

``static/js/visit/facts.js`` says the same of a visit with the presses that are still on the phone.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldapp.domain.mark import Outcome, Step
from fieldapp.domain.photo import Moment
from fieldapp.domain.signature import PriceAnswer, SignatureAnswer
from fieldapp.domain.visit import Visit

if TYPE_CHECKING:
    from fieldapp.web.technician.visit_page import VisitPage

FACTS: dict[str, "Callable[[VisitPage], bool]"] = {
    "open": lambda page: page.visit.is_open,
    "early": lambda page: page.doorway.too_early_until is not None,
    "chargeable": lambda page: page.visit.chargeable,
    "lines": lambda page: bool(page.order.standing_lines),
    "free": lambda page: any(line.warranty for line in page.order.standing_lines),
    "emptied": lambda page: page.emptied,
    "unpriced": lambda page: page.unpriced != "",
    "all_unpriced": lambda page: page.unpriced != "" and page.priced == "",
    "ask": lambda page: page.visit.mark(Step.ASK) is not None,
    "clean": lambda page: page.visit.mark(Step.CLEAN) is not None,
    "explain": lambda page: page.visit.mark(Step.EXPLAIN) is not None,
    "agreed": lambda page: page.visit.price_stands,
    "changed": lambda page: page.agreed is not None and not page.visit.price_stands,
    "objected": lambda page: page.answer_to_this is PriceAnswer.OBJECTED,
    "declined": lambda page: page.answer_to_this is PriceAnswer.DECLINED,
    "started": lambda page: page.visit.started_at is not None,
    "bad": lambda page: page.not_good != "",
    "consented": lambda page: any(photo.consent and photo.dropped_at is None for photo in page.visit.photos),
    "taken_before": lambda page: _taken(page.visit, Moment.BEFORE),
    "taken_after": lambda page: _taken(page.visit, Moment.AFTER),
    "taken_door": lambda page: _taken(page.visit, Moment.DOOR),
    "signed": lambda page: _answered(page.visit) is SignatureAnswer.AGREED,
    "due": lambda page: page.visit.signature is not None and page.visit.signature.contents["total_fen"] > 0,
    "due_beside": lambda page: page.due_beside_fen > 0,
    "nothing_due": lambda page: not (FACTS["due"](page) or FACTS["due_beside"](page)),
    "done": lambda page: page.visit.outcome is Outcome.DONE,
}


def holds(page: "VisitPage", fact: str) -> bool:
    """Does this hold ("agreed"), or does it not ("!agreed")?"""
    return FACTS[fact.removeprefix("!")](page) is not fact.startswith("!")


def _taken(visit: Visit, moment: Moment) -> bool:
    return any(photo.moment is moment and photo.dropped_at is None for photo in visit.photos)


def _answered(visit: Visit) -> SignatureAnswer | None:
    return visit.signature.answer if visit.signature else None
