"""The phone's and the push service's side of the cryptography, by the RFCs, sharing no code with the product."""

import hashlib
import hmac
import json
import os
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Unreadable(Exception):
    """A phone drops such a message without a word."""


class NotVouchedFor(Exception):
    """The sender is not who the phone subscribed to, or its word has run out."""


class Keys:
    """What a browser makes when it subscribes, and how it reads what comes (RFC 8291, RFC 8188)."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.secret = os.urandom(16)

    def told(self) -> dict[str, str]:
        """As `PushSubscription.toJSON()` gives them."""
        return {"p256dh": text(self.point), "auth": text(self.secret)}

    def read(self, body: bytes) -> bytes:
        """The payload of a message with one record."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        sender, record = body[21 : 21 + length], body[21 + length :]
        if length != 65 or size < 18 or len(record) > size:
            raise Unreadable("not one record of aes128gcm")
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        seed = hkdf(self.secret, shared, b"WebPush: info\0" + self.point + sender, 32)
        key = hkdf(salt, seed, b"Content-Encoding: aes128gcm\0", 16)
        nonce = hkdf(salt, seed, b"Content-Encoding: nonce\0", 12)
        try:
            padded = AESGCM(key).decrypt(nonce, record, None)
        except InvalidTag:
            raise Unreadable("encrypted for somebody else") from None
        payload, mark, rest = padded.rpartition(b"\2")
        if not mark or rest.strip(b"\0"):
            raise Unreadable("no end")
        return payload


def hkdf(salt: bytes, key: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869, for at most 32 bytes."""
    extracted = hmac.new(salt, key, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\1", hashlib.sha256).digest()[:length]


def vouched(header: str, endpoint: str) -> dict[str, Any]:
    """What the sender says of itself (RFC 8292); with the public key as "k". Raises NotVouchedFor."""
    scheme, _, rest = header.partition(" ")
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if scheme.lower() != "vapid" or not {"t", "k"} <= parts.keys():
        raise NotVouchedFor("no vapid header")
    try:
        said = _verified(parts["t"], parts["k"])
    except (ValueError, KeyError, InvalidSignature) as error:
        raise NotVouchedFor(f"signature: {error!r}") from None
    place = urlsplit(endpoint)
    if said.get("aud") != f"{place.scheme}://{place.netloc}":
        raise NotVouchedFor(f"aud is {said.get('aud')}")
    if not time.time() - 60 < said.get("exp", 0) <= time.time() + 24 * 3600 + 60:
        raise NotVouchedFor(f"exp is {said.get('exp')}")
    if not str(said.get("sub", "")).startswith(("mailto:", "https://")) or "mailto:mailto:" in said["sub"]:
        raise NotVouchedFor(f"sub is {said.get('sub')}")
    return said | {"k": parts["k"]}


def _verified(token: str, key: str) -> dict[str, Any]:
    head, body, signature = token.split(".")
    if json.loads(raw(head)).get("alg") != "ES256":
        raise ValueError("alg")
    signed = raw(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    pair = encode_dss_signature(int.from_bytes(signed[:32]), int.from_bytes(signed[32:]))
    point.verify(pair, f"{head}.{body}".encode(), ec.ECDSA(SHA256()))
    return dict(json.loads(raw(body)))


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(words: str) -> bytes:
    return urlsafe_b64decode(words + "=" * (-len(words) % 4))
