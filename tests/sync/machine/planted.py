"""Faults that are planted on purpose, one at a time: a machine that does not notice them is no test.

Each takes out one precaution, of the server by patching, of the phone by a phone that does one thing wrong.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from sqlalchemy import bindparam, select

from fieldapp.db import db, write_again
from fieldapp.domain import custody, visit_in_hand
from fieldapp.domain.base import new_id
from fieldapp.domain.order import Order
from fieldapp.domain.queue import EARLIER_MISSING, Queue
from fieldapp.domain.receipt import Receipt
from fieldapp.domain.visit import Visit
from fieldapp.web.technician.sync import Received
from tests.lost_updates.sabotage import TAKEN_OUT
from tests.sync.machine.outbox import Kept, Press
from tests.sync.machine.phone import Answer, Phone

_press, _kept, _taken_over = custody.Case.press, custody.Case.kept, Received.taken_over


@contextmanager
def no_dedupe() -> Iterator[None]:
    """The server does not look whether it has a command already."""

    def kept_once_more(case: custody.Case, *args: Any) -> Receipt:
        known = case.session.get(Receipt, case.sent.id) is not None
        receipt = _kept(case, *args)
        receipt.id = new_id() if known else receipt.id
        return receipt

    with (
        patch.object(custody, "receipt_kept", lambda session, sent, courier: None),
        patch.object(custody.Case, "kept", kept_once_more),
    ):
        yield


@contextmanager
def effect_by_itself() -> Iterator[None]:
    """The effect is committed first, the command after it."""

    def press_and_commit(case: custody.Case, act: Any) -> Any:
        verdict = _press(case, act)
        db.session.commit()
        write_again()
        return verdict

    with patch.object(custody.Case, "press", press_and_commit):
        yield


@contextmanager
def by_the_phones_clock() -> Iterator[None]:
    """A call's commands are carried out in the order of the clock that pressed them, and answered in their own."""

    def sorted_by_clock(received: Received) -> list[Any]:
        order = sorted(range(len(received.call.commands)), key=lambda nth: str(received.call.commands[nth].device_at))
        commands, names = received.call.commands[:], received.call.names[:]
        received.call.commands[:] = [commands[nth] for nth in order]
        received.call.names[:] = [names[nth] for nth in order]
        answers = _taken_over(received)
        return [answer for _, answer in sorted(zip(order, answers, strict=True), key=lambda pair: pair[0])]

    with (
        patch.object(Received, "taken_over", sorted_by_clock),
        patch.object(Queue, "_has_a_gap_before", lambda queue, seq: False),
    ):
        yield


@contextmanager
def whoever_brings_it() -> Iterator[None]:
    """Nobody asks whether the session is that of the person who pressed."""

    def only_gaps(queue: Queue, sent: Any) -> str:
        return EARLIER_MISSING if queue._has_a_gap_before(sent.seq) else ""

    with patch.object(Queue, "_code", only_gaps):
        yield


@contextmanager
def no_lock() -> Iterator[None]:
    """Nobody holds an order while deciding about it, and nobody looks whether it is still as it was read."""
    with ExitStack() as stack:
        stack.enter_context(TAKEN_OUT["version column"]())
        stack.enter_context(patch.object(visit_in_hand, "_VERSION", UNLOCKED))
        yield


UNLOCKED = select(Order.version).join(Visit, Visit.order_id == Order.id).where(Visit.id == bindparam("visit_id"))


class Gullible(Phone):
    """Any 200 is success."""

    def hear(self, sent: dict[str, Any], answer: Answer | None) -> None:
        if answer is not None and answer.status == 200:
            gone = {command["id"] for command in sent["commands"]}
            self.outbox.drop(lambda press: press.id in gone)
        super().hear(sent, answer)

    def believes(self, answer: Answer) -> bool:
        return super().believes(answer) and "receipts" in answer.read


class Hasty(Phone):
    """What is on its way is no longer kept."""

    def compose(self) -> dict[str, Any]:
        call = super().compose()
        gone = {command["id"] for command in call["commands"]}
        self.outbox.drop(lambda press: press.id in gone)
        return call


class Forgetful(Phone):
    """What was acknowledged is no longer laid over the page."""

    def note(self, command: dict[str, Any], receipt: dict[str, Any]) -> None:
        super().note(command, receipt)
        self.outbox.drop(lambda press: press.state is Kept.ACKNOWLEDGED)

    def after_acknowledgement(self, press: Press) -> Kept:
        return Kept.ACKNOWLEDGED


@dataclass(frozen=True)
class Planted:
    """A fault of the server, or of the phone; the rules of the machine and the chance under which it soon does harm."""

    server: Callable[[], AbstractContextManager[None]] = nullcontext
    phone: type[Phone] = Phone
    rules: tuple[str, ...] = ("press", "flush", "flush_in_vain")
    seed: int = 1  # any other would do, some examples later


PLANTED = {
    "no dedupe": Planted(no_dedupe, seed=3),
    "effect outside the command's transaction": Planted(effect_by_itself, rules=("press", "flush", "power_cut")),
    "ordering by the phone's clock": Planted(by_the_phones_clock, rules=("press", "flush", "blow")),
    "no author check": Planted(whoever_brings_it, rules=("press", "flush", "blow"), seed=5),
    "no lock": Planted(no_lock),
    "any 200 is success": Planted(phone=Gullible, seed=4),
    "delete before send": Planted(phone=Hasty),
    "acknowledged command dropped from the overlay": Planted(phone=Forgetful, rules=("press", "flush")),
}
