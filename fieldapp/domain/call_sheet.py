"""The call sheet: five short questions asked blind, and what was recorded of the same things at the door (3.1).

Who calls does not know what the technician ticked. Only when the answers are handed in are the two put side by side.
A disagreement opens a talk; it proves nothing against anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.mark import Step, StepResult
from fieldapp.domain.signature import PriceAgreement, PriceAnswer, SignatureAnswer
from fieldapp.domain.visit import Visit


class CallQuestion(StrEnum):
    """What is asked, in this order."""

    COVERS = "covers"  # shoe covers worn? (4.5.1)
    PRICE = "price"  # the price told before the work? (4.5.4 3))
    NAMED = "named"  # greeted, company and name said? (4.5.2)
    CLEAN = "clean"
    SATISFIED = "satisfied"


class Heard(StrEnum):
    """What the owner says."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"  # cannot remember; of satisfaction: so-so


@dataclass(frozen=True, slots=True)
class CallSheet:
    """What was heard in one call."""

    answers: Mapping[CallQuestion, Heard]
    remark: str = ""

    @property
    def satisfied(self) -> Heard:
        """The last answer, which decides how it goes on."""
        return self.answers[CallQuestion.SATISFIED]


class CallAnswer(Model):
    """One answer of one call, beside what was recorded: figures count how often the two agree."""

    __tablename__ = "call_answer"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    call_back_id: Mapped[UUID] = mapped_column(ForeignKey("call_back.id"))
    question: Mapped[CallQuestion]
    heard: Mapped[Heard]
    recorded: Mapped[Heard | None]  # None: nothing was recorded of it
    agrees: Mapped[bool | None]  # None: one of the two says nothing

    __table_args__ = (UniqueConstraint("call_back_id", "question", name="uq_call_answer_call_back_id"),)

    @classmethod
    def of(cls, call_back_id: UUID, question: CallQuestion, heard: Heard, recorded: Heard | None) -> Self:
        """The answer, compared."""
        silent = heard is Heard.UNSURE or recorded is None
        agrees = None if silent else heard is recorded
        return cls(
            id=new_id(),
            call_back_id=call_back_id,
            question=question,
            heard=heard,
            recorded=recorded,
            agrees=agrees,
        )


STEPS = {CallQuestion.COVERS: Step.COVERS, CallQuestion.NAMED: Step.GREET, CallQuestion.CLEAN: Step.CLEAN}


def recorded(visit: Visit, agreements: Sequence[PriceAgreement], *, paid: bool) -> dict[CallQuestion, Heard | None]:
    """What visit and price agreements say of the five questions; None where they say nothing."""
    ticked = {question: _ticked(visit, step) for question, step in STEPS.items()}
    price = _price_first(visit, agreements) if paid else None
    return {**ticked, CallQuestion.PRICE: price, CallQuestion.SATISFIED: _signed(visit)}


def _ticked(visit: Visit, step: Step) -> Heard | None:
    mark = visit.mark(step)
    if mark is None:
        return None
    return Heard.YES if mark.result is StepResult.DONE else Heard.NO


def _price_first(visit: Visit, agreements: Sequence[PriceAgreement]) -> Heard:
    """Was a price agreed to before the first hand was laid on? What was added later has agreements of its own."""
    agreed = [one.at for one in agreements if one.answer is PriceAnswer.AGREED]
    begun = visit.started_at or visit.ended_at
    return Heard.YES if begun and agreed and min(agreed) <= begun else Heard.NO


def _signed(visit: Visit) -> Heard | None:
    answer = visit.signature.answer if visit.signature else SignatureAnswer.UNABLE
    return {SignatureAnswer.AGREED: Heard.YES, SignatureAnswer.DISAGREED: Heard.NO}.get(answer)
