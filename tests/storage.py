"""S3-compatible storage on this machine, over HTTP: strict about signatures and hashes, thrown away after the run."""

import base64
import hmac
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from uuid import uuid4
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest

from fieldapp.blobs import Blobs, blobs_of

REGION, KEY, SECRET = "cn-north-1", "key", "a secret / with + signs"
KEYS = {"S3_REGION": REGION, "S3_KEY": KEY, "S3_SECRET": SECRET}
WHEN = "2026-03-02T08:00:00.000Z"


class Storage(ThreadingHTTPServer):
    """Buckets in memory."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.buckets: dict[str, dict[str, bytes]] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.largest = 0  # bytes of one request
        self.full = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def settings(self) -> dict[str, str]:
        """The settings with which photos lie in a bucket that is new."""
        name = f"photos-{uuid4().hex[:12]}"
        self.buckets[name] = {}
        return {"BLOBS": f"s3://{name}/house", "S3_ENDPOINT": self.address} | KEYS


class Answers(BaseHTTPRequestHandler):
    """What S3 says to the few things that we ask of it."""

    protocol_version = "HTTP/1.1"
    server: Storage

    def log_message(self, format: str, *_: Any) -> None:
        """Nothing."""

    def handle_any(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.largest = max(self.server.largest, len(self.body))
        place = urlsplit(self.path)
        self.asked = dict(parse_qsl(place.query, keep_blank_values=True))
        bucket, _, self.key = unquote(place.path).removeprefix("/").partition("/")
        if not self.is_signed():
            return self.say(403, error("SignatureDoesNotMatch"))
        if bucket not in self.server.buckets:
            return self.say(404, error("NoSuchBucket"))
        self.objects = self.server.buckets[bucket]
        return getattr(self, f"answer_{self.command.lower()}")()

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815

    def answer_get(self) -> None:
        if "list-type" in self.asked:
            return self.say(200, self.listing())
        if self.key not in self.objects:
            return self.say(404, error("NoSuchKey"))
        return self.say(200, self.objects[self.key])

    answer_head = answer_get

    def answer_put(self) -> None:
        if self.server.full:
            return self.say(507, error("InsufficientStorage"))
        if not self.is_whole():
            return self.say(400, error("BadDigest"))
        if "partNumber" in self.asked:
            self.server.uploads[self.asked["uploadId"]][int(self.asked["partNumber"])] = self.body
        else:
            self.objects[self.key] = self.body
        return self.say(200)

    def answer_delete(self) -> None:
        self.objects.pop(self.key, None)
        self.say(204)

    def answer_post(self) -> None:
        if "delete" in self.asked:
            gone = [word.text or "" for word in ElementTree.fromstring(self.body).iter() if word.tag.endswith("Key")]
            for key in gone:
                self.objects.pop(key, None)
            return self.say(200, f"<DeleteResult>{''.join(map(deleted, gone))}</DeleteResult>")
        if "uploads" in self.asked:
            upload = uuid4().hex
            self.server.uploads[upload] = {}
            return self.say(200, f"<R><Bucket/><Key/><UploadId>{upload}</UploadId></R>")
        parts = self.server.uploads.pop(self.asked["uploadId"])
        self.objects[self.key] = b"".join(parts[nth] for nth in sorted(parts))
        return self.say(200, "<R><Location/><Bucket/><Key/><ETag>x</ETag></R>")

    def listing(self) -> str:
        """Ten at once, so that whoever asks has to turn the page."""
        prefix, after = self.asked.get("prefix", ""), self.asked.get("continuation-token", "")
        found = sorted(key for key in self.objects if key.startswith(prefix) and key > after)
        more = f"<NextContinuationToken>{escape(found[9])}</NextContinuationToken>" if len(found) > 10 else ""
        return f"<ListBucketResult>{''.join(map(self.listed, found[:10]))}{more}</ListBucketResult>"

    def listed(self, key: str) -> str:
        size = len(self.objects[key])
        return (
            f"<Contents><Key>{escape(key)}</Key><Size>{size}</Size><LastModified>{WHEN}</LastModified>"
            "<ETag>x</ETag></Contents>"
        )

    def is_whole(self) -> bool:
        told = self.headers.get("x-amz-checksum-sha256")
        return told == base64.b64encode(sha256(self.body).digest()).decode()

    def is_signed(self) -> bool:
        """Signature Version 4, reckoned once more from what arrived."""
        said = dict(word.split("=", 1) for word in self.headers["Authorization"].split(" ", 1)[1].split(", "))
        hashed = self.headers["x-amz-content-sha256"]
        path, _, query = self.path.partition("?")
        asked = sorted(parse_qsl(query, keep_blank_values=True))
        words = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in asked)
        signed = said["SignedHeaders"].split(";")
        headers = "".join(f"{name}:{(self.headers[name] or '').strip()}\n" for name in signed)
        request = "\n".join((self.command, path, words, headers, said["SignedHeaders"], hashed))
        scope = said["Credential"].partition("/")[2]
        text = "\n".join(("AWS4-HMAC-SHA256", self.headers["x-amz-date"], scope, sha256(request.encode()).hexdigest()))
        key = f"AWS4{SECRET}".encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), "sha256").digest()
        good = hmac.new(key, text.encode(), "sha256").hexdigest() == said["Signature"]
        return good and hashed in ("UNSIGNED-PAYLOAD", sha256(self.body).hexdigest())

    def say(self, status: int, body: str | bytes = b"") -> None:
        sent = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {"Content-Length": str(len(sent)), "ETag": '"x"', "Last-Modified": RFC}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(sent)


RFC = "Mon, 02 Mar 2026 08:00:00 GMT"


def error(code: str) -> str:
    return f"<Error><Code>{code}</Code></Error>"


def deleted(key: str) -> str:
    return f"<Deleted><Key>{escape(key)}</Key></Deleted>"


@pytest.fixture(scope="session")
def s3() -> Iterator[Storage]:
    with Storage() as storage:
        serving = Thread(target=storage.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        yield storage
        storage.shutdown()
        serving.join()


@pytest.fixture
def bucket(s3: Storage) -> Callable[[], Blobs]:
    """A new bucket, and what keeps photos in it."""
    return lambda: blobs_of(s3.settings())
