"""The answer to each command, with a sentence for its person in their language."""

from typing import Any

from flask_babel import lazy_gettext as _

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import OrderState
from fieldapp.domain.receipt import Decision, Receipt, Verdict
from fieldapp.domain.sent import Sent
from fieldapp.web.words import sentence

Answer = dict[str, Any]

DECIDED = {
    Decision.COUNTS: _("The office has decided: what you did counts."),
    Decision.LEFT: _("The office has decided: it stays in the history, and the order is as it is."),
}
STATES = {state.value: state for state in OrderState}


def answer_of(name: str, receipt: Receipt, sent: Sent) -> Answer:
    """The receipt, now and every time it is asked for again. ``name`` is the id as the phone wrote it."""
    if receipt.fingerprint != sent.fingerprint:
        refusal = RuleBroken("command.id_used")
        return _answer(name, Verdict.REJECTED, refusal.code, sentence(refusal), receipt.version)
    message = sentence(RuleBroken(receipt.code, **_revived(receipt.facts))) if receipt.code else ""
    return _answer(name, receipt.verdict, receipt.code, message, receipt.version)


def answer_later(name: str, code: str) -> Answer:
    """It stays on the phone for now."""
    return _answer(name, Verdict.LATER, code, sentence(RuleBroken(code)), 0)


def decided_words(receipt: Receipt) -> dict[str, Any]:
    """What became of a command that waited for the office."""
    decision = Decision(str(receipt.decision))
    return {"id": str(receipt.id), "code": f"decided.{decision}", "message": str(DECIDED[decision])}


def _answer(name: str, verdict: Verdict, code: str, message: str, version: int) -> Answer:
    return {"id": name, "verdict": verdict, "code": code, "message": message, "version": version}


def _revived(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as they were before JSON: a state is called by its name, not by our word for it."""
    return {name: STATES.get(fact, fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
