"""`PUT /my/blobs/<sha256>`: the bytes of a photo that was announced before, sent by the phone's own store."""

from hashlib import sha256

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.photo import MOST_BYTES
from tests.photographs import a_jpeg, a_png

PICTURE = a_jpeg()
DIGEST = sha256(PICTURE).hexdigest()


@pytest.fixture
def visit(doorstep):
    return doorstep.visit("mat")


def test_a_photo_is_awaited_until_its_bytes_arrive(doorstep, visit):
    announce(doorstep, visit, DIGEST)
    assert "等待传送" in doorstep.shown(visit)

    assert put(doorstep, DIGEST, PICTURE).status_code == 204

    assert "等待传送" not in doorstep.shown(visit)


def test_the_same_bytes_may_be_put_again(doorstep, visit):
    announce(doorstep, visit, DIGEST)

    assert [put(doorstep, DIGEST, PICTURE).status_code for _ in range(3)] == [204] * 3


def test_two_photos_may_be_of_the_same_bytes(doorstep, visit):
    announce(doorstep, visit, DIGEST)
    announce(doorstep, visit, DIGEST)
    put(doorstep, DIGEST, PICTURE)

    for photo in doorstep.stored(visit).photos:
        with doorstep.phone.get(f"/my/visits/{visit}/photos/{photo.id}") as shown:
            assert shown.status_code == 200


def test_bytes_that_nobody_announced_are_not_wanted(doorstep, visit):
    assert put(doorstep, DIGEST, PICTURE).status_code == 422


def test_bytes_that_somebody_else_announced_are_not_taken(doorstep, visit):
    announce(doorstep, visit, DIGEST)

    assert put(doorstep, DIGEST, PICTURE, phone=doorstep.others_phone).status_code == 422


def test_other_bytes_than_those_announced_are_refused(doorstep, visit):
    announce(doorstep, visit, DIGEST)

    assert put(doorstep, DIGEST, a_png()).status_code == 422
    assert put(doorstep, DIGEST, PICTURE).status_code == 204


@pytest.mark.parametrize("sent", [b"", b"no picture", PICTURE[:2000]], ids=["nothing", "a text", "cut off"])
def test_what_is_no_picture_is_refused_though_its_hash_is_right(doorstep, visit, sent: bytes):
    digest = sha256(sent).hexdigest()
    announce(doorstep, visit, digest)

    assert put(doorstep, digest, sent).status_code == 422


def test_more_than_fifteen_megabytes_are_too_much(doorstep, visit):
    announce(doorstep, visit, DIGEST)

    assert put(doorstep, DIGEST, bytes(MOST_BYTES + 1)).status_code == 413


@pytest.mark.both_engines
@pytest.mark.parametrize("name", ["x", "x%00", "..%2F..%2Fetc", "A" * 64, DIGEST.upper()])
def test_a_name_that_is_no_hash_is_nothing_we_asked_for(doorstep, visit, name: str):
    assert put(doorstep, name, PICTURE).status_code in {404, 422}


def test_a_visitor_is_told_to_sign_in(doorstep, client):
    assert client.put(f"/my/blobs/{DIGEST}", data=PICTURE).status_code == 401


def announce(doorstep, visit, digest: str) -> None:
    form = {"verb": "photo", "command": str(new_id()), "photo": str(new_id()), "sha256": digest, "moment": "before"}
    assert doorstep.send(visit, form | {"consent": "1"}).status_code == 303


def put(doorstep, digest: str, sent: bytes, phone=None):
    return (phone or doorstep.phone).put(f"/my/blobs/{digest}", data=sent, content_type="application/octet-stream")
