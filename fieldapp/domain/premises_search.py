"""How a room and its owner are found by what the front desk types."""

import re

from fieldapp.domain.pinyin import plain, search_key

HOUSE = re.compile(r"(号楼|栋|幢|座|#)$")
ROOM_KEY = 60  # characters that the columns hold
OWNER_KEY = 120


def room_key(building: str, door: str) -> str:
    """``3-503`` for building 3栋, door 503."""
    return f"{HOUSE.sub('', plain(building))}-{plain(door)}"[:ROOM_KEY]


def owner_key(surname: str, given_name: str, phone: str) -> str:
    """The name, its pinyin and initials, and the figures of the phone number."""
    figures = "".join(sign for sign in phone if sign.isdigit())
    name = f"{surname} {given_name}" if surname.isascii() else surname + given_name
    return f"{figures} {search_key(name)}"[:OWNER_KEY].rstrip()
