"""Photos by their hash: the same in a folder and in S3-compatible storage over HTTP."""

import os
import time
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from fieldapp.blobs import Blobs, Folder, NotKept, blobs_of, take_in
from fieldapp.domain.base import RuleBroken
from tests.storage import KEYS, Storage

PHOTO = b"a photo"
DIGEST = sha256(PHOTO).hexdigest()
LARGE = os.urandom(12 * 1024 * 1024)  # more than one part


@pytest.fixture(params=["folder", "bucket"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return Folder(tmp_path / "blobs")
    made: Blobs = request.getfixturevalue("bucket")()
    return made


def test_what_was_put_is_found_by_its_hash(blobs: Blobs):
    put(blobs, PHOTO)

    kept = blobs.read(DIGEST)

    assert blobs.has(DIGEST) and kept is not None
    assert kept.size == len(PHOTO) and b"".join(kept.chunks) == PHOTO
    assert blobs.hash_of(DIGEST) == DIGEST


def test_putting_twice_is_putting_once(blobs: Blobs):
    put(blobs, PHOTO)
    put(blobs, PHOTO)

    assert [(entry.name, entry.size) for entry in blobs.entries()] == [(DIGEST, len(PHOTO))]
    assert not list(blobs.scraps())


def test_what_was_never_put_has_not_arrived(blobs: Blobs):
    assert not blobs.has(DIGEST) and blobs.read(DIGEST) is None and blobs.hash_of(DIGEST) == ""
    assert list(blobs.entries()) == []


def test_a_large_one_comes_back_as_it_went_in(blobs: Blobs):
    digest = put(blobs, LARGE)

    kept = blobs.read(digest)

    assert kept is not None and b"".join(kept.chunks) == LARGE


def test_all_that_lies_there_is_told_in_the_order_of_its_names_and_can_be_removed(blobs: Blobs):
    names = sorted(put(blobs, bytes([nth])) for nth in range(20))

    assert [entry.name for entry in blobs.entries()] == names
    for entry in list(blobs.entries())[1:]:
        blobs.remove(entry)
    assert [entry.name for entry in blobs.entries()] == names[:1]


def test_a_storage_that_does_not_answer_is_told_soon():
    gone = blobs_of({"BLOBS": "s3://photos", "S3_ENDPOINT": "http://127.0.0.1:9"} | KEYS)
    began = time.monotonic()

    for ask in (lambda: gone.has(DIGEST), lambda: gone.read(DIGEST), lambda: list(gone.entries())):
        with pytest.raises(NotKept):
            ask()

    assert time.monotonic() - began < 30


def test_a_bucket_that_is_not_there_is_no_empty_one(s3: Storage):
    nobodys = blobs_of({"BLOBS": "s3://nobodys", "S3_ENDPOINT": s3.address} | KEYS)

    with pytest.raises(NotKept):
        list(nobodys.entries())
    with pytest.raises(NotKept):
        put(nobodys, PHOTO)


def test_who_has_another_key_is_let_in_nowhere(s3: Storage):
    stranger = blobs_of(s3.settings() | {"S3_SECRET": "guessed"})

    for ask in (lambda: stranger.has(DIGEST), lambda: stranger.read(DIGEST), lambda: put(stranger, PHOTO)):
        with pytest.raises(NotKept):
            ask()


def test_nothing_larger_than_a_part_is_in_memory_at_once(s3: Storage, bucket: Callable[[], Blobs]):
    s3.largest = 0

    put(bucket(), LARGE)

    assert 0 < s3.largest <= 5 * 1024 * 1024


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path):
    blobs = Folder(tmp_path)

    with pytest.raises(RuleBroken), blobs.scratch() as file:
        take_in(BytesIO(b"too much"), file, most=3)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_taking_in_stops_at_the_first_byte_too_many(tmp_path: Path):
    endless = Endless()

    with pytest.raises(RuleBroken, match="photo.too_heavy"):
        take_in(endless, tmp_path / "sent", most=1_000_000)

    assert endless.given <= 1_100_000


def put(blobs: Blobs, what: bytes) -> str:
    with blobs.scratch() as file:
        digest = take_in(BytesIO(what), file)
        blobs.put(digest, file)
    return digest


class Endless(BytesIO):
    """A phone that never stops sending."""

    given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.given += size or 0
        return b"x" * (size or 0)
