"""Photos in S3-compatible storage: every server has the same ones, and none keeps them on its own disk."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from fieldapp.blobs.kept import Entry, Kept, NotKept

PART = 5 * 1024 * 1024  # bytes in memory at once; what is longer goes up in parts, two at a time
A_PAGE = 500  # names asked for at once
# Shorter in sum than a transaction may stand still (db.LONGEST_PAUSE): who waits for a photo is told in time.
CONNECTS_WITHIN = timedelta(seconds=3)
ANSWERS_WITHIN = timedelta(seconds=6)
TRIES_FOR = timedelta(seconds=3)

# What the library raises; a name or a bucket that is not there comes as the error of a file.
TROUBLE = (BaseError, OSError)


class Bucket:
    """A bucket, and the beginning that all our names in it have; below it they are as in the folder."""

    def __init__(self, place: str, endpoint: str, region: str, key: str, secret: str) -> None:
        """What is empty of the way to it is looked for where other programs look, in AWS_… of the environment."""
        bucket, _, prefix = place.partition("/")
        said = {"endpoint": endpoint, "region": region, "access_key_id": key, "secret_access_key": secret}
        self.store = S3Store(
            bucket,
            prefix=prefix.strip("/") or None,
            config={name: value for name, value in said.items() if value} | {"checksum_algorithm": "SHA256"},  # type: ignore[arg-type]
            client_options={
                "allow_http": endpoint.startswith("http://"),
                "connect_timeout": CONNECTS_WITHIN,
                "read_timeout": ANSWERS_WITHIN,
            },
            retry_config={"max_retries": 2, "retry_timeout": TRIES_FOR},
        )

    def has(self, digest: str) -> bool:
        try:
            obstore.head(self.store, _key(digest))
        except FileNotFoundError:
            return False
        except TROUBLE as trouble:
            raise _not_kept(trouble) from None
        return True

    def read(self, digest: str) -> Kept | None:
        try:
            found = obstore.get(self.store, _key(digest))
        except FileNotFoundError:
            return None
        except TROUBLE as trouble:
            raise _not_kept(trouble) from None
        return Kept(found.meta["size"], _chunks(found))

    def hash_of(self, digest: str) -> str:
        kept = self.read(digest)
        return kept.sha256() if kept else ""

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """On this machine: what is decoded and written anew has to lie somewhere meanwhile."""
        try:
            handle, name = tempfile.mkstemp(prefix="fieldapp-")
            os.close(handle)
            try:
                yield Path(name)
            finally:
                Path(name).unlink(missing_ok=True)
        except OSError as trouble:
            raise NotKept(str(trouble)) from trouble

    def put(self, digest: str, file: Path) -> None:
        """The storage reckons the hash of what reaches it, and takes nothing that differs from what was sent."""
        try:
            obstore.put(self.store, _key(digest), file, chunk_size=PART, max_concurrency=2)
        except TROUBLE as trouble:
            raise _not_kept(trouble) from None

    def entries(self) -> Iterator[Entry]:
        try:
            for page in obstore.list(self.store, chunk_size=A_PAGE):
                for one in page:
                    yield Entry(one["path"].rpartition("/")[2], one["size"], one["last_modified"])
        except TROUBLE as trouble:
            raise _not_kept(trouble) from None

    def scraps(self) -> Iterator[Entry]:
        """None: what was cut off the storage never shows, and drops by its own rule for unfinished uploads."""
        return iter(())

    def remove(self, entry: Entry) -> None:
        try:
            obstore.delete(self.store, _key(entry.name))
        except TROUBLE as trouble:
            raise _not_kept(trouble) from None


def _key(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _chunks(found: "obstore.GetResult") -> Iterator[bytes]:
    try:
        for chunk in found.stream(min_chunk_size=64 * 1024):
            yield bytes(chunk)
    except TROUBLE as trouble:
        raise _not_kept(trouble) from None


def _not_kept(trouble: Exception) -> NotKept:
    """Its first line: below stand whole requests."""
    return NotKept(str(trouble).strip().partition("\n")[0])
