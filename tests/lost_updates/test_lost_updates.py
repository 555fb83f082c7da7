"""Eight processes press on the same orders: nothing is lost, nothing locks, and whoever is refused is told.

The same check finds the loss as soon as one of our precautions is taken out.
"""

import multiprocessing
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from fieldapp.db import db
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.command import Receipt
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from tests.lost_updates.press import Shared, Tally, press_on, stand_in_line

EIGHT = 8
TURNS = 15
# From a clean process that has read the app once: eight that each read it by themselves take ten seconds to begin.
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([press_on.__module__])
Crowd = Callable[..., Tally]


@pytest.fixture
def press(crowded) -> Crowd:
    """Let the eight press for so many seconds."""
    return lambda seconds, without="": at_once(replace(crowded, seconds=seconds, without=without))


def at_once(shared: Shared) -> Tally:
    """Eight processes that share nothing but the database, and a line to start from."""
    with FORKED.Pool(EIGHT, stand_in_line, [FORKED.Barrier(EIGHT)]) as pool:
        return sum(pool.starmap(press_on, [(shared, number) for number in range(EIGHT)], chunksize=1), Tally())


@pytest.mark.both_engines
def test_eight_at_once_lose_nothing_and_whoever_is_refused_is_told(press, app):
    heard = press(seconds=10)

    assert heard.mishaps == [] and heard.untold == []
    assert heard.refused
    assert lost(app, heard) == []


def test_two_who_read_before_they_write_lock_each_other_out_without_begin_immediate(press, app):
    assert locked_out(press_until(locked_out, press, without="BEGIN IMMEDIATE")) != []


@pytest.mark.both_engines
def test_updates_are_lost_in_silence_without_the_version_column(press, app):
    heard = press_until(lambda heard: lost(app, heard), press, without="version column")

    assert heard.mishaps == []
    assert lost(app, heard) != []


def press_until(shows: Callable[[Tally], list[str]], press: Crowd, without: str) -> Tally:
    """All that was heard until it shows what is missing: within two seconds, or on a slow machine some turns later."""
    heard = Tally()
    for _ in range(TURNS):
        heard += press(seconds=2, without=without)
        if shows(heard):
            break
    return heard


def locked_out(heard: Tally) -> list[str]:
    """Presses that were refused because somebody else was writing."""
    return [mishap for mishap in heard.mishaps if ": 503 " in mishap.splitlines()[0]]


def lost(app: Flask, heard: Tally) -> list[str]:
    """What somebody was told is stored, and is not; or is stored twice."""
    with app.app_context():
        stored = Counter(dict(db.session.execute(select(Entry.what, func.count()).group_by(Entry.what)).all()))
        stored["command"] = db.session.scalar(select(func.count()).select_from(Receipt))
        standing = Counter(db.session.scalars(select(Assignment.order_id).where(Assignment.ended_at.is_(None))))
        orders = db.session.scalars(select(Order).options(selectinload(Order.lines))).all()
        losses = [difference for order in orders for difference in contradictions(order)]
    told = heard.applied + Counter(command=heard.applied["note"] + heard.applied["line"])
    losses += [f"{what}: {told[what]} told, {stored[what]} stored" for what in told if told[what] != stored[what]]
    return losses + [f"{many} assignments stand for order {order}" for order, many in standing.items() if many > 1]


def contradictions(order: Order) -> list[str]:
    """Where an order differs from its own journal."""
    journal = db.session.scalars(order.journal.select().order_by(Entry.id)).all()
    last = [entry for entry in journal if entry.what == "line"][-1:]
    quantity = order.lines[0].quantity_milli
    return [
        *([f"version {order.version} after {len(journal)} entries"] if order.version != len(journal) else []),
        *(f"the last entry says {entry.facts}, the line {quantity}" for entry in last if differs(entry, quantity)),
    ]


def differs(entry: Entry, quantity: int) -> bool:
    return entry.facts["quantity_milli"] != quantity
