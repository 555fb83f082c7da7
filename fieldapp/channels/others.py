"""Every other channel, through one library (Apprise): WeCom, DingTalk, Feishu, SMS gateways, mail, a hook of one's own.

Which there are stands in the setting CHANNELS: names and addresses of the library, in the order they are tried in.
An address with {phone} in it reaches one person by number; one without reaches a group, so the name is said there.
"""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.channels import Accepted, Outcome, Parcel, Refused, RetryAfter
from fieldapp.channels.public_addresses import is_public
from fieldapp.domain.developer import Developer
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Owner
from fieldapp.domain.way import APP, PUSH

NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
PHONE = "{phone}"
NUMBER = re.compile(r"\+?[0-9]{3,20}")
# What would light up or be written down on the server itself, where nobody looks.
ON_THIS_MACHINE = {"dbus", "qt", "kde", "glib", "gnome", "macosx", "windows", "syslog", "blink1"}


class Library:
    """Apprise. It takes a second to be loaded, so only whoever has a channel of this kind loads it."""

    def __init__(self) -> None:
        self.apprise = import_module("apprise")
        # Nothing is kept on disk, no redirect is followed to where nobody looked.
        self.asset = self.apprise.AppriseAsset(app_id="fieldapp", app_desc="", http_redirects=0, async_mode=False)

    def plugin(self, url: str) -> Any:
        """What sends to this address; None when there is no such thing."""
        return self.apprise.Apprise.instantiate(url, asset=self.asset, suppress_exceptions=True)


_library = cache(Library)


class ChannelWrong(Exception):
    """A channel of the setting cannot be used; the message says which and why, and never its secrets."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom it is for."""

    name: str
    phone: str


class OtherChannel:
    """One of them. Its ways are people."""

    def __init__(self, name: str, url: str) -> None:
        self.name, self.url = name, url
        self.needs_phone = PHONE in url

    def address(self, session: Session, way_id: UUID) -> Recipient | None:
        """The person, or somebody outside: a developer, an owner; nobody whose number we need and do not have."""
        person = session.get(Person, way_id)
        if person is None:
            return self._outside(session, way_id)
        return None if person.left_at is not None else self._recipient(person.name, person.phone)

    def _outside(self, session: Session, way_id: UUID) -> Recipient | None:
        developer, owner = session.get(Developer, way_id), session.get(Owner, way_id)
        if developer is not None:
            return self._recipient(developer.company, developer.phone)
        return self._recipient(f"{owner.surname}{owner.given_name}", owner.phone) if owner else None

    def _recipient(self, name: str, phone: str) -> Recipient | None:
        number = re.sub(r"[\s()-]", "", phone)
        return None if self.needs_phone and not NUMBER.fullmatch(number) else Recipient(name, number)

    def send(self, address: Recipient, parcel: Parcel) -> Outcome:
        """Send it. The library says no more than yes or no."""
        try:
            plugin = _plugin(self.name, self.url.replace(PHONE, quote(address.phone, safe="")))
            _require_outside(plugin, self.url)
        except ChannelWrong as error:
            return Refused(str(error))
        title = parcel.words.title if self.needs_phone else f"{address.name} {parcel.words.title}"
        letter = _library().apprise.Apprise(asset=_library().asset)
        letter.add(plugin)
        if letter.notify(title=title, body=parcel.words.body or parcel.words.title):
            return Accepted()
        return RetryAfter(f"{self.name} did not take it")

    def forget(self, session: Session, way_id: UUID, *, at: datetime) -> None:
        """A number or a group does not end by itself."""


def others(setting: str) -> list[OtherChannel]:
    """Those of the setting, in its order. Raises ChannelWrong."""
    found = [_channel(each) for each in setting.split()]
    if len({channel.name for channel in found}) < len(found):
        raise ChannelWrong("FIELDAPP_CHANNELS gives two channels the same name.")
    return found


def installed(found: Iterable[OtherChannel]) -> list[tuple[str, bool]]:
    """As the database writes them down: name, and whether the person's number is needed."""
    return [(channel.name, channel.needs_phone) for channel in found]


def _channel(words: str) -> OtherChannel:
    name, equals, url = words.partition("=")
    if not equals or not NAME.fullmatch(name) or name in {PUSH, APP}:
        raise ChannelWrong(f"FIELDAPP_CHANNELS: {name[:20]!r} is no name; it is NAME=URL NAME=URL …")
    _plugin(name, url.replace(PHONE, "13800000000"))
    return OtherChannel(name, url)


def _plugin(name: str, url: str) -> Any:
    kind = url.partition("://")[0].lower()
    plugin = None if kind in ON_THIS_MACHINE else _library().plugin(url)
    if plugin is None:
        raise ChannelWrong(f"FIELDAPP_CHANNELS: the address of {name!r} is none that can be used.")
    return plugin


def _require_outside(plugin: Any, url: str) -> None:
    """A host of the setting's own must be outside, unless it stands there as a number: then it is meant."""
    host = getattr(plugin, "smtp_host", "") or (plugin.host if _has_own_host(plugin) else "")
    if not host or _is_number(host):
        return
    try:
        found = {str(place[0]) for *_, place in socket.getaddrinfo(host, None)}
    except OSError as error:
        raise ChannelWrong(f"{host}: {error}") from None
    if not all(is_public(address) for address in found):
        raise ChannelWrong(f"{host} is not a public address")


def _has_own_host(plugin: Any) -> bool:
    return any("{host}" in template for template in plugin.templates)


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
