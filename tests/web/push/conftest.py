"""Li and Zhao with phones that can be woken, and the push service that does it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from fieldapp.channels.vapid import new_key_file
from fieldapp.db import db
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.subscription import Subscription
from fieldapp.domain.way import PUSH, Way
from tests.builders import BRANCH_ID, NOW, chen, li, the_branch, zhao
from tests.push_service import Browser, PushService


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def pushing(app: Flask, service: PushService, save, tmp_path) -> Flask:
    """The app with a key of its own, and people."""
    new_key_file(tmp_path / "vapid.pem")
    app.config |= {
        "VAPID_KEY": str(tmp_path / "vapid.pem"),
        "VAPID_SUBJECT": "mailto:duty@sunshine.example",
        "PUSH_HOSTS": service.host,
        "PUBLIC_URL": "http://localhost",
    }
    save(the_branch(), li(), zhao(), chen())
    return app


@pytest.fixture
def phone(pushing: Flask, service: PushService, signed_in) -> Browser:
    """A browser that subscribed with the key that we gave it."""
    return service.phone(signed_in("li").get("/push/key").text)


def rows(app: Flask) -> list[Subscription]:
    with app.app_context():
        return db.session.query(Subscription).order_by(Subscription.made_at).all()


def sent_to(app: Flask, way_id, key: str = "drill 1") -> Delivery:
    """A delivery that is on its way to this subscription."""
    with app.app_context():
        row = db.session.get_one(Subscription, way_id)
        message = Message.to(row.person_id, MessageKind.DRILL, branch_id=BRANCH_ID, key=key, at=NOW)
        delivery = Delivery.by(message, Way(PUSH, row.id, 1), at=NOW)
        db.session.add_all([message, delivery])
        db.session.commit()
        return delivery
