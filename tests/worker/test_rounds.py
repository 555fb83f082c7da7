"""A worker goes round when there is something for it to do, and says that it lives until it has been heard."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

import pytest

from fieldapp.db import Busy, db
from fieldapp.domain.heartbeat import last_beat
from fieldapp.worker.rounds import Worker
from tests.builders import NOW

FAR_TOO_MANY = 50  # rounds
SAFETY = 30  # seconds: what would hang for ever fails instead


@dataclass
class Bell:
    """A wake that knows no time: what is due is looked at once more, and before anything later it has to ring."""

    worker: Worker
    is_over: Callable[[], bool]
    over: bool = False
    rounds: int = -1  # the first question comes before the first round
    asleep: Event = field(default_factory=Event)
    rung: Event = field(default_factory=Event)

    def wait(self, until: datetime, now: datetime) -> None:
        self.rounds += 1
        if self.rounds == FAR_TOO_MANY:
            self.asleep.set()
            self.worker.stop()
        elif until > now:
            self.asleep.set()
            if self.is_over() or not self.rung.wait(SAFETY):
                self.worker.stop()
            self.rung.clear()

    def ring(self) -> None:
        self.rung.set()


@pytest.mark.both_engines
def test_whoever_has_no_hand_free_sleeps_until_one_is(ways, quiet, tell, worker):
    worker.wake = bell = Bell(worker, lambda: len(quiet.sent) == 5)
    quiet.while_sending = lambda: bell.asleep.wait(SAFETY)
    for number in range(5):
        tell(f"drill:{number}")

    worker.run()

    assert len(quiet.sent) == 5 and bell.rounds < 10


def test_a_sign_of_life_that_could_not_be_stored_is_given_in_the_next_round(app, worker, monkeypatch):
    with app.app_context(), monkeypatch.context() as once:
        once.setattr(db.session, "commit", busy)
        with pytest.raises(Busy):
            worker.round()

    worker.round()

    with app.app_context():
        assert db.session.scalar(last_beat()) == NOW


def busy() -> None:
    raise Busy
