"""A worker goes round when there is something for it to do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

import pytest

from fieldapp.worker.rounds import Worker

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
