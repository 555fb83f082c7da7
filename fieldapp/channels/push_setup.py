"""Web push as the settings have it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from fieldapp.channels.push_services import PushServices
from fieldapp.channels.vapid import Vapid
from fieldapp.channels.web_push import WebPush


def vapid(config: Mapping[str, Any]) -> Vapid:
    """The key and the subject. Raises VapidWrong, which says what is missing."""
    public = config["PUBLIC_URL"] if urlsplit(config["PUBLIC_URL"]).scheme == "https" else ""
    return Vapid.read(config["VAPID_KEY"], config["VAPID_SUBJECT"] or public)


def web_push(config: Mapping[str, Any]) -> WebPush:
    """What sends to phones. Raises VapidWrong."""
    return WebPush(vapid(config), PushServices(config["PUSH_HOSTS"]))
