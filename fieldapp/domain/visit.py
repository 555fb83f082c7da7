"""A visit: one technician at one door for one order, step by step through the procedure (clause 4.5).

Every verb is something a person says they did. It takes an :class:`Act` (who, and when by three clocks), checks the
rule, changes what is stored and writes the journal. Saying the same thing twice changes nothing the second time.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.course import HAS_PLACE, OrderState
from fieldapp.domain.document import price_document, sha256
from fieldapp.domain.follow_up import first_call
from fieldapp.domain.journal import Act, Weight
from fieldapp.domain.mark import Entrance, Outcome, Step, StepMark, StepResult, TrialMark
from fieldapp.domain.order import Order, reason_given
from fieldapp.domain.people import Person
from fieldapp.domain.photo import Photo
from fieldapp.domain.procedure import Procedure
from fieldapp.domain.signature import PriceAgreement, PriceAnswer, Purpose, Signature, SignatureAnswer, agreed_fen
from fieldapp.domain.window import window

EARLY_AT_MOST = timedelta(minutes=5)  # 4.5.1: no more than five minutes early
MOST_OF_A_REASON = 300  # letters kept beside a step; the journal keeps all
RINGS_BEFORE_GIVING_UP = 2  # 4.5.1: no answer, then a second time


class Visit(Model):
    """One technician's visit for one order. Where it stands is read off its moments and marks."""

    __tablename__ = "visit"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    technician_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    planned_from: Mapped[datetime | None]
    planned_until: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    set_out_at: Mapped[datetime | None]
    early_agreed_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(60), default="")  # one fix at arrival at most
    rings: Mapped[int] = mapped_column(default=0)
    rang_at: Mapped[datetime | None]
    entered_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("price_agreement.id", use_alter=True))
    signature_id: Mapped[UUID | None] = mapped_column(ForeignKey("signature.id", use_alter=True))
    version: Mapped[int] = mapped_column(default=1)

    order: Mapped[Order] = relationship(lazy="raise")
    technician: Mapped[Person] = relationship(lazy="raise")
    procedure: Mapped[Procedure] = relationship(lazy="raise")
    marks: Mapped[list[StepMark]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by=StepMark.at)
    tests: Mapped[list[TrialMark]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by=TrialMark.id)
    photos: Mapped[list[Photo]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by=Photo.at)
    agreement: Mapped[PriceAgreement | None] = relationship(lazy="raise", foreign_keys=[agreement_id], post_update=True)
    signature: Mapped[Signature | None] = relationship(lazy="raise", foreign_keys=[signature_id], post_update=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (the base declares it)
    __table_args__ = (
        Index("ix_visit_technician_id", "technician_id", "ended_at"),
        Index("ix_visit_order_id", "order_id"),
        Index("ix_visit_place", "arrived_at", sqlite_where=HAS_PLACE, postgresql_where=HAS_PLACE),
    )

    @property
    def early_until(self) -> datetime | None:
        """Before this moment it is too early to ring (4.5.1); None when there is no appointment or the owner agreed."""
        return None if self.planned_from is None or self.early_agreed_at else self.planned_from - EARLY_AT_MOST

    @property
    def is_open(self) -> bool:
        """Has it not ended yet?"""
        return self.ended_at is None

    @property
    def is_signed(self) -> bool:
        """Is there a signature under the work? From then on what it stands under is locked."""
        return self.signature is not None and self.signature.purpose is Purpose.WORK

    @property
    def price_stands(self) -> bool:
        """Has the owner agreed to exactly what the order now says? A change reopens the question."""
        agreed = self.agreement is not None and self.agreement.answer is PriceAnswer.AGREED
        return agreed and self.agreement is not None and self.agreement.document == price_document(self.order, self)

    @property
    def chargeable(self) -> bool:
        """Is there anything to pay? Then the price comes before the work (4.5.4 3))."""
        return self.order.total_fen > 0

    def mark(self, key: Step) -> StepMark | None:
        """How this step was ticked, if it was."""
        return next((mark for mark in self.marks if mark.key is key), None)

    def accept(self, act: Act) -> None:
        """The technician has seen the job and takes it."""
        if self.accepted_at is None:
            self._move(OrderState.ACCEPTED, act, "accept")
            self.accepted_at = act.at

    def set_out(self, act: Act) -> None:
        """On the way. Whoever sets out has accepted."""
        if self.set_out_at is None:
            self._move(OrderState.ON_THE_WAY, act, "set_out")
            self.accepted_at, self.set_out_at = self.accepted_at or act.at, act.at

    def agree_early(self, act: Act) -> None:
        """The owner was asked and does not mind our being early (4.5.1)."""
        if self.early_agreed_at is None:
            self.early_agreed_at = act.at
            self.record(act, "early_agreed")

    def arrive(self, act: Act, *, place: str = "") -> None:
        """At the door. Being early is written down, not forbidden: the guard is a hint (4.5.1)."""
        if self.arrived_at is None:
            early = self.early_until is not None and act.at < self.early_until
            self._move(OrderState.AT_THE_DOOR, act, "arrive", early=early)
            self.accepted_at, self.arrived_at, self.place = self.accepted_at or act.at, act.at, place[:60]

    def ring(self, act: Act, *, attempt: int) -> None:
        """The bell, or three knocks where there is none; the wait of 5 to 10 seconds starts (4.5.1)."""
        self.require(act, OrderState.AT_THE_DOOR)
        if attempt > self.rings:
            self.rings, self.rang_at = attempt, act.at
            self.record(act, "ring", attempt=attempt)

    def no_answer(
        self, act: Act, *, called: bool, new_from: datetime | None = None, new_until: datetime | None = None
    ) -> None:
        """Nobody opened, twice: the front desk knows at once, and the order waits for another time (改约)."""
        if act.asks and self.rings < RINGS_BEFORE_GIVING_UP:
            raise RuleBroken("visit.ring_again_first", rings=self.rings, least=RINGS_BEFORE_GIVING_UP)
        self._put_off(act, Outcome.NOBODY_HOME, "no_answer", new_from, new_until, called=called)

    def enter(self, act: Act, *, answer: Entrance) -> None:
        """The owner's permission, or not (4.5.3)."""
        if answer is Entrance.NOT_NOW:
            self._put_off(act, Outcome.NOT_NOW, "not_now", None, None)
        elif self.entered_at is None:
            self._move(OrderState.INSIDE, act, "enter")
            self.entered_at = act.at

    def tick(self, act: Act, *, key: Step, result: StepResult, reason: str = "") -> None:
        """A step done, or left out for a reason."""
        why = reason_given(reason) if result is StepResult.SKIPPED else reason.strip()
        known = self.mark(key)
        if known and (known.result, known.reason) == (result, why[:MOST_OF_A_REASON]):
            return
        if key is Step.WORK:
            self._finish_work(act)
        if key is Step.MAT:
            self._start_work(act)
        self._mark(act, key, result, why)

    def answer_price(
        self, act: Act, *, answer: PriceAnswer, total_fen: int, shown_sha256: str, reason: str = ""
    ) -> PriceAgreement:
        """The owner's answer to the price, before the work (4.5.4 3)).

        Kept with the hash of what was shown, flagged where we knew otherwise; after the signature nothing follows.
        """
        document = price_document(self.order, self)
        differs = shown_sha256 != sha256(document) or total_fen != self.order.total_fen
        before_work = self.order.state in (OrderState.INSIDE, OrderState.PRICE_AGREED)
        if answer is PriceAnswer.AGREED and before_work and not act.beside:
            self._move(OrderState.PRICE_AGREED, act, "price", total_fen=total_fen, answer=answer.value, differs=differs)
        else:
            self._require_inside(act)
            self.record(act, "price", why=reason, total_fen=total_fen, answer=answer.value, differs=differs)
        said = PriceAgreement(visit_id=self.id, total_fen=total_fen, document=document, document_sha256=shown_sha256)
        said.catalogue_version_id, said.answer, said.at = self.order.catalogue_version_id, answer, act.at
        said.id, said.reason, said.differs = new_id(), reason.strip(), differs
        self.agreement = self.agreement if self.is_signed else said
        return said

    def stop(self, act: Act, *, reason: str) -> None:
        """The price was not accepted, or the work cannot be done: a proper end, with its reason (4.5.4 3))."""
        if self.outcome is not Outcome.STOPPED:
            self._move(OrderState.STOPPED_AT_PRICE, act, "stop", why=reason_given(reason))
            self.order.owe(act, 0)
            self._end(act, Outcome.STOPPED)

    def sign(self, act: Act, signature: Signature) -> None:
        """The owner, or somebody for the owner, signs, refuses or cannot (4.5.4 4), 4.2.5)."""
        if self.signature is not None and self.signature.id == signature.id:
            return
        if act.weight is not Weight.DECIDED and self.is_signed:
            raise RuleBroken("signature.already_there")
        self._require_open(act)
        signature.check()
        if signature.purpose is Purpose.WORK:
            self._sign_work(act, signature)
        else:
            self._require_inside(act)
        signature.visit_id, signature.order_id, signature.at = self.id, self.order.id, act.at
        self.signature = signature

    def complete(self, act: Act) -> None:
        """Said goodbye and left. The customer centre calls back (3.1)."""
        if self.outcome is Outcome.DONE:
            return
        if act.asks and not self.is_signed:
            raise RuleBroken("visit.not_signed")
        answer = self.signature.answer if self.signature and self.is_signed else SignatureAnswer.UNABLE
        self.order.ask_for_call_back(act, first_call(self.order, self.technician_id, act, answer))
        self._end(act, Outcome.DONE)
        self.order.owe(act, agreed_fen(self.signature, self.agreement))
        self.record(act, "complete")

    def end_without_work(self, act: Act, outcome: Outcome) -> None:
        """Taken from this technician before it was done: what they did stays theirs."""
        if self.is_open:
            self._end(act, outcome)

    def _start_work(self, act: Act) -> None:
        if self.started_at is None:
            self._require_price(act)
            self._move(OrderState.WORKING, act, "start")
            self.started_at = act.at

    def _finish_work(self, act: Act) -> None:
        self._start_work(act)
        self._move(OrderState.TO_BE_SIGNED, act, "finish")
        self.finished_at = act.at

    def _sign_work(self, act: Act, signature: Signature) -> None:
        self.require(act, OrderState.TO_BE_SIGNED)
        self._require_price(act)
        told = {"answer": signature.answer.value, "relation": signature.relation.value}
        facts: dict[str, Any] = told | ({"differs": True} if signature.differs else {})
        if signature.answer is SignatureAnswer.AGREED:
            self._move(OrderState.SIGNED, act, "sign", points=signature.points, **facts)
        else:
            self.record(act, "sign", why=signature.reason, **facts)

    def _put_off(
        self, act: Act, outcome: Outcome, what: str, begins: datetime | None, ends: datetime | None, **facts: Any
    ) -> None:
        if self.outcome is outcome:
            return
        window(begins, ends)
        self._move(OrderState.TO_BE_REARRANGED, act, what, **facts)
        if begins:
            self.order.wanted_from, self.order.wanted_until = begins, ends
        self.order.holder_id = None
        self._end(act, outcome)

    def _end(self, act: Act, outcome: Outcome) -> None:
        self.ended_at, self.outcome = act.at, outcome

    def _mark(self, act: Act, key: Step, result: StepResult, why: str) -> None:
        known = self.mark(key)
        if known:
            known.result, known.reason, known.at = result, why[:MOST_OF_A_REASON], act.at
        else:
            self.marks.append(StepMark(id=new_id(), key=key, result=result, reason=why[:MOST_OF_A_REASON], at=act.at))
        self.record(act, "step", why=why, key=key.value, result=result.value)

    def require(self, act: Act, *states: OrderState) -> None:
        """Refuse what is signed already, or does not fit now. Raises RuleBroken ``order.locked``, ``visit.not_now``."""
        if act.asks and self.is_signed:
            raise RuleBroken("order.locked")
        if act.asks and self.order.state not in states:
            raise RuleBroken("visit.not_now", state=self.order.state)

    def _require_inside(self, act: Act) -> None:
        self.require(act, OrderState.INSIDE, OrderState.PRICE_AGREED, OrderState.WORKING, OrderState.TO_BE_SIGNED)

    def _require_open(self, act: Act) -> None:
        # Work done is never refused because of who has the order now; but only who has it moves it.
        if act.asks and not self.is_open:
            raise RuleBroken("visit.over")

    def _require_price(self, act: Act) -> None:
        # Without signal the owner agreed to what the phone showed, which the office may have changed since.
        seen = act.weight is Weight.DONE and self.agreement and self.agreement.answer is PriceAnswer.AGREED
        if act.asks and self.chargeable and not self.price_stands and not seen:
            raise RuleBroken("visit.price_not_agreed")

    def _move(self, to: OrderState, act: Act, what: str, *, why: str = "", **facts: Any) -> None:
        self._require_open(act)
        if act.beside:
            return self.record(act, what, why=why, **facts)
        return self.order.move(to, act, what=what, why=why, visit_id=self.id, **facts)

    def record(self, act: Act, what: str, *, why: str = "", **facts: Any) -> None:
        """Write to the order's journal, as part of this visit."""
        self.order.record(act, what, why=why, visit_id=self.id, **facts)
