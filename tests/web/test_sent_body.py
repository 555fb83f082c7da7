"""A body may take a minute to come. Whoever sends it keeps nobody from writing meanwhile, on no route."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from fieldapp.domain.people import Role
from tests.builders import one_of_each_role, the_branch
from tests.web.test_routes import calls, role_for

# It asks who may send them before it takes megabytes, and lets go of the database then.
READ_BY_THE_VIEW = {"technician.photos.put"}


def test_nobody_waits_for_the_database_while_a_body_is_on_its_way(app, save, signed_in, database_url):
    save(the_branch())
    save(*one_of_each_role())
    browsers = {role: signed_in(role.value) for role in Role}
    not_read, waited = set(), []
    for endpoint, method, path in calls(app):
        if method == "GET":
            continue
        body = Slow(database_url)
        browsers[role_for(endpoint)].open(
            path,
            method=method,
            input_stream=body,
            content_length=len(BODY),
            content_type="application/x-www-form-urlencoded",
        )
        if not body.others_could_write:
            not_read.add(endpoint)
        elif not all(body.others_could_write):
            waited.append(f"{method} {path}")
    assert not waited
    assert not_read == READ_BY_THE_VIEW


BODY = b"words=slowly"


class Slow(io.BytesIO):
    """Whenever more of it is asked for, somebody else tries to write."""

    def __init__(self, database_url: str) -> None:
        super().__init__(BODY)
        self.file = Path(make_url(database_url).database or "")
        self.others_could_write: list[bool] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self.others_could_write.append(writer_is_free(self.file))
        return super().read(size)

    def readinto(self, buffer, /) -> int:
        self.others_could_write.append(writer_is_free(self.file))
        return super().readinto(buffer)


def writer_is_free(file: Path) -> bool:
    """Whether somebody else could write at this moment."""
    with closing(sqlite3.connect(file, timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        return True
