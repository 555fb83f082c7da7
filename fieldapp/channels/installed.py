"""The channels of this installation, as its settings say."""

from collections.abc import Mapping
from typing import Any

import structlog

from fieldapp.channels import Channel
from fieldapp.channels.others import others
from fieldapp.channels.push_setup import web_push
from fieldapp.channels.to_phones import OpenAppChannel, PushChannel
from fieldapp.channels.vapid import VapidWrong
from fieldapp.domain.way import APP, PUSH

log = structlog.get_logger(__name__)


def channels(config: Mapping[str, Any]) -> dict[str, Channel]:
    """All of them by their names; without a good key no push, and everything else works. Raises ChannelWrong."""
    found: dict[str, Channel] = {APP: OpenAppChannel()}
    try:
        found[PUSH] = PushChannel(web_push(config), config["PUBLIC_URL"])
    except VapidWrong as error:
        log.warning("push.off", why=str(error))
    return found | {other.name: other for other in others(config["CHANNELS"])}
