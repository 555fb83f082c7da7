"""The five questions of a call and their answers, as they are asked aloud and as they are compared afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from fieldapp.domain.call_back import CallReason
from fieldapp.domain.call_sheet import CallAnswer, CallQuestion, Heard

QUESTIONS: dict[CallQuestion, LazyString] = {
    CallQuestion.COVERS: _l("Did the technician put on shoe covers at the door?"),
    CallQuestion.PRICE: _l("Were you told the price before the work began?"),
    CallQuestion.NAMED: _l("Did the technician greet you and say who sent them?"),
    CallQuestion.CLEAN: _l("Was everything clean when they left?"),
    CallQuestion.SATISFIED: _l("Are you satisfied this time?"),
}
ANSWERS: dict[CallQuestion, dict[Heard, LazyString]] = {
    CallQuestion.COVERS: {Heard.YES: _l("Worn"), Heard.NO: _l("Not worn"), Heard.UNSURE: _l("Cannot remember")},
    CallQuestion.PRICE: {Heard.YES: _l("Told"), Heard.NO: _l("Not told"), Heard.UNSURE: _l("Cannot remember")},
    CallQuestion.NAMED: {
        Heard.YES: _l("They did"),
        Heard.NO: _l("They did not"),
        Heard.UNSURE: _l("Cannot remember"),
    },
    CallQuestion.CLEAN: {Heard.YES: _l("Clean"), Heard.NO: _l("Not clean"), Heard.UNSURE: _l("Cannot remember")},
    CallQuestion.SATISFIED: {Heard.YES: _l("Satisfied"), Heard.UNSURE: _l("So-so"), Heard.NO: _l("Not satisfied")},
}
REASONS: dict[CallReason, LazyString] = {
    CallReason.OWNER: _l("The owner wrote: not satisfied"),
    CallReason.UNSIGNED: _l("Not signed as agreed"),
    CallReason.EMERGENCY: _l("Emergency"),
    CallReason.LEAK: _l("Leak"),
    CallReason.REWORK: _l("Rework"),
    CallReason.PAID: _l("Chargeable work"),
    CallReason.DRAWN: _l("Drawn"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its possible answers."""

    name: str
    words: LazyString
    answers: list[tuple[str, LazyString]]


@dataclass(frozen=True, slots=True)
class Compared:
    """One question as it came out: what the owner says, what was recorded, and whether the two agree."""

    words: LazyString
    heard: LazyString
    recorded: LazyString | None
    agrees: bool | None


def asked() -> list[Asked]:
    """The questions as the sheet asks them."""
    return [
        Asked(question.value, words, [(heard.value, said) for heard, said in ANSWERS[question].items()])
        for question, words in QUESTIONS.items()
    ]


def compared(answers: Iterable[CallAnswer]) -> list[Compared]:
    """The answers of a call beside what was recorded, in the order of the sheet."""
    known = {answer.question: answer for answer in answers}
    return [_compared(known[question]) for question in QUESTIONS if question in known]


def why_called(reasons: Iterable[CallReason]) -> list[LazyString]:
    """Why somebody is called, the weightiest first."""
    return [words for reason, words in REASONS.items() if reason in set(reasons)]


def _compared(answer: CallAnswer) -> Compared:
    words = ANSWERS[answer.question]
    recorded = words[answer.recorded] if answer.recorded else None
    return Compared(QUESTIONS[answer.question], words[answer.heard], recorded, answer.agrees)
