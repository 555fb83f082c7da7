"""The worker's rounds: look what is due, carry out the deeds, hand the deliveries to the threads that send."""

import os
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cached_property
from threading import Lock
from time import sleep
from typing import Any

import structlog
from flask import Flask
from sqlalchemy import delete

from fieldapp.channels import Channel
from fieldapp.channels.receivers import Receivers
from fieldapp.clock import now
from fieldapp.db import Busy, NoConnectionFree, Stale, Unreachable, db, looking, one_at_a_time
from fieldapp.domain.base import new_id
from fieldapp.domain.heartbeat import EVERY, Heartbeat
from fieldapp.domain.timer import DELIVER, HOOK, PAPER, WALK, Due, claim, kinds_due, next_due
from fieldapp.worker.carrying_out import carry_out
from fieldapp.worker.deeds import DEEDS, Deed
from fieldapp.worker.papers import make_paper
from fieldapp.worker.recurring import keep_recurring
from fieldapp.worker.sealing import Sealing
from fieldapp.worker.sending import send
from fieldapp.worker.telling_systems import tell_system
from fieldapp.worker.wake import NET, wake_for
from fieldapp.worker.walking import walk_chain

SECONDS_TO_END = 7  # what is being sent when we are told to stop may finish; more than this is cut off
HOOK_THREADS = 2  # that tell other systems, whatever else there is to send
PAUSE_IN_TROUBLE = 1.0  # seconds until the database is asked again

log = structlog.get_logger(__name__)


class Lane:
    """So many threads that send, for one kind of delivery: what is urgent never waits behind what is not."""

    def __init__(self, threads: int, *, urgent: bool, topic: str = DELIVER) -> None:
        self.threads, self.urgent, self.topic = threads, urgent, topic
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="urgent" if urgent else topic)
        self.going: set[Future[None]] = set()

    @property
    def free(self) -> int:
        """How many could be sent at once now. No more are claimed, because a lease runs while it waits."""
        self.going = {one for one in self.going if not one.done()}
        return self.threads - len(self.going)


class Worker:
    """One worker process. Any number may work on one PostgreSQL; on SQLite one is enough, and more do no harm."""

    def __init__(
        self, app: Flask, channels: Mapping[str, Channel], *, threads: int, deeds: Mapping[str, Deed] = DEEDS
    ) -> None:
        self.app, self.channels, self.deeds = app, channels, deeds
        self.lanes = [
            Lane(threads, urgent=True),
            Lane(threads, urgent=False),
            Lane(HOOK_THREADS, urgent=False, topic=HOOK),
            Lane(1, urgent=False, topic=PAPER),  # one at a time, so that its memory is used once
            Lane(1, urgent=False, topic=WALK),
        ]
        self.receivers = Receivers(app.config["HOOK_HOSTS"])
        self.stopping = False
        self.id, self.started_at = new_id(), now()
        self.beat_at: datetime | None = None
        with app.app_context():
            self.wake = wake_for(db.engine)
            # A file has one writer. Our own threads queue up for it here, in order; left to the file they would all
            # poll, and the unlucky one would give up.
            self.in_turn: AbstractContextManager[Any] = Lock() if db.engine.dialect.name == "sqlite" else nullcontext()
            self.sealing = Sealing(self.in_turn)

    def run(self) -> None:
        """Go round until told to stop."""
        until = now()
        while not self.stopping:
            self.wake.wait(until, now())
            if self.stopping:
                break
            until = self._round_in_any_weather()
        self._end()

    def stop(self) -> None:
        """Begin nothing new; what is being sent may finish. Takes no lock: a signal may come while we hold it."""
        self.stopping = self.wake.over = True

    def round(self) -> datetime:
        """Do all that is due and can be done at once. Returns when to look again."""
        with self.app.app_context():
            self._beat()
            due = self._due()
            if any(not topic for topic, _ in due):
                self._carry_out()
                due = self._due()
            for lane in self.lanes:
                if (lane.topic, lane.urgent) in due:
                    self._send(lane)
            self.sealing.look(now())
            return self._next()

    def _due(self) -> set[tuple[str, bool]]:
        with looking() as session:
            return kinds_due(session, now())

    def _carry_out(self) -> None:
        with self.in_turn:
            carry_out(db.session(), self.deeds, now())

    def _round_in_any_weather(self) -> datetime:
        try:
            return self.round()
        except (Busy, NoConnectionFree, Stale, Unreachable) as trouble:
            log.warning("worker.trouble", trouble=type(trouble).__name__)
            sleep(PAUSE_IN_TROUBLE)
            return now()

    def _next(self) -> datetime:
        # What waits for a thread is taken when one is free, which rings; until then it would be due all the time.
        full = [(lane.topic, lane.urgent) for lane in self.lanes if not lane.free]
        with looking() as session:
            return session.scalar(next_due(leave_out=full)) or now() + NET

    def _send(self, lane: Lane) -> None:
        if not lane.free:
            return
        with self.in_turn:
            dues = claim(db.session(), now(), urgent=lane.urgent, most=lane.free, topic=lane.topic)
            db.session.commit()
        for due in dues:
            going = lane.pool.submit(self._send_one, due)
            going.add_done_callback(lambda _: self.wake.ring())  # a thread is free: is there more?
            lane.going.add(going)

    def _send_one(self, due: Due) -> None:
        with self.app.app_context():
            try:
                self._ways[due.topic](due)
            except Exception:
                # Its lease runs out, and it is tried again.
                log.exception("delivery.not_written_down", key=due.key)

    @cached_property
    def _ways(self) -> Mapping[str, Callable[[Due], None]]:
        return {
            DELIVER: lambda due: send(due, self.channels, self.in_turn),
            HOOK: lambda due: tell_system(due, self.receivers, self.in_turn),
            PAPER: lambda due: make_paper(due, self.in_turn),
            WALK: lambda due: walk_chain(due, self.in_turn, lambda: self.stopping),
        }

    def _beat(self) -> None:
        if self.beat_at is not None and now() - self.beat_at < EVERY:
            return
        with self.in_turn:
            self._say_that_we_live()

    def _say_that_we_live(self) -> None:
        at, name = now(), f"{socket.gethostname()} {os.getpid()}"
        one_at_a_time("recurring timers")
        keep_recurring(db.session(), at)
        db.session.merge(Heartbeat(id=self.id, name=name[:100], started_at=self.started_at, beat_at=at))
        db.session.commit()
        self.beat_at = at  # only now has anybody heard it

    def _end(self) -> None:
        going = [one for lane in self.lanes for one in lane.going]
        for lane in self.lanes:
            lane.pool.shutdown(wait=False, cancel_futures=True)
        wait(going, timeout=SECONDS_TO_END)
        with self.app.app_context():
            db.session.execute(delete(Heartbeat).where(Heartbeat.id == self.id))
            db.session.commit()
