"""Whoever changes a bit of the evidence, or cuts its end off, is found."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from fieldapp.domain.chain_check import Break
from fieldapp.domain.evidence_set import KINDS

TABLES = [*(kind.table.name for kind in KINDS.values() if kind.name != "erasure"), "chain_link"]

somewhere = settings(
    deadline=None,
    max_examples=100,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)


def flipped(value, bit):
    """The value with one bit turned over, as the file would then hold it."""
    if isinstance(value, int):
        return value ^ (1 << bit % 31)
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    if not raw:
        return b"\x01"
    raw[bit // 8 % len(raw)] ^= 1 << bit % 8
    return bytes(raw)


@pytest.fixture
def disk(signed, file):
    """The file in somebody else's hands."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def stored(disk):
    """Every value of the evidence set as it lies: (table, row, column, value)."""
    found = []
    for table in TABLES:
        cursor = disk.execute(f"SELECT rowid, * FROM {table}")
        names = [column[0] for column in cursor.description]
        for row, *values in cursor:
            found += [
                (table, row, name, value) for name, value in zip(names[1:], values, strict=True) if value is not None
            ]
    assert {table for table, *_ in found} == set(TABLES)
    return found


def test_what_nobody_touched_holds(signed, walk):
    assert walk() == []
    assert walk.last.count == sum(walk.last.rows.values()) > 20


def test_a_bit_changed_anywhere_is_found(stored, disk, walk):
    @somewhere
    @given(st.sampled_from(stored), st.integers(0, 4000))
    def a_bit(place, bit):
        table, row, column, value = place
        changed = flipped(value, bit)
        word = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
        key = disk.execute(
            f"UPDATE OR IGNORE {table} SET {column} = {word} WHERE rowid = ? RETURNING rowid", (changed, row)
        )
        (now_at,) = key.fetchone() or (None,)
        assume(now_at is not None)  # an id that is there already is refused by the file itself
        try:
            assert walk(), f"{table}.{column} of {row}: {value!r} became {changed!r}"
        finally:
            disk.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, now_at))

    a_bit()
    assert walk() == []


CUTS = {
    "links": "DELETE FROM chain_link WHERE number > ?",
    "rows": "DELETE FROM journal WHERE link > ?",
}


@pytest.mark.parametrize("what", CUTS)
def test_an_end_cut_off_is_found(what, signed, walk, tampered):
    with tampered((CUTS[what], (4,))):
        found = walk()
    assert found[0].number == 5 and found[0].what in (Break.TAIL_CUT, Break.ROW_GONE)


def test_an_end_cut_off_with_all_that_tells_of_it_is_found_by_a_copy_kept_elsewhere(signed, walk, tampered, disk):
    assert walk() == []
    copy = (walk.last.count, walk.last.hash.hex())
    (head,) = disk.execute("SELECT hash FROM chain_link WHERE number = 4").fetchone()
    rows = [(f"DELETE FROM {kind.table.name} WHERE link > 4", ()) for kind in KINDS.values()]
    with tampered(
        *rows, ("DELETE FROM chain_link WHERE number > 4", ()), ("UPDATE chain_head SET count = 4, hash = ?", (head,))
    ):
        assert walk() == []
        (fault,) = walk(copy)
    assert (fault.what, fault.number, fault.facts["until"]) == (Break.TAIL_CUT, 5, copy[0])


def test_a_chain_written_anew_differs_from_a_copy(signed, walk, tampered, seal):
    assert walk() == []
    copy = (walk.last.count, walk.last.hash.hex())
    anew = [(f"UPDATE {kind.table.name} SET link = NULL", ()) for kind in KINDS.values()]
    with tampered(("DELETE FROM chain_link", ()), ("DELETE FROM chain_head", ()), *anew):
        seal()
        assert walk() == []
        assert [fault.what for fault in walk(copy)] == [Break.COPY_DIFFERS]


def test_a_row_put_in_as_if_it_were_sealed_is_found(signed, walk, tampered):
    planted = "INSERT INTO photo SELECT 'f' || substr(id, 2), visit_id, sha256, moment, consent, at, by_id, NULL, 3"
    planted += " FROM photo"
    with tampered((planted, ())):
        assert [fault.what for fault in walk()] == [Break.ROW_PLANTED]
