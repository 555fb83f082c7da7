"""What can happen to a call on its way. Each says whether it did."""

from collections.abc import Callable

from tests.sync.machine.air import STRANGERS
from tests.sync.machine.example import Example
from tests.sync.machine.phone import Phone

OTHERS = ("0", "2", "")  # protocols that are not ours: of an app that is too old or too new, or of no app at all


def _answer_lost(it: Example, phone: Phone, _nth: int) -> bool:
    it.send(phone, answered=False)
    return True


def _hangs(it: Example, phone: Phone, _nth: int) -> bool:
    it.delay(phone)
    return True


def _again(it: Example, _phone: Phone, nth: int) -> bool:
    if it.air.calls:
        it.again(it.air.calls[-1 - nth % len(it.air.calls)])
    return bool(it.air.calls)


def _later_ones_first(it: Example, phone: Phone, nth: int) -> bool:
    box = phone.outbox
    later = phone.fitting(box.waiting[1 + nth % 3 :])
    if later:
        it.send(phone, envelope=box.envelope(later, phone.now))
    return bool(later)


def _speaks_otherwise(it: Example, phone: Phone, nth: int) -> bool:
    it.send(phone, protocol=OTHERS[nth % len(OTHERS)])
    return True


def _twice_at_once(it: Example, phone: Phone, _nth: int) -> bool:
    return _at_once(it, [phone, phone])


def _two_phones_at_once(it: Example, _phone: Phone, _nth: int) -> bool:
    return _at_once(it, it.phones)


def _at_once(it: Example, phones: list[Phone]) -> bool:
    envelopes = [one.compose() for one in phones]
    calls = [it.air.call(envelope, one.cookie) for envelope, one in zip(envelopes, phones, strict=True)]
    for one, call, answer in zip(phones, calls, it.arrive(calls), strict=True):
        one.hear(call.envelope, answer)
    return any(call.commands for call in calls)


def _somebody_else_answers(stranger: str) -> Callable[[Example, Phone, int], bool]:
    def answers(it: Example, phone: Phone, _nth: int) -> bool:
        it.lose(phone, stranger)
        return True

    return answers


MISHAPS: dict[str, Callable[[Example, Phone, int], bool]] = {
    "answer lost": _answer_lost,
    "hangs, and arrives later": _hangs,
    "an old call again": _again,
    "later commands first": _later_ones_first,
    "another protocol spoken": _speaks_otherwise,
    "the same call twice at once": _twice_at_once,
    "two phones at once": _two_phones_at_once,
    **{name: _somebody_else_answers(name) for name in ("never arrived", *STRANGERS)},
}
