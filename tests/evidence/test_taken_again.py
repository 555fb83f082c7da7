"""A picture whose time is over may be taken again: the new order has its bytes, the old one stays without them."""

from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.chain_check import Break
from fieldapp.domain.gone_file import GoneFile
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.order_reduction import take_photos
from fieldapp.domain.visit import Visit
from fieldapp.worker.removing_files import remove_files
from tests.pages import forms
from tests.photographs import a_jpeg


@pytest.mark.parametrize("way", ["form", "store"])
def test_a_picture_taken_again_for_another_order_has_its_bytes_and_the_old_one_stays_without(doorstep, seal, walk, way):
    old, new = doorstep.visit("mat"), doorstep.visit("mat")
    send(doorstep, old)
    seal()
    assert let_photos_go(doorstep, old) == 1
    seal()
    assert not is_shown(doorstep, old) and f"/my/visits/{old}/photos/" not in doorstep.shown(old)

    if way == "form":
        send(doorstep, new)
    else:
        announce(doorstep, new, a_jpeg())
        assert put(doorstep, a_jpeg()) == 204

    assert is_shown(doorstep, new) and not is_shown(doorstep, old)
    assert walk() == [] and seal() and walk() == []
    assert let_photos_go(doorstep, new) == 1 and seal()
    assert not is_shown(doorstep, new) and walk() == []


def test_bytes_that_come_when_the_photos_of_their_order_are_gone_are_not_kept(doorstep, tmp_path):
    visit = doorstep.visit("mat")
    announce(doorstep, visit, a_jpeg())
    let_photos_go(doorstep, visit)

    assert put(doorstep, a_jpeg()) == 204, "so that the phone lets it go, too"

    assert not [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]


def test_what_came_back_is_looked_at_like_any_other_picture(doorstep, tmp_path, seal, walk):
    old, new = doorstep.visit("mat"), doorstep.visit("mat")
    send(doorstep, old)
    seal()
    let_photos_go(doorstep, old)
    send(doorstep, new)
    seal()
    (file,) = (path for path in (tmp_path / "blobs").rglob("*") if path.is_file())

    file.write_bytes(file.read_bytes() + b"x")

    assert [fault.what for fault in walk()] == [Break.PHOTO_CHANGED]


def test_a_picture_that_is_also_a_receipt_from_the_desk_of_another_order_stays(doorstep):
    going, staying = doorstep.visit("mat"), doorstep.visit("mat")
    send(doorstep, going)
    with doorstep.app.app_context():
        order = db.session.get_one(Order, db.session.get_one(Visit, staying).order_id)
        order.errand = [{"id": str(new_id()), "kind": "receipt", "photo": sha256(a_jpeg()).hexdigest()}]
        db.session.commit()

    assert let_photos_go(doorstep, going) == 0
    assert let_photos_go(doorstep, staying) == 1, "with the photos of its own order it goes"


def let_photos_go(doorstep, visit_id) -> int:
    """The period of this visit's order is over, and the worker has taken the files off the disk."""
    with doorstep.app.app_context():
        order_id = db.session.get_one(Visit, visit_id).order_id
        many = take_photos(db.session(), [order_id], Act.here(by_id=None, now=now()), reason="the period is over")
        db.session.commit()
        for gone in db.session.scalars(select(GoneFile)):
            gone.gone_at -= timedelta(hours=1)
        db.session.commit()
        remove_files(db.session(), None, now())
        db.session.commit()
    return many


def is_shown(doorstep, visit_id) -> bool:
    (photo,) = doorstep.stored(visit_id).photos
    with doorstep.phone.get(f"/my/visits/{visit_id}/photos/{photo.id}") as answer:
        return answer.status_code == 200


def announce(doorstep, visit, picture: bytes) -> None:
    form = {"verb": "photo", "command": str(new_id()), "photo": str(new_id()), "sha256": sha256(picture).hexdigest()}
    assert doorstep.send(visit, form | {"moment": "before", "consent": "1"}).status_code == 303


def put(doorstep, picture: bytes) -> int:
    name = sha256(picture).hexdigest()
    return doorstep.phone.put(f"/my/blobs/{name}", data=picture, content_type="application/octet-stream").status_code


def send(doorstep, visit) -> None:
    """What a browser sends when a picture was chosen and the owner has said yes."""
    form = dict(next(form.fields for form in forms(doorstep.shown(visit)) if form.action.endswith("/photos")))
    picture = (BytesIO(a_jpeg()), "before.jpg")
    sent = doorstep.phone.post(f"/my/visits/{visit}/photos", data=form | {"consent": "1", "before": picture})
    assert sent.status_code == 303
