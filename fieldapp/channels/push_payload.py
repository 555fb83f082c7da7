"""What a push carries: little about people, enough to act on, in the declared form that WebKit shows by itself.

A browser that knows the declared form (``web_push: 8030``) shows it even if our service worker fails; every other one
hands it to the service worker, which reads the same object. What the card says is fetched when it is opened.
"""

import json
from typing import Any

from fieldapp.channels import Parcel
from fieldapp.channels.web_push import MOST_BYTES

DECLARED = 8030  # the number of the RFC, which marks the form


def payload(parcel: Parcel, public_url: str) -> bytes:
    """JSON in UTF-8. Words that are too long for a push are cut; the rest is on the card."""
    words = parcel.words
    whole = _written(parcel, public_url, words.title, words.body)
    if len(whole) <= MOST_BYTES:
        return whole
    return _written(parcel, public_url, words.title[:60], words.body[:240])


def _written(parcel: Parcel, public_url: str, title: str, body: str) -> bytes:
    urgent = parcel.urgency == "high"
    told: dict[str, Any] = {
        "web_push": DECLARED,
        "mutable": True,
        "notification": {
            "title": title,
            "body": body,
            "tag": parcel.topic,
            "navigate": public_url.rstrip("/") + parcel.words.path,
            "requireInteraction": urgent,
            "data": {
                "key": parcel.key,
                "kind": parcel.kind,
                "topic": parcel.topic,
                "revision": parcel.revision,
                "path": parcel.words.path,
                "token": parcel.receipt_token,
                "urgent": urgent,
            },
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
