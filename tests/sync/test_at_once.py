"""The same commands from two tabs at the same moment, and a server that falls over half-way: all or nothing, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event

from fieldapp.db import HouseSession
from fieldapp.domain.mark import StepMark
from fieldapp.domain.receipt import OtherPayload
from fieldapp.web.technician import taking_in
from tests.sync.conftest import HEADERS

pytestmark = pytest.mark.both_engines

TABS = 4


class FellOver(BaseException):
    """The machine stops: no code of ours sees it."""


def test_two_tabs_that_send_the_same_at_once_have_one_effect(scene, order, visit):
    phone = scene.li_phone
    commands = [
        phone.press(visit, "accept"),
        phone.press(visit, "note", words="门铃坏了"),
        phone.press(visit, "step", key="covers", result="done"),
        phone.press(visit, "levitate"),
        phone.press(visit, "arrive"),
    ]

    answers = at_once(TABS, lambda _: until_heard(scene, phone.envelope(*commands)))

    assert all(answer["receipts"] == answers[0]["receipts"] for answer in answers)
    assert [receipt["verdict"] for receipt in answers[0]["receipts"]] == [
        *("applied", "applied", "applied", "rejected", "applied")
    ]
    told = [entry.what for entry in scene.journal(order)]
    assert [told.count(what) for what in ("accept", "note", "step", "arrive")] == [1, 1, 1, 1]
    assert len(scene.all_of(StepMark)) == 1 and len(scene.receipts()) == 5


def test_one_id_for_several_things_at_once_means_one_of_them(scene, order, visit):
    phone = scene.li_phone
    press = phone.press(visit, "note")
    versions = [press | {"data": {"words": str(number)}} for number in range(TABS)]

    answers = at_once(TABS, lambda number: until_heard(scene, phone.envelope(versions[number])))

    verdicts = sorted(answer["receipts"][0]["verdict"] for answer in answers)
    assert verdicts == ["applied", *["rejected"] * (TABS - 1)]
    assert [entry.what for entry in scene.journal(order)].count("note") == 1
    assert len(scene.all_of(OtherPayload)) == TABS - 1


def test_what_went_on_before_a_no_was_written_down_is_judged_again(scene, order, visit, monkeypatch):
    scene.li_phone.say(visit, "accept")
    really, other_tab = taking_in.take_back, iter(["arrive"])

    def take_back() -> None:
        really()
        with ThreadPoolExecutor(1) as elsewhere:
            for verb in other_tab:
                elsewhere.submit(scene.li_phone.say, visit, verb).result()

    monkeypatch.setattr(taking_in, "take_back", take_back)

    assert scene.li_phone.say(visit, "enter", answer="come_in")["verdict"] == "applied"
    assert [entry.what for entry in scene.journal(order)][-2:] == ["arrive", "enter"]


def test_visits_of_one_technician_move_on_side_by_side(scene):
    visits = [scene.visit_of(scene.order()) for _ in range(TABS)]
    phones = [type(scene.li_phone)(scene.phone, scene.li.id) for _ in visits]

    def all_steps(number: int) -> Any:
        phone, visit = phones[number], visits[number]
        accept = phone.press(visit, "accept")
        notes = [phone.press(visit, "note", words=str(nth)) for nth in range(3)]
        return until_heard(scene, phone.envelope(accept, *notes))

    answers = at_once(TABS, all_steps)

    assert [receipt["verdict"] for answer in answers for receipt in answer["receipts"]] == ["applied"] * 4 * TABS


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_server_that_falls_over_has_stored_all_of_a_command_or_nothing(scene, order, visit, moment, nth):
    phone = scene.li_phone
    commands = [phone.press(visit, "note", words=str(number)) for number in range(3)]
    phone.send()  # that this session is on this phone is written down at their first contact

    with falling_over(moment, nth), pytest.raises(FellOver):
        phone.send(*commands)

    stored = scene.receipts()
    notes = [entry.why for entry in scene.journal(order) if entry.what == "note"]
    assert len(stored) == len(notes) == nth - (moment == "before_commit")
    assert phone.verdicts(*commands) == ["applied"] * 3
    assert [entry.why for entry in scene.journal(order) if entry.what == "note"] == ["0", "1", "2"]
    phone.send()
    assert scene.alarms() == []


class falling_over:  # noqa: N801 (read as words: with falling_over(...))
    """The nth transaction from here on ends with the machine, before it is stored or right after."""

    def __init__(self, moment: str, nth: int) -> None:
        self.moment, self.left = moment, nth

    def __enter__(self) -> None:
        event.listen(HouseSession, self.moment, self.fall)

    def __exit__(self, *_: Any) -> None:
        event.remove(HouseSession, self.moment, self.fall)

    def fall(self, _session: Any) -> None:
        self.left -= 1
        if self.left == 0:
            raise FellOver


def until_heard(scene: Any, envelope: dict[str, Any]) -> Any:
    """Send until an answer comes: a busy server says so, and the phone repeats."""
    browser = scene.app.test_client()
    for cookie in scene.phone._cookies.values():
        browser._cookies[cookie._storage_key] = cookie
    for _ in range(20):
        answer = browser.post("/my/sync", json=envelope, headers=HEADERS)
        if answer.status_code == 200:
            return answer.json
        assert answer.status_code == 503, answer.text
    raise AssertionError("never heard")


def at_once(count: int, what: Callable[[int], Any]) -> list[Any]:
    """The same in so many threads, all of which begin together."""
    line = Barrier(count)

    def begin(number: int) -> Any:
        line.wait(timeout=30)
        return what(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))
