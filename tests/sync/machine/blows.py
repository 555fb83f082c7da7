"""Blows to a phone and to whose it is. Each says whether it hit."""

from collections.abc import Callable
from datetime import timedelta

from tests.sync.machine.example import Example
from tests.sync.machine.phone import Phone
from tests.sync.machine.tomorrow import TOMORROW

JUMPS = (timedelta(0), timedelta(minutes=-20), timedelta(days=800), timedelta(days=-2500))


def _session_ran_out(_it: Example, phone: Phone, _nth: int) -> bool:
    phone.cookie = ""
    return True


def _session_of_another(_it: Example, phone: Phone, _nth: int) -> bool:
    phone.cookie = _other(phone.login)
    return True


def _sign_in_again(_it: Example, phone: Phone, _nth: int) -> bool:
    phone.cookie = phone.login
    return False


def _another_person(it: Example, phone: Phone, _nth: int) -> bool:
    phone.login = phone.cookie = _other(phone.login)
    it.learn(phone)
    return True


def _back_up(it: Example, phone: Phone, _nth: int) -> bool:
    it.copies.append((phone, phone.copy()))
    return False


def _put_back(it: Example, _phone: Phone, nth: int) -> bool:
    if it.copies:
        it.restore(*it.copies[nth % len(it.copies)])
    return bool(it.copies)


def _wiped(it: Example, phone: Phone, _nth: int) -> bool:
    it.wipe(phone)
    return True


def _evicted(it: Example, phone: Phone, nth: int) -> bool:
    box = phone.outbox
    chosen = box.waiting[nth : nth + 1]
    it.gone(box, chosen, "evicted")
    box.drop(lambda one: one in chosen)
    return bool(chosen)


def _clock_jumped(_it: Example, phone: Phone, nth: int) -> bool:
    phone.ahead = JUMPS[nth % len(JUMPS)]
    return True


def _newer_app(_it: Example, phone: Phone, _nth: int) -> bool:
    phone.version = TOMORROW
    return True


def _server_upgraded(it: Example, _phone: Phone, _nth: int) -> bool:
    it.world.upgrade()
    return True


def _other(login: str) -> str:
    return "zhao" if login == "li" else "li"


BLOWS: dict[str, Callable[[Example, Phone, int], bool]] = {
    "session ran out": _session_ran_out,
    "session of another person": _session_of_another,
    "signed in again": _sign_in_again,
    "another person on the phone": _another_person,
    "backed up": _back_up,
    "put back from an older copy": _put_back,
    "wiped": _wiped,
    "a command evicted": _evicted,
    "clock jumped": _clock_jumped,
    "app upgraded": _newer_app,
    "server upgraded": _server_upgraded,
}
