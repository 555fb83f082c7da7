from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from fieldapp.blobs import Blobs, take_in
from fieldapp.domain.base import RuleBroken

DIGEST = sha256(b"a photo").hexdigest()


def test_what_was_put_is_found_by_its_hash(tmp_path: Path):
    blobs = Blobs(tmp_path)

    put(blobs, b"a photo")

    assert blobs.has(DIGEST)
    assert blobs.path(DIGEST).read_bytes() == b"a photo"


def test_putting_twice_is_putting_once(tmp_path: Path):
    blobs = Blobs(tmp_path)

    put(blobs, b"a photo")
    put(blobs, b"a photo")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [blobs.path(DIGEST)]


def test_what_was_never_put_has_not_arrived(tmp_path: Path):
    assert not Blobs(tmp_path).has(DIGEST)


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path):
    blobs = Blobs(tmp_path)

    with pytest.raises(RuleBroken), blobs.scratch() as file:
        take_in(BytesIO(b"too much"), file, most=3)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_taking_in_stops_at_the_first_byte_too_many(tmp_path: Path):
    endless = Endless()

    with pytest.raises(RuleBroken, match="photo.too_heavy"):
        take_in(endless, tmp_path / "sent", most=1_000_000)

    assert endless.given <= 1_100_000


def put(blobs: Blobs, what: bytes) -> None:
    with blobs.scratch() as file:
        assert take_in(BytesIO(what), file) == DIGEST
        blobs.put(DIGEST, file)


class Endless(BytesIO):
    """A phone that never stops sending."""

    given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.given += size or 0
        return b"x" * (size or 0)
