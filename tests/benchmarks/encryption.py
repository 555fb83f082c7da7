"""Push messages made ready per second, beside the least that the mathematics costs: one core, CPU time, one run.

The floor does what RFC 8291 cannot do without: a pair of keys, one agreement, the keys derived from it, one encryption.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from webpush.types import WebPushKeys, WebPushSubscription

from fieldapp.channels.push_services import PushServices
from fieldapp.channels.vapid import Vapid
from fieldapp.channels.web_push import Push, Subscription, Urgency, WebPush
from tests.benchmarks.say import say
from tests.push_reader import Keys, text

PAYLOAD = os.urandom(248)
ROUNDS, BATCH = 12, 400
GOAL = 0.8


def main() -> None:
    keys = Keys()
    phone = Subscription("https://fcm.googleapis.com/fcm/send/x", text(keys.point), text(keys.secret))
    web_push = WebPush(Vapid(ec.generate_private_key(ec.SECP256R1()), "https://example.com"), PushServices())
    push = Push(PAYLOAD, timedelta(minutes=10), Urgency.HIGH, "0193a1b2c3d47e5f8a9b0c1d2e3f4a5b")
    theirs = WebPushSubscription(endpoint=phone.endpoint, keys=WebPushKeys(auth=phone.auth, p256dh=phone.p256dh))
    endpoint, now = web_push.services.endpoint(phone.endpoint), datetime.now(UTC)

    makers: dict[str, Callable[[], object]] = {
        "floor": lambda: bare(keys),
        "ours": lambda: web_push.encrypted(push, phone, endpoint, now),
        "library": lambda: web_push.library.get(PAYLOAD, theirs),
    }
    best = dict.fromkeys(makers, 0.0)
    for _ in range(ROUNDS):
        for name, make in makers.items():
            best[name] = max(best[name], rate(make))
    ratio = best["ours"] / best["floor"]
    assert keys.read(web_push.encrypted(push, phone, endpoint, now)[0]) == PAYLOAD
    say("\nPush messages made ready (248 bytes; one core)")
    say(f"  bare cryptography   {best['floor']:8.0f} /s")
    say(f"  ours, with headers  {best['ours']:8.0f} /s   {ratio:.2f} of it (goal {GOAL})")
    say(f"  the library alone   {best['library']:8.0f} /s   {best['library'] / best['floor']:.2f} of it")


def rate(make: Callable[[], object]) -> float:
    """How many a second of CPU time."""
    began = process_time()
    for _ in range(BATCH):
        make()
    return BATCH / (process_time() - began)


def bare(keys: Keys) -> bytes:
    """One message, with nothing but the mathematics."""
    private = ec.generate_private_key(ec.SECP256R1())
    sender = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    receiver = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), keys.point)
    shared = private.exchange(ec.ECDH(), receiver)
    salt = os.urandom(16)
    seed = _derived(keys.secret, shared, b"WebPush: info\0" + keys.point + sender, 32)
    key = _derived(salt, seed, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, seed, b"Content-Encoding: nonce\0", 12)
    head = salt + (4096).to_bytes(4) + bytes([65]) + sender
    return head + AESGCM(key).encrypt(nonce, PAYLOAD + b"\2", None)


def _derived(salt: bytes, key: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(key)


if __name__ == "__main__":
    main()
