"""A message that reached nobody lies among the alerts, until somebody sends it again."""

from uuid import UUID

import pytest

from fieldapp.db import db
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.timer import Timer
from fieldapp.domain.way import Way
from tests.builders import BRANCH_ID, NOW, li, sun, the_branch


@pytest.fixture
def dead(save) -> UUID:
    """The timer of a delivery to Li that is not tried any more."""
    technician = li()
    save(the_branch(), technician, sun())
    message = Message.to(technician.id, MessageKind.DRILL, branch_id=BRANCH_ID, key="drill:1", at=NOW)
    delivery = Delivery.by(message, Way("push", technician.id, 1), at=NOW)
    delivery.fail("retry", "503", sent_at=NOW, at=NOW)
    delivery.timer.failed_at, delivery.timer.error = NOW, "503"
    message.deliveries.append(delivery)
    save(message, delivery)
    return delivery.timer_id


def test_the_board_says_who_was_not_reached_and_why(dead, signed_in):
    page = signed_in("sun").get("/board?tray=alerts").text
    assert "没有通知到 李建国" in page and "503" in page


def test_it_is_sent_again_with_all_its_time(app, dead, signed_in):
    assert signed_in("sun").post(f"/board/undelivered/{dead}/sending").status_code == 303
    with app.app_context():
        timer = db.session.get(Timer, dead)
        assert timer.is_waiting and timer.next_at > NOW
    assert "没有通知到" not in signed_in("sun").get("/board?tray=alerts").text


def test_what_is_not_theirs_is_not_there(dead, signed_in, save):
    assert signed_in("sun").post(f"/board/undelivered/{BRANCH_ID}/sending").status_code == 404
