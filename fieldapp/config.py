"""Every setting: the environment variable FIELDAPP_<NAME>, its default, and what it means."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

CHECKOUT = Path(__file__).resolve().parent.parent
INSTANCE = CHECKOUT / "instance"  # the only folder that the app writes to
PREFIX = "FIELDAPP_"

SWITCH = {"1": True, "true": True, "yes": True, "on": True, "": False, "0": False, "false": False, "no": False}


class SettingWrong(Exception):
    """A setting says something that we cannot follow; the message tells which and what would do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How this installation runs. Every field is one environment variable."""

    # Where the data is: SQLite, or postgresql+psycopg://user:password@host/name.
    database_url: str = f"sqlite:///{INSTANCE / 'fieldapp.db'}"

    # What keeps the photos: a folder, or s3://bucket/prefix (S3-compatible storage).
    blobs: str = str(INSTANCE / "blobs")

    # The way to that storage: its address if it is not Amazon's own, its region, our key and the secret of the key.
    # What is empty is taken from AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID …, or from the machine's own role.
    s3_endpoint: str = ""
    s3_region: str = ""
    s3_key: str = ""
    s3_secret: str = ""

    # Who may read /metrics: whoever says this token (Authorization: Bearer …), and these addresses or networks, with
    # commas between. Without either nobody may, and nothing is counted.
    metrics_token: str = ""
    metrics_from: str = ""

    # How many backups `fieldapp backup FOLDER` keeps there.
    backups: int = 14

    # Signs the session cookies. The demo makes one and keeps it; `fieldapp serve` refuses to start without.
    secret_key: str = ""

    # The address people type. Links, QR codes and the origin check use it; https makes the cookies Secure.
    public_url: str = ""

    # How many proxies stand before the server and tell it the visitor's address and scheme.
    trusted_proxies: int = 0

    # Where `fieldapp serve` listens.
    host: str = "127.0.0.1"
    port: int = 8000

    # Server processes (0: one for each core) and threads in each, which is also the number of connections.
    workers: int = 0
    threads: int = 2

    # The key by which push services know us: a PEM file (`fieldapp vapid` makes it), or the key itself in base64url.
    vapid_key: str = str(INSTANCE / "vapid.pem")

    # Whom a push service may write to: mailto:… or an https address. Without it the public address, if that is https.
    vapid_subject: str = ""

    # The hosts of push services, with commas between, in place of all that are known (channels/push_services.py).
    # A host that is named here letter by letter needs no https and may lie in our own network.
    push_hosts: str = ""

    # Other channels, tried in this order after the phone itself, with spaces between: NAME=URL as the library Apprise
    # reads it, where {phone} stands for the person's number. "wecom=wecombot://KEY sms=d7sms://TOKEN@{phone}"
    channels: str = ""

    # Hosts of other systems of ours, with commas between, that are told of orders (webhooks). A host that is named here
    # letter by letter (host or host:port) needs no https and may lie in our own network; no other may.
    hook_hosts: str = ""

    # What printed service orders are sealed with: a file with the certificate, its key and the certificates above it
    # (PEM, or PKCS#12 as authorities hand it out), and the password that opens it. The demo makes its own.
    seal: str = str(INSTANCE / "seal.pem")
    seal_password: str = ""

    # The time-stamp authority (RFC 3161) that says when something was sealed, as an http or https address. Without one
    # the seal tells the time of our own clock.
    time_stamps: str = ""

    # Threads of `fieldapp worker` that send what is urgent, and as many again for all else.
    worker_threads: int = 6

    # A demonstration: the known demo passwords are allowed to work.
    demo: bool = False
    demo_password: str = "fieldapp-demo"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        given = {field.name: environment.get(PREFIX + field.name.upper()) for field in fields(cls)}
        return cls(**{name: _read(cls, name, words) for name, words in given.items() if words is not None})

    def for_flask(self) -> dict[str, Any]:
        """The same for `app.config`, by the names that stand above, in capitals."""
        return {field.name.upper(): getattr(self, field.name) for field in fields(self)}


def _read(kind: type[Settings], name: str, words: str) -> Any:
    default = getattr(kind(), name)
    reader, expected = READERS[type(default)]
    try:
        return reader(words.strip())
    except (KeyError, ValueError):
        raise SettingWrong(f"{PREFIX}{name.upper()} is {words!r}; it must be {expected}.") from None


# How the words of the environment become a value, and what to ask for when they do not.
READERS: dict[type, tuple[Callable[[str], Any], str]] = {
    str: (str, "text"),
    int: (int, "a whole number"),
    bool: (lambda words: SWITCH[words.lower()], "0 or 1"),
}
