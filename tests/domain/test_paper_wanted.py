"""Papers are wanted: by whoever asks, and by themselves for what was signed of late."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.paper import Paper
from fieldapp.domain.paper_wanted import ask_for_paper, look_for_papers, making
from fieldapp.domain.people import Language
from fieldapp.domain.signature import Signature
from fieldapp.domain.timer import PAPER, Timer, claim
from tests.builders import BRANCH_ID, NOW
from tests.doorstep import Doorstep


@pytest.fixture
def signature(app, save, signed_in) -> Signature:
    """Ms Wang has signed, just now by the clock of the ids."""
    scene = Doorstep(app, save, signed_in)
    found = scene.stored(scene.visit("complete")).signature
    assert found is not None
    return found


def a_paper(signature: Signature) -> Paper:
    return Paper(
        signature_id=signature.id,
        language=Language.CHINESE,
        sha256="ab" * 32,
        size=1,
        document_sha256=signature.document_sha256,
        edition=1,
        certificate="cd" * 32,
        self_made=True,
        stamped=False,
        made_at=NOW,
    )


def look(app, at) -> list[str]:
    with app.app_context():
        look_for_papers(db.session(), None, at)
        db.session.commit()
        return [timer.facts["language"] for timer in db.session.scalars(select(Timer).where(Timer.topic == PAPER))]


def born(signature: Signature):
    """When its id was made."""
    return NOW.fromtimestamp((signature.id.int >> 80) / 1000, NOW.tzinfo)


@pytest.mark.both_engines
def test_what_was_signed_of_late_gets_its_paper_once_in_the_owners_language(app, signature):
    at = born(signature) + timedelta(minutes=10)

    assert look(app, at) == ["zh_Hans_CN"]
    assert look(app, at) == ["zh_Hans_CN"]


def test_what_was_signed_days_ago_waits_until_somebody_asks(app, signature):
    assert look(app, born(signature) + timedelta(days=3)) == []


def test_what_has_its_paper_needs_no_other(app, save, signature):
    save(a_paper(signature))

    assert look(app, born(signature)) == []


def test_asking_twice_is_asking_once_and_a_paper_that_is_there_stays(app, save, signature):
    with app.app_context():
        for _ in range(2):
            ask_for_paper(db.session(), signature, Language.ENGLISH, BRANCH_ID, at=NOW)
            db.session.flush()
        assert db.session.scalars(making(signature.id, Language.ENGLISH)).one().next_at == NOW
        db.session.rollback()
    save(a_paper(signature))
    with app.app_context():
        ask_for_paper(db.session(), signature, Language.CHINESE, BRANCH_ID, at=NOW)
        assert db.session.scalars(making(signature.id, Language.CHINESE)).one_or_none() is None


def test_whoever_asks_twice_takes_it_from_nobody_who_makes_it(app, save, signature):
    def ask() -> None:
        ask_for_paper(db.session(), signature, Language.ENGLISH, BRANCH_ID, at=NOW)
        db.session.commit()

    with app.app_context():
        ask()
        assert len(claim(db.session(), NOW, urgent=False, most=1, topic=PAPER)) == 1
        db.session.commit()
        ask()
        assert claim(db.session(), NOW, urgent=False, most=1, topic=PAPER) == []


def test_whoever_asks_again_has_a_failed_one_tried_at_once(app, save, signature):
    later = NOW + timedelta(minutes=9)
    key = f"paper:{signature.id}:en"
    failed = Timer.at(NOW, PAPER, key, branch_id=BRANCH_ID)
    failed.next_at, failed.error, failed.failed_at = later, "NoCertificate", later
    save(failed)
    with app.app_context():
        ask_for_paper(db.session(), signature, Language.ENGLISH, BRANCH_ID, at=NOW)
        timer = db.session.scalars(making(signature.id, Language.ENGLISH)).one()
        assert (timer.failed_at, timer.next_at) == (None, NOW)
