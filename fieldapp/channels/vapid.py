"""The key by which push services know this installation (VAPID, RFC 8292), and the word signed with it."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

GOOD_FOR = timedelta(hours=12)  # of a signed word; push services take up to 24
RENEWED = timedelta(hours=1)  # before it ends
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256: a key lies below it

# Apple answers 403 to every message whose subject is no real address, so it is checked here.
SUBJECT = re.compile(r"mailto:[^@\s<>:]+@[a-z0-9-]+(\.[a-z0-9-]+)+|https://[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.I)


class VapidWrong(Exception):
    """The key or the subject will not do; the message says what would."""


class Vapid:
    """One pair of keys and whom to write to about what is sent with it. The public key is read off the private one."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, subject: str) -> None:
        if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
            raise VapidWrong("The VAPID key is not on the curve P-256; `fieldapp vapid` makes one that is.")
        if not SUBJECT.fullmatch(subject):
            raise VapidWrong(
                f"FIELDAPP_VAPID_SUBJECT is {subject!r}; it must be mailto: and an address, or an https address."
            )
        self.key, self.subject = key, subject
        self.public_key = _written(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        self.signed: dict[str, tuple[datetime, str]] = {}

    @classmethod
    def read(cls, key: str, subject: str) -> Self:
        """From a PEM file, or from the key itself as other tools print it (32 bytes in base64url)."""
        return cls(_from_file(Path(key).expanduser()) if _is_path(key) else _from_text(key), subject)

    def authorization(self, origin: str, now: datetime) -> str:
        """The header for this push service. Signing costs as much as encrypting, so it is done once in hours."""
        ends, header = self.signed.get(origin, (now, ""))
        if ends - now < RENEWED or ends - now > GOOD_FOR:
            ends = now + GOOD_FOR
            said = {"aud": origin, "exp": int(ends.timestamp()), "sub": self.subject}
            header = f"vapid t={jwt.encode(said, self.key, algorithm='ES256')}, k={self.public_key}"
            self.signed[origin] = ends, header
        return header

    def pem(self) -> tuple[bytes, bytes]:
        """Private and public key, as the library that encrypts reads them."""
        public = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return _pem(self.key), public


def new_key_file(file: Path) -> None:
    """A new key, readable by nobody else. Raises FileExistsError: a phone that knows the old key would be lost."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600, exist_ok=False)
    file.write_bytes(_pem(ec.generate_private_key(ec.SECP256R1())))


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _is_path(key: str) -> bool:
    return "/" in key or "." in key or len(key) != 43


def _from_file(file: Path) -> Any:
    try:
        return load_pem_private_key(file.read_bytes(), None)
    except FileNotFoundError:
        raise VapidWrong(f"There is no VAPID key in {file}; `fieldapp vapid` makes one.") from None
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise VapidWrong(f"The VAPID key in {file} cannot be read: {error}") from None


def _from_text(key: str) -> ec.EllipticCurvePrivateKey:
    try:
        number = int.from_bytes(urlsafe_b64decode(key + "="))
    except ValueError:
        raise VapidWrong("FIELDAPP_VAPID_KEY is neither a file nor a key in base64url.") from None
    if not 0 < number < ORDER:
        raise VapidWrong("FIELDAPP_VAPID_KEY is no key of P-256.")
    return ec.derive_private_key(number, ec.SECP256R1())


def _written(key: bytes) -> str:
    return urlsafe_b64encode(key).rstrip(b"=").decode()
