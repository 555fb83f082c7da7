"""The bytes of photos: taken in from whoever sends them, written anew, and given out again."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import UUID

from flask import Response, abort, current_app, request

from fieldapp.blobs import Blobs, blobs_of, take_in
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.gone_file import come_back
from fieldapp.domain.journal import Act
from fieldapp.domain.photo import Blob, keep_once
from fieldapp.pictures import OF_A_VISIT, Picture, Shape, write_anew


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture that was sent: its hash as it came, and the file as we would keep it, gone when the request ends."""

    sha256: str
    clean: Path
    picture: Picture


def blobs() -> Blobs:
    """Where this installation keeps its photos."""
    return blobs_of(current_app.config)


@contextmanager
def taken_in(stream: IO[bytes], shape: Shape = OF_A_VISIT) -> Iterator[Sent]:
    """Read the bytes to their end and write the picture anew.

    Raises RuleBroken ``photo.too_heavy``, ``photo.not_a_picture``, ``photo.too_many_pixels`` or ``photo.broken``.
    """
    # A phone may take a minute to send them, and decoding takes a second: nobody else waits for the database meanwhile.
    db.session.rollback()
    with blobs().scratch() as file, blobs().scratch() as clean:
        digest = take_in(stream, file)
        yield Sent(digest, clean, write_anew(file, clean, shape))


def keep(sent: Sent, by_id: UUID) -> None:
    """Store the picture, once; the caller commits.

    What is kept is sealed by its hash: the same picture, written anew by a later version, would be other bytes.
    """
    known = db.session.get(Blob, sent.sha256)
    if known is not None and _came_back(known, sent, by_id):
        blobs().put(sent.sha256, sent.clean)
        return
    if known is not None and blobs().has(sent.sha256):
        return
    picture = sent.picture
    blobs().put(sent.sha256, sent.clean)
    keep_once(
        db.session(),
        Blob(
            sha256=sent.sha256,
            size=picture.size,
            width=picture.width,
            height=picture.height,
            received_at=now(),
            by_id=by_id,
        ),
    )


def _came_back(known: Blob, sent: Sent, by_id: UUID) -> bool:
    with sent.clean.open("rb") as clean:
        kept = hashlib.file_digest(clean, "sha256").hexdigest()
    return come_back(db.session(), known, kept, Act.here(by_id=by_id, now=now()))


def photo_file(sha256: str) -> Response:
    """The picture, for a page that has checked who asks. 404 while its bytes are still on their way."""
    kept = blobs().read(sha256)
    if kept is None:
        abort(404)
    answer = Response(kept.chunks, mimetype="image/jpeg", headers={"Content-Length": str(kept.size)})
    answer.set_etag(sha256)
    return for_ever(answer)


def for_ever(picture: Response) -> Response:
    """What has this address never changes; it is this reader's all the same, and no proxy's."""
    picture.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    picture.make_conditional(request)
    return picture
