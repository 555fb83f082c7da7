"""Every row is sealed once, in the order in which it came, whoever seals; what comes later is sealed again and said."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from alembic import command
from flask_migrate import Migrate
from sqlalchemy import select, update

from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.chain import Link, heads
from fieldapp.domain.chain_check import Break
from fieldapp.domain.erasing import erase
from fieldapp.domain.erasure import Erasure
from fieldapp.domain.evidence_set import KINDS, LINK
from fieldapp.domain.journal import Act, Entry
from fieldapp.domain.order import Order
from fieldapp.domain.order_reduction import reduce_orders
from fieldapp.domain.paper_reduction import let_papers_go
from fieldapp.domain.photo import Photo
from fieldapp.domain.sealing import remains_of, text_of
from fieldapp.domain.sealing_round import seal_waiting
from fieldapp.domain.signature import Signature
from fieldapp.schema import MIGRATIONS
from tests.builders import NOW

BEFORE_THE_CHAIN = "0024"
ACT = Act.here(by_id=None, now=NOW)


def links(app, **which) -> list[Link]:
    with app.app_context():
        return list(db.session.scalars(select(Link).filter_by(**which).order_by(Link.number)))


def test_every_column_of_the_set_is_sealed_but_the_number_of_the_link():
    for kind in KINDS.values():
        named = [*kind.columns, LINK]
        assert sorted(named) == sorted(column.name for column in kind.table.columns), kind.name


@pytest.mark.both_engines
def test_however_many_seal_at_once_each_row_has_one_place(app, doorstep, walk):
    doorstep.sign(doorstep.visit("test"))

    def work(_: int) -> int:
        with app.app_context():
            one_at_a_time("sealing")
            sealed = seal_waiting(db.session(), NOW, {}, most=7)
            db.session.commit()
            return sealed

    with ThreadPoolExecutor(4) as workers:
        sealed = sum(workers.map(work, range(12)))
    assert walk() == [] and walk.last.count == sealed == sum(walk.last.rows.values())
    with app.app_context():
        assert [(head.count, head.hash) for head in heads(db.session())] == [(sealed, walk.last.hash.hex())]
        db.session.remove()


@pytest.mark.both_engines
def test_what_is_added_to_a_row_later_is_sealed_again(app, signed, seal, walk):
    with app.app_context():
        db.session.scalars(select(Photo)).one().dropped_at = now()
        db.session.commit()
        db.session.remove()
    assert walk() == [] and seal() == 1 and walk() == []
    first, second = links(app, kind="photo")
    assert second.previous == first.number


def test_what_was_there_before_the_chain_is_taken_in_and_marked(app, doorstep, seal):
    doorstep.sign(doorstep.visit("test"))
    seal()
    doorstep.sign(doorstep.visit("test"))
    before = len(links(app))
    seal()
    late = [link.late for link in links(app)]
    assert all(late[:before]) and not any(late[before:])


def test_what_waited_for_long_is_marked(app, signed, doorstep, seal):
    doorstep.visit("arrive")
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        seal()
    assert links(app)[-1].late


def test_a_part_is_erased_with_its_reason_and_the_chain_holds(app, signed, seal, walk):
    with app.app_context():
        signature = db.session.scalars(select(Signature)).one()
        erase(db.session(), signature, ("signer", "strokes"), ACT, reason="业主要求")
        signature.signer, signature.strokes = "", []
        db.session.commit()
    assert walk() == []
    assert seal() == 2 and walk() == []  # what is left of the row, and the record
    first, second = links(app, kind="signature")
    assert first.seed is None and set(first.erased["commitments"]) == {"signer", "strokes"}
    assert second.previous == first.number and second.seed


def test_what_is_left_of_an_erased_row_is_still_looked_at(app, signed, seal, walk, tampered):
    with app.app_context():
        entry = db.session.scalars(select(Entry).order_by(Entry.id)).first()
        erase(db.session(), entry, ("why",), ACT, reason="业主要求")
        entry.why = ""
        db.session.commit()
    seal()
    with tampered(("UPDATE journal SET what = 'other' WHERE id = 1", ())):
        assert {fault.what for fault in walk()} == {Break.ROW_CHANGED}
    with tampered(("DELETE FROM erasure", ())):
        assert Break.ERASURE_UNEXPLAINED in {fault.what for fault in walk()}


def test_a_whole_row_goes_and_the_chain_holds(app, signed, seal, walk):
    with app.app_context():
        photo = db.session.scalars(select(Photo)).one()
        erase(db.session(), photo, KINDS["photo"].parts, ACT, reason="保存期已过")
        db.session.flush()
        db.session.delete(photo)
        db.session.commit()
    seal()
    assert walk() == []


@pytest.mark.parametrize("again", [False, True], ids=["changed", "written anew"])
def test_nobody_puts_another_row_where_one_is_said_to_have_been_erased(app, signed, seal, walk, again):
    """With a record of its own making a signature could be another one, under another document with its own hash."""
    with app.app_context():
        signature = db.session.scalars(select(Signature)).one()
        erase(db.session(), signature, KINDS["signature"].parts, ACT, reason="保存期已过")
        signature.document = signature.document.replace('"total_fen":1500', '"total_fen":1')
        signature.document_sha256 = sha256(signature.document.encode()).hexdigest()
        db.session.flush()
        if again:
            db.session.execute(update(Signature).values(link=None))
        db.session.commit()
    seal()
    assert {fault.what for fault in walk()} == {Break.ROW_CHANGED}


def test_a_paper_goes_with_a_record_and_with_nothing_less(app, signed, seal, walk, tampered):
    with tampered(("UPDATE paper SET gone_at = made_at, link = -link", ())):
        seal()
        assert Break.ERASURE_UNEXPLAINED in {fault.what for fault in walk()}
    with app.app_context():
        order = db.session.scalars(select(Order.id)).one()
        assert let_papers_go(db.session(), [order], ACT, reason="保存期已过") == 1
        db.session.commit()
    assert walk() == [] and seal() == 2 and walk() == []


def test_what_is_erased_of_a_document_is_accounted_for_before_and_after_it_is_sealed_again(app, signed, seal, walk):
    for parts in ({"document": "{}"}, {"reason": ""}):
        with app.app_context():
            signature = db.session.scalars(select(Signature)).one()
            erase(db.session(), signature, parts, ACT, reason="业主要求")
            for name, left in parts.items():
                setattr(signature, name, left)
            db.session.commit()
        assert walk() == []
        seal()
        assert walk() == []


def test_under_a_true_erasure_nothing_stands_but_what_its_record_left_there(app, signed, seal, walk):
    """The hash of a whole document does not fit what is left of it, so another total could stand there."""
    with app.app_context():
        order = db.session.scalars(select(Order)).one()
        reduce_orders(db.session(), [order.id], ACT, reason="保存期已过")
        db.session.commit()
    assert walk() == []
    with app.app_context():
        one = db.session.scalars(select(Signature)).one()
        forged = one.document.replace('"total_fen":1500', '"total_fen":1')
        assert forged != one.document
        db.session.execute(update(Signature).values(document=forged))
        db.session.commit()
    assert {fault.what for fault in walk()} == {Break.REMAINS_CHANGED}
    seal()
    assert {fault.what for fault in walk()} == {Break.REMAINS_CHANGED}


def test_the_record_of_an_older_version_binds_nothing_and_still_holds(app, signed, seal, walk, tampered):
    with app.app_context():
        signature = db.session.scalars(select(Signature)).one()
        erase(db.session(), signature, ("document",), ACT, reason="业主要求")
        signature.document = "{}"
        db.session.commit()
        assert db.session.scalars(select(Erasure.remains)).one() is None
    seal()
    assert walk() == []
    with tampered(("UPDATE erasure SET remains = ?", (f"document:{remains_of(text_of(['{}']))}",))):
        assert {fault.what for fault in walk()} == {Break.ROW_CHANGED}


def test_what_the_record_of_an_erasure_binds_cannot_be_taken_out_of_it(app, signed, seal, walk, tampered):
    with app.app_context():
        let_papers_go(db.session(), [db.session.scalars(select(Order.id)).one()], ACT, reason="保存期已过")
        db.session.commit()
    seal()
    assert walk() == []
    with tampered(("UPDATE erasure SET remains = NULL", ())):
        assert {fault.what for fault in walk()} == {Break.ROW_CHANGED}


def test_nobody_erases_the_traces_of_a_change(app, signed):
    with app.app_context():
        db.session.execute(update(Entry).where(Entry.id == 1).values(why="changed"))
        entry = db.session.get_one(Entry, 1)
        with pytest.raises(RuleBroken, match="unlike_its_link"):
            erase(db.session(), entry, ("why",), ACT, reason="so that nobody sees it")
        db.session.rollback()


def test_restored_from_a_copy_the_chain_holds_as_before(signed, walk, app, file, tmp_path, seal, doorstep):
    assert walk() == []
    count, head = walk.last.count, walk.last.hash
    with closing(sqlite3.connect(file)) as original, closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        original.backup(copy)
    doorstep.visit("arrive")
    seal()
    longer = (walk() == [], walk.last.count, walk.last.hash.hex())
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy, closing(sqlite3.connect(file)) as original:
        copy.backup(original)
    assert walk() == [] and (walk.last.count, walk.last.hash) == (count, head)
    assert [fault.what for fault in walk(longer[1:])] == [Break.TAIL_CUT]  # an older copy says that it is one


def test_rows_of_a_database_from_before_the_chain_are_taken_in_by_the_migration_and_the_worker(app, signed, seal, walk):
    every = len(links(app))
    with app.app_context():
        migrate = Migrate(app, db, directory=str(MIGRATIONS), compare_type=True, render_as_batch=True)
        command.downgrade(migrate.get_config(), BEFORE_THE_CHAIN)
        command.upgrade(migrate.get_config(), "head")
        db.session.remove()
    assert seal() == every - 1 and walk() == []  # no paper was made in that version
    assert all(link.late for link in links(app))
