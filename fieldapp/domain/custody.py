"""Taking over what a phone kept: each command is carried out once, or kept with the reason why not.

After any verdict but ``later`` the server has the whole payload, and the same command gets the same receipt for ever.
The caller gives each command a transaction of its own; a refusal is rolled back and then kept by :func:`keep_refused`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from fieldapp.domain.already import already_so
from fieldapp.domain.answer_kept import ANSWERS, act_of, answer, came_second
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.changed_since import changed_since, overtaken_by_a_newer_word
from fieldapp.domain.command import Command, believed, data_of, press, receipt_of
from fieldapp.domain.conflict import POLICY
from fieldapp.domain.journal import Act, Weight
from fieldapp.domain.order import Order
from fieldapp.domain.reassigned import in_hand, may_go_on, take_back, why_not
from fieldapp.domain.receipt import OtherPayload, Receipt, Verdict
from fieldapp.domain.sent import Sent
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_in_hand import visit_in_hand
from fieldapp.domain.writing import cleaned

ID_USED = "command.id_used"

# What was refused is no reason to read the whole visit: how far its order has come, if it is this person's.
_VERSION: Select[int] = (
    select(Order.version)
    .join(Visit, Visit.order_id == Order.id)
    .where(Visit.id == bindparam("visit_id"), Visit.technician_id == bindparam("person_id"))
)


@dataclass(frozen=True, slots=True)
class Courier:
    """Who brings the commands, from which phone, when, and how far the server's clock is ahead of the phone's."""

    person_id: UUID
    device: UUID
    received_at: datetime
    offset: timedelta


@dataclass(frozen=True, slots=True)
class Case:
    """A command that can be read, of a visit that is this person's."""

    session: Session
    sent: Sent
    courier: Courier
    command: Command
    data: Any
    visit: Visit

    def act(self, weight: Weight = Weight.DONE, *flags: str) -> Act:
        """Who did it, and when, by three clocks."""
        at = believed(self.command.at, self.courier.offset, self.courier.received_at)
        return Act(self.command.by, at, self.courier.received_at, self.command.at, weight, frozenset(flags))

    def press(self, act: Act) -> Verdict:
        """Carry it out."""
        return press(self.session, self.visit, act, self.command, self.data)

    def kept(self, act: Act, verdict: Verdict) -> Receipt:
        """Keep it with what became of it."""
        code = "command.superseded" if verdict is Verdict.SUPERSEDED else "command.beside" if act.beside else ""
        receipt = receipt_of(self.command, self.visit, act, verdict, code=code, facts=dict(act.marks))
        receipt.device, receipt.payload = self.courier.device, self.sent.raw
        receipt.fingerprint = self.sent.fingerprint
        self.session.add(receipt)
        return receipt


def take_in(session: Session, sent: Sent, courier: Courier, *, beside: bool = False) -> Receipt:
    """Carry it out, or find the receipt it got before. Raises RuleBroken.

    ``beside``: keep it with its visit without moving the order, because the rules of the course said no.
    """
    kept = receipt_kept(session, sent, courier)
    if kept is not None:
        return kept
    if sent.verb in ANSWERS:
        return _answer(session, sent, courier)
    command = sent.command()
    data = data_of(command)
    visit = visit_in_hand(session, command.visit)
    second = came_second(session, command.by, command.visit) if visit is None else None
    if second is not None:
        return _of_a_visit_that_never_was(session, sent, courier, second)
    if visit is None or visit.technician_id != command.by:
        raise RuleBroken("visit.unknown")
    case = Case(session, sent, courier, command, data, visit)
    if POLICY[command.verb].moves:
        return _transition(case)
    return _work(case, Weight.BESIDE if beside or not in_hand(visit) else Weight.DONE)


def receipt_kept(session: Session, sent: Sent, courier: Courier) -> Receipt | None:
    """The receipt that it got before. Raises RuleBroken ``command.id_used``: the id names something else."""
    kept = session.get(Receipt, sent.id)
    if kept is not None and (kept.by_id != courier.person_id or kept.fingerprint != sent.fingerprint):
        raise RuleBroken(ID_USED)
    return kept


def keep_refused(session: Session, sent: Sent, courier: Courier, verdict: Verdict, refusal: RuleBroken) -> Receipt:
    """Keep what was refused, or waits for the office, with the reason."""
    device_at = sent.device_at
    at = believed(device_at, courier.offset, courier.received_at) if device_at else courier.received_at
    if verdict is Verdict.PARKED:
        act = Act(by_id=courier.person_id, at=at, received_at=courier.received_at, device_at=device_at)
        _say_that_it_waits(session, sent, act, refusal)
    receipt = Receipt(
        id=sent.id,
        device=courier.device,
        seq=sent.seq or 0,
        visit_id=sent.visit_id,
        by_id=courier.person_id,
        verb=sent.verb,
        device_at=device_at,
        at=at,
        received_at=courier.received_at,
        base=sent.base,
        payload=sent.raw,
        fingerprint=sent.fingerprint,
        verdict=verdict,
        code=refusal.code,
        facts=_plain(refusal.facts),
        version=session.scalar(_VERSION, {"visit_id": sent.visit_id, "person_id": courier.person_id}) or 0,
    )
    first = session.get(Receipt, sent.id) if refusal.code == ID_USED else None
    if first is not None:
        receipt.version = first.version  # however often it is sent, and whatever happens in between
        _keep_beside_the_first(session, receipt)
    else:
        session.add(receipt)
    return receipt


def _answer(session: Session, sent: Sent, courier: Courier) -> Receipt:
    """我去 or 去不了: about an emergency, not about a visit."""
    pressed = sent.pressed()
    act = act_of(pressed, offset=courier.offset, received_at=courier.received_at)
    receipt = answer(session, pressed, act)
    receipt.device, receipt.payload, receipt.fingerprint = courier.device, sent.raw, sent.fingerprint
    session.add(receipt)
    return receipt


def _of_a_visit_that_never_was(session: Session, sent: Sent, courier: Courier, second: Receipt) -> Receipt:
    """Pressed by somebody who came second, before their phone had heard of it: kept, with who goes instead."""
    refusal = RuleBroken(second.code, **second.facts)
    return keep_refused(session, sent, courier, Verdict.SUPERSEDED, refusal)


def _transition(case: Case) -> Receipt:
    act = case.act()
    if already_so(case.visit, case.command.verb, case.data):
        return case.kept(act, Verdict.NOOP)
    if not in_hand(case.visit):
        if not may_go_on(case.session, case.visit):
            raise RuleBroken(why_not(case.visit))
        take_back(case.session, case.visit, act)
    return case.kept(act, case.press(act))


def _work(case: Case, weight: Weight) -> Receipt:
    stale = changed_since(case.session, case.visit, case.command, case.data, case.courier.device)
    superseded = overtaken_by_a_newer_word(case.visit, case.command.verb, case.data)
    act = case.act(weight, *(("stale",) if stale else ()))
    verdict = case.press(act)
    return case.kept(act, Verdict.SUPERSEDED if superseded and verdict is Verdict.APPLIED else verdict)


def _say_that_it_waits(session: Session, sent: Sent, act: Act, refusal: RuleBroken) -> None:
    """In the journal of its order, where the office reads what it is to decide about."""
    visit = visit_in_hand(session, sent.visit_id) if sent.visit_id else None
    if visit is not None and visit.technician_id == act.by_id:
        visit.record(act, "parked", verb=sent.verb, code=refusal.code)
        session.flush()


def _keep_beside_the_first(session: Session, receipt: Receipt) -> None:
    if session.get(OtherPayload, (receipt.id, receipt.fingerprint)) is None:
        session.add(
            OtherPayload(
                command_id=receipt.id,
                fingerprint=receipt.fingerprint,
                device=receipt.device,
                seq=receipt.seq,
                by_id=receipt.by_id,
                payload=receipt.payload,
                received_at=receipt.received_at,
            )
        )


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as JSON keeps them."""
    return {name: fact if isinstance(fact, int | bool) else cleaned(str(fact)) for name, fact in facts.items()}
