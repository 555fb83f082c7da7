"""Starts the parts, kills one of them every now and then without a word, and starts it anew, until all is done."""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from fieldapp.clock import now
from tests.worker.killed.part import ALIVE, CALLED, TOLD, lines, serve, work

STARTS_ANEW = (0.1, 0.6)  # seconds after it was killed
BREATH = 0.1  # seconds between two looks
UNDER_WAY = text(
    "SELECT count(*) FROM timer WHERE done_at IS NULL AND failed_at IS NULL AND topic IN ('tell', 'deliver', 'rung')"
)
FORK = get_context("fork")  # a new process lives at once, and can be killed more often


@dataclass
class Plan:
    """How much, by how many, and how often somebody is killed."""

    url: str
    folder: Path
    messages: int
    ladders: int
    workers: int
    webs: int
    every: tuple[float, float] = (0.6, 2.0)  # seconds between two kills
    patience: float = 600.0  # seconds until it should be over


@dataclass
class Killer:
    """The parts that live, and whom it killed when."""

    plan: Plan
    chance: random.Random
    living: dict[str, BaseProcess] = field(default_factory=dict)
    killed: list[tuple[int, str, datetime]] = field(default_factory=list)
    stalled: float = 0.0  # seconds: how long the machine kept us waiting at most when we wanted to do something

    def run(self) -> None:
        """Until everything was told and has come to its end, or patience is over."""
        plan, engine = self.plan, create_engine(self.plan.url)
        names = [f"worker {n}" for n in range(plan.workers)] + [f"web {n}" for n in range(plan.webs)]
        for name in names:
            self._start(name)
        deadline, next_kill = time.monotonic() + plan.patience, time.monotonic() + self.chance.uniform(*plan.every)
        try:
            while time.monotonic() < deadline and not (
                self._all_told() and self._nobody_tells() and self._all_done(engine)
            ):
                if time.monotonic() >= next_kill and (alive := self._alive()) and not self._all_told():
                    self._kill(self.chance.choice(alive))
                    next_kill = time.monotonic() + self.chance.uniform(*plan.every)
                self._breathe()
        finally:
            for process in self.living.values():
                process.kill()
                process.join()
            engine.dispose()

    def _nobody_tells(self) -> bool:
        """A second web process may have begun one more just before the last one was told."""
        return not any(one.is_alive() for name, one in self.living.items() if name.startswith("web"))

    def _breathe(self) -> None:
        begun = time.monotonic()
        time.sleep(BREATH)
        self.stalled = max(self.stalled, time.monotonic() - begun - BREATH)

    def _start(self, name: str) -> None:
        plan = self.plan
        does: Callable[[], None] = (
            (lambda: work(plan.url, plan.folder))
            if name.startswith("worker")
            else (lambda: serve(plan.url, plan.folder, plan.messages, plan.ladders))
        )
        self.living[name] = FORK.Process(target=_speaking_into, args=(plan.folder / "log", does))
        self.living[name].start()

    def _alive(self) -> list[str]:
        """Who has begun to work, and has not come to its end."""
        begun = {int(line.split()[0]) for line in lines(self.plan.folder / ALIVE)}
        return [name for name, process in self.living.items() if process.pid in begun and process.is_alive()]

    def _kill(self, name: str) -> None:
        process = self.living[name]
        process.kill()
        process.join()
        self.killed.append((process.pid or 0, name, now()))
        time.sleep(self.chance.uniform(*STARTS_ANEW))
        self._start(name)

    def _all_told(self) -> bool:
        told, called = len(lines(self.plan.folder / TOLD)), len(lines(self.plan.folder / CALLED))
        return told >= self.plan.messages and called >= self.plan.ladders

    @staticmethod
    def _all_done(engine: Engine) -> bool:
        with engine.connect() as connection:
            return connection.scalar(UNDER_WAY) == 0


def _speaking_into(log: Path, does: Callable[[], None]) -> None:
    sys.stdout = sys.stderr = log.open("a", buffering=1)
    does()
