"""Each night the worker goes along the chain, and who has to know is told of the first broken link, once."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from fieldapp.db import db, looking
from fieldapp.domain.chain import Link
from fieldapp.domain.chain_check import ChainCheck
from fieldapp.domain.erasure import Erasure
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Language, Role
from fieldapp.domain.timer import MOST_ATTEMPTS, WALK, Timer, claim, lease_of
from fieldapp.web.chain_words import check_in_words
from fieldapp.web.language import speaking
from fieldapp.web.message_words import WORDS, Told
from fieldapp.worker import walking
from fieldapp.worker.walking import walk_chain
from tests.builders import BRANCH_ID, NOW, a_person
from tests.worker.stand_in import killed

NIGHT = NOW.replace(hour=18, minute=30)  # half past two in Shanghai


@pytest.fixture
def chain(app, person, save, clock, go_round, tmp_path):
    """Three records of erasures, which need nothing else to be there, sealed; gives a way to add more."""
    app.config["BLOBS"] = str(tmp_path)
    save(a_person("admin", Role.ADMIN), a_person("head", Role.HEAD))
    clock.move_to(NIGHT)

    def add(many: int = 1) -> None:
        about = {"branch_id": BRANCH_ID, "number": 900, "kind": "photo", "row": "", "parts": "", "at": NOW}
        save(*(Erasure(reason="保存期已过", **about) for _ in range(many)))
        clock.shift(timedelta(seconds=3))
        go_round(1)

    add(3)
    return add


@pytest.fixture
def night(app, clock, go_round):
    """So many nights on: what was found each time, the last one first."""

    def night(many: int = 1):
        for _ in range(many):
            clock.shift(timedelta(days=1))
            for _ in range(3):
                go_round(2)
        return stored(app, select(ChainCheck).order_by(ChainCheck.at.desc()))

    return night


def stored(app, asked):
    with app.app_context(), looking() as session:
        return session.scalars(asked).all()


def change(app, statement) -> None:
    with app.app_context():
        db.session.execute(statement)
        db.session.commit()


def spoil(number: int):
    return update(Erasure).where(Erasure.link == number).values(reason="nobody said so")


def test_the_first_walk_is_a_whole_one_and_then_once_a_week(app, chain, night):
    assert [(check.since, check.count) for check in night()] == [(0, 3)]
    chain(2)
    assert (night()[0].since, night(0)[0].count) == (3, 5)
    whole = [check.at.date() for check in night(6) if check.whole]
    assert whole == [(NIGHT + timedelta(days=days)).date() for days in (8, 1)]


def test_what_was_seen_before_and_changed_since_is_found_within_the_week_and_told_once(app, chain, night):
    night()
    change(app, spoil(2))
    assert not any(check.faults for check in night(6))
    found = night(2)[:2]
    assert [(check.faults, check.whole) for check in found] == [(1, True)] * 2
    told = stored(app, select(Message).where(Message.kind == MessageKind.CHAIN_BROKEN))
    with app.app_context(), speaking(Language.ENGLISH):
        words = check_in_words(found[0])
        said = [WORDS[MessageKind.CHAIN_BROKEN](Told(one.facts, None)) for one in told]
    assert sorted((one.body, one.path) for one in said) == [(words, "/admin/evidence"), (words, "/office")]


def test_a_cut_end_is_found_the_next_night(app, chain, night):
    night()
    change(app, delete(Link).where(Link.number > 1))
    assert night()[0].first_fault == "tail_cut"


def test_whoever_is_stopped_leaves_it_to_the_next_and_it_was_no_attempt(app, chain, save, worker):
    waits = Timer.at(NIGHT, WALK, WALK, branch_id=BRANCH_ID)
    save(waits)
    with app.app_context():
        for _ in range(MOST_ATTEMPTS + 1):
            (due,) = claim(db.session(), NIGHT, urgent=False, most=1, topic=WALK)
            db.session.commit()
            walk_chain(due, worker.in_turn, lambda: True)
            waits = db.session.get(Timer, due.id, populate_existing=True)
            waits.next_at = NIGHT
            db.session.commit()
    assert waits.attempts == MOST_ATTEMPTS + 1 and waits.is_waiting and not due.is_last_attempt
    assert not stored(app, select(ChainCheck))


def test_one_that_nobody_lives_to_finish_is_given_up(chain, monkeypatch, clock, go_round, timer):
    monkeypatch.setattr(walking, "copies_of", killed)
    clock.shift(timedelta(days=1))
    for _ in range(MOST_ATTEMPTS + 1):
        go_round(2)
        clock.shift(lease_of(WALK))
    assert timer("walk:").failed_at and timer("walk:").error.startswith("NeverEnded")
