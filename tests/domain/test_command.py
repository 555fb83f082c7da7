"""A press is carried out once, by whom it belongs to, at the moment it was pressed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fieldapp.db import db
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.command import Command, Receipt, Verdict, apply
from fieldapp.domain.journal import Entry
from fieldapp.domain.visit import Visit
from tests.builders import NOW, an_owner, li, the_branch, the_site, zhao
from tests.jobs import a_line, a_visit, an_item, an_order, the_catalogue, the_procedure


@pytest.fixture
def technician():
    return li()


@pytest.fixture
def visit(app, save, technician):
    """Li's visit at Ms Wang's, assigned, in an open session."""
    branch, site, item = the_branch(), the_site(), an_item()
    save(branch, site, technician, the_catalogue(item), the_procedure())
    order = an_order(an_owner(), a_line(item), by=technician)
    order.branch, order.site = branch, site
    save(order)
    visit_id = save(a_visit(order, technician=technician))
    with app.app_context():
        yield db.session.get_one(Visit, visit_id)


def test_a_press_is_kept_with_what_became_of_it(visit, technician):
    receipt = send(a_press(visit, technician, "note", words="门铃坏了"))

    assert (receipt.verdict, receipt.visit_id, receipt.by_id) == (Verdict.APPLIED, visit.id, technician.id)
    assert receipt.payload["data"] == {"words": "门铃坏了"}
    assert receipt.version == visit_now(visit).order.version


def test_the_same_press_twice_changes_nothing_and_is_answered_with_the_same_receipt(visit, technician):
    press = a_press(visit, technician, "note", words="门铃坏了")

    assert send(press) is send(press)
    assert notes() == 1


def test_the_same_press_counts_as_the_same_when_only_its_clock_differs(visit, technician):
    press = a_press(visit, technician, "note", words="门铃坏了")
    send(press)
    send(press.model_copy(update={"at": NOW + timedelta(seconds=1)}))

    assert notes() == 1


def test_the_same_id_with_other_content_is_no_repetition(visit, technician):
    press = a_press(visit, technician, "note", words="门铃坏了")
    send(press)

    with refused("command.id_used"):
        send(press.model_copy(update={"data": {"words": "狗很凶"}}))


def test_what_is_true_already_is_kept_as_such(visit, technician):
    send(a_press(visit, technician, "accept"))
    version = visit_now(visit).order.version

    assert send(a_press(visit, technician, "accept")).verdict is Verdict.NOOP
    assert visit_now(visit).order.version == version


def test_a_visit_that_nobody_knows_is_refused(visit, technician):
    with refused("visit.unknown"):
        send(a_press(visit, technician, "accept").model_copy(update={"visit": new_id()}))


def test_another_persons_visit_is_as_good_as_none(visit):
    with refused("visit.unknown"):
        send(a_press(visit, zhao(), "accept"))


def test_a_verb_of_another_version_is_refused(visit, technician):
    with refused("command.unknown_verb", verb="levitate"):
        send(a_press(visit, technician, "levitate"))


@pytest.mark.parametrize(
    ("verb", "data", "field"),
    [
        ("ring", {}, "attempt"),
        ("ring", {"attempt": 4}, "attempt"),
        ("step", {"key": "covers", "result": "maybe"}, "result"),
        ("note", {"words": "门铃坏了", "loudly": True}, "loudly"),
        ("no_answer", {"called": True, "new_window": {"begins": "2026-11-24T09:00:00Z"}}, "new_window.ends"),
        (
            "no_answer",
            {"called": True, "new_window": {"begins": "2026-11-24T09:00:00", "ends": None}},
            "new_window.begins",
        ),
    ],
)
def test_content_that_cannot_be_read_is_refused_by_the_name_of_its_field(visit, technician, verb, data, field):
    with refused("command.bad_content", field=field):
        send(a_press(visit, technician, verb, **data))


def test_what_is_refused_is_not_kept(visit, technician):
    press = a_press(visit, technician, "complete")
    with refused("visit.not_signed"):
        send(press)
    db.session.rollback()

    assert db.session.get(Receipt, press.id) is None


def test_the_measured_offset_corrects_the_clock_of_the_device(visit, technician):
    slow = a_press(visit, technician, "accept", at=NOW - timedelta(hours=3))

    receipt = send(slow, offset=timedelta(hours=2))

    assert receipt.at == visit_now(visit).accepted_at == NOW - timedelta(hours=1)
    assert newest_entry().at == NOW - timedelta(hours=1)


def test_nothing_happens_later_than_we_heard_of_it(visit, technician):
    send(a_press(visit, technician, "accept", at=NOW + timedelta(days=400)))

    assert visit_now(visit).accepted_at == NOW


def test_what_the_clock_of_the_device_said_is_kept_beside_it(visit, technician):
    said = NOW + timedelta(days=400)
    receipt = send(a_press(visit, technician, "accept", at=said))

    entry = newest_entry()
    assert (entry.device_at, entry.received_at, entry.by_id) == (said, NOW, technician.id)
    assert (receipt.device_at, receipt.received_at) == (said, NOW)


def a_press(visit, by, verb, *, at=NOW, **data):
    return Command(id=new_id(), seq=0, v=1, visit=visit.id, verb=verb, at=at, by=by.id, data=data)


def send(press, *, offset=timedelta(0)):
    receipt = apply(db.session(), press, received_at=NOW, offset=offset)
    db.session.flush()
    return receipt


def visit_now(visit):
    return db.session.get_one(Visit, visit.id)


def newest_entry():
    return db.session.scalars(select(Entry).order_by(Entry.id.desc())).first()


def notes():
    return db.session.scalar(select(func.count()).where(Entry.what == "note"))


def refused(code, **facts):
    """The rule says no with this code, and these among its facts."""
    return pytest.raises(RuleBroken, check=lambda rule: rule.code == code and rule.facts.items() >= facts.items())
