"""A phone in the hands of somebody who means harm: whatever it sends, nothing changes outside of its own visits."""

import sqlite3
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.clock import now
from fieldapp.domain.base import new_id
from fieldapp.domain.verbs import VERBS
from tests.attacks.counting import Kind
from tests.attacks.world import World
from tests.jobs import DRAWN

THIEF = "tech3"
MANY = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# What hangs on an order, by its own id or by its visit's: nothing of it may change that is not the thief's.
OF_AN_ORDER = ("order_line", "question", "dispatch", "assignment", "money_entry", "journal")
OF_A_VISIT = ("step_mark", "trial_mark", "photo", "price_agreement", "signature")


@pytest.fixture(scope="module")
def own(world: World) -> list[str]:
    """The visits of the thief."""
    asked = "SELECT visit.id FROM visit JOIN person ON person.id = technician_id WHERE login = ?"
    with sqlite3.connect(world.file) as stored:
        return [str(UUID(id)) for (id,) in stored.execute(asked, (THIEF,))]


@pytest.fixture(scope="module")
def things(world: World, own: list[str]) -> list[str]:
    """Ids of all kinds of things of others, of both branches."""
    with sqlite3.connect(world.file) as stored:
        found: list[str] = []
        for table in ("visit", "service_order", *OF_AN_ORDER, *OF_A_VISIT, "person", "owner", "room", "catalogue_item"):
            ids = stored.execute(f"SELECT id FROM {table} ORDER BY id LIMIT 3").fetchall()
            found += [str(UUID(id)) for (id,) in ids if isinstance(id, str)]
        others = stored.execute("SELECT id FROM visit").fetchall()
    return sorted({*found, *(str(UUID(id)) for (id,) in others)} - set(own))


@pytest.fixture
def of_others(world: World, own: list[str]) -> Callable[[], dict[str, list[Any]]]:
    """All that is stored of what is not the thief's."""
    mine = ",".join(f"'{UUID(id).hex}'" for id in own)
    visits = f"visit_id NOT IN ({mine})"
    orders = f"NOT IN (SELECT order_id FROM visit WHERE id IN ({mine}))"

    def of_others() -> dict[str, list[Any]]:
        with sqlite3.connect(world.file) as stored:
            asked = {"visit": f"id NOT IN ({mine})", "service_order": f"id {orders}"}
            asked |= dict.fromkeys(OF_A_VISIT, visits) | dict.fromkeys(OF_AN_ORDER, f"order_id {orders}")
            return {
                table: stored.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY 1").fetchall()
                for table, where in asked.items()
            }

    return of_others


def test_nothing_changes_outside_of_ones_own_visits(world, own, things, of_others, attempts):
    phone, device = world.signed_in(THIEF), str(new_id())
    with sqlite3.connect(world.file) as stored:
        me = str(UUID(stored.execute("SELECT id FROM person WHERE login = ?", (THIEF,)).fetchone()[0]))
    before, seq = of_others(), 0
    ids = st.sampled_from(things + own)
    words = st.sampled_from(["x", "<svg onload=alert(1)>", "{{7*7}}", "=1+1", "'; DROP TABLE person;--"])
    numbers = st.sampled_from([0, 1, -1, 100, 10**9])
    fields = sorted({field for verb in VERBS.values() for field in verb.data.model_fields})
    fitting = st.sampled_from(["done", "agreed", "come_in", "work", "owner", "tap", "cash", "before", True, DRAWN])
    data = st.dictionaries(st.sampled_from(fields), ids | words | numbers | fitting, max_size=10)
    presses = st.lists(st.tuples(st.sampled_from(sorted(VERBS)), ids, data), min_size=1, max_size=5)

    @MANY
    @given(presses, st.sampled_from([me, *things[:5]]))
    def send(pressed: list[tuple[str, str, dict[str, Any]]], by: str) -> None:
        nonlocal seq
        commands = []
        for verb, visit, said in pressed:
            seq += 1
            command = {"id": str(new_id()), "seq": seq, "v": 1, "visit": visit, "verb": verb, "at": now().isoformat()}
            commands.append(command | {"base": 1, "by": by, "data": said})
        told = {"min_seq": seq - len(commands) + 1, "count": len(commands), "tray": 0}
        call = {"device": device, "sent_at": now().isoformat(), "pending": told, "commands": commands}
        answer = world.ask(phone, "POST", "/my/sync", json=call, headers={"X-Sync-Protocol": "1"})
        kept_out = answer is not None and answer.status_code in {200, 413, 422, 426} and of_others() == before
        for verb, visit, _ in pressed:
            attempts.made(Kind.SYNC, f"{verb} at {visit} by {by}", refused=kept_out)

    send()
