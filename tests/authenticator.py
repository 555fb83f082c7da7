"""A device that makes passkeys and signs with them, as browsers pass it on: for tests that need no browser."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, RECOGNISED, NEW = 1, 4, 64


class Authenticator:
    """One device with one passkey. What it says may be falsified before it is said."""

    def __init__(self, *, origin: str = "http://localhost", recognises: bool = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = sha256(str(id(self)).encode()).digest()
        self.origin, self.recognises, self.signed, self.user = origin, recognises, 0, b""

    def make(self, asked: dict[str, Any]) -> str:
        """What ``navigator.credentials.create`` gives."""
        self.user = of_letters(asked["user"]["id"])
        point = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        data = self._data(asked["rp"]["id"], NEW) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._said(self._client("create", asked), attestationObject=letters(statement))

    def sign(self, asked: dict[str, Any]) -> str:
        """What ``navigator.credentials.get`` gives."""
        self.signed += 1
        data, client = self._data(asked["rpId"]), self._client("get", asked)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        proof = {"authenticatorData": data, "signature": signature, "userHandle": self.user}
        return self._said(client, **{name: letters(part) for name, part in proof.items()})

    def _data(self, rp_id: str, more: int = 0) -> bytes:
        flags = PRESENT | more | (RECOGNISED if self.recognises else 0)
        return sha256(rp_id.encode()).digest() + bytes([flags]) + self.signed.to_bytes(4, "big")

    def _client(self, what: str, asked: dict[str, Any]) -> bytes:
        told = {"type": f"webauthn.{what}", "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _said(self, client: bytes, **response: str) -> str:
        said = {"id": letters(self.id), "rawId": letters(self.id), "type": "public-key"}
        return json.dumps(said | {"response": {"clientDataJSON": letters(client), **response}})


def letters(whole: bytes) -> str:
    """Bytes as they travel."""
    return urlsafe_b64encode(whole).rstrip(b"=").decode()


def of_letters(words: str) -> bytes:
    """And back."""
    return urlsafe_b64decode(words + "=" * (-len(words) % 4))
