"""A lost phone: signed out at once, told at its next contact, and what waits on it stays on it."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.base import new_id
from fieldapp.domain.device import Device
from fieldapp.domain.subscription import Subscription
from tests.builders import NOW, PASSWORD

PHONE = uuid4()


def contact(device=PHONE, waiting: int = 3) -> dict[str, object]:
    return {
        "device": str(device),
        "sent_at": NOW.isoformat(),
        "pending": {"min_seq": 1, "count": waiting, "tray": 0},
        "commands": [],
    }


def synced(browser, **other) -> int:
    return browser.post("/my/sync", json=contact(**other), headers={"X-Sync-Protocol": "1"}).status_code


def a_subscription(person_id, device) -> Subscription:
    return Subscription(
        id=new_id(),
        person_id=person_id,
        device=device,
        endpoint=f"https://push.example/{uuid4()}",
        p256dh="k",
        auth="a",
        made_at=NOW,
        renewed_at=NOW,
    )


@pytest.mark.both_engines
def test_locked_signed_out_told_and_unlocked(app, save, office, cast, signed_in, client):
    li, tablet = signed_in("li"), signed_in("li")
    assert synced(li) == 200
    lost, other = a_subscription(cast["li"].id, PHONE), a_subscription(cast["li"].id, uuid4())
    save(lost, other)
    where = f"/admin/people/{cast['li'].id}"
    page = office.get(where).text
    assert f'data-device="{PHONE}"' in page and "3 条未传" in page
    assert office.post(f"{where}/phones/{PHONE}/lock").status_code == 303

    assert synced(li) == 401, "everything stays on the phone"
    assert li.get("/my").status_code == 302
    assert li.get("/my/day.json").headers["X-Kept-Day"] == "over", "but the day that it keeps"
    assert "已挂失锁定" in li.get("/sign-in").text
    again = li.post("/sign-in", data={"login": "li", "password": PASSWORD})
    assert again.status_code == 422 and "已挂失锁定" in again.text
    assert tablet.get("/my").status_code == 200, "other devices go on"
    again = tablet.post("/my/sync", json=contact(), headers={"X-Sync-Protocol": "1"})
    assert (again.status_code, again.headers["X-Kept-Day"]) == (401, "over"), "the same phone in another session"
    with app.app_context():
        gone = {row.id: row.gone_at for row in db.session.scalars(select(Subscription))}
        assert gone[lost.id] == NOW and gone[other.id] is None
        assert db.session.scalars(select(Device.waiting)).one() == 3

    assert office.post(f"{where}/phones/{PHONE}/lock", data={"found": "yes"}).status_code == 303
    assert synced(li, waiting=0) == 401, "its session is over"
    assert li.post("/sign-in", data={"login": "li", "password": PASSWORD}).status_code == 303
    assert synced(li, waiting=0) == 200
    with app.app_context():
        told = list(db.session.scalars(select(AdminEntry.what).order_by(AdminEntry.id)))
        assert told == ["phone_locked", "phone_unlocked"]


def test_a_calendar_on_a_lost_phone_hears_of_no_more_appointments(office, cast, signed_in, client):
    """It asks by a link of its own, whoever is signed in: where we go tomorrow would stand on the phone of a finder."""
    li = signed_in("li")
    assert synced(li) == 200
    (link,) = re.findall(r"/calendar/[\w-]+\.ics", li.post("/my/calendar").text)[:1]
    assert client.get(link).status_code == 200

    assert office.post(f"/admin/people/{cast['li'].id}/phones/{PHONE}/lock").status_code == 303

    assert client.get(link).status_code == 404


def test_a_phone_of_somebody_else_is_not_there(office, cast):
    assert office.post(f"/admin/people/{cast['li'].id}/phones/{uuid4()}/lock").status_code == 404
