"""Killed at random points nothing is lost: the short run of what `python -m tests.worker.killed` does at length."""

import random

import pytest

from tests.worker.killed.house import furnish
from tests.worker.killed.killer import Killer, Plan
from tests.worker.killed.verdict import judge


@pytest.mark.both_engines
def test_whoever_is_killed_nothing_is_lost_and_no_rung_is_left_out(app, database_url, engine, tmp_path):
    furnish(app)
    workers, webs = (1, 1) if engine == "sqlite" else (3, 2)
    plan = Plan(database_url, tmp_path, 40, 2, workers, webs, every=(0.3, 1.0), patience=120)
    killer = Killer(plan, random.Random(3))

    killer.run()

    verdict = judge(killer)
    assert verdict.lost == 0, f"{verdict}\n{(tmp_path / 'log').read_text()[-3000:]}"
    assert verdict.told >= 42 and verdict.kills > 0
