"""How a door, and whoever lives behind it, are called in the language of a page or of the owner."""

import re
from functools import lru_cache

from flask import Flask
from flask_babel import gettext as _

from fieldapp.domain.people import Language
from fieldapp.domain.premises import FormOfAddress
from fieldapp.domain.surname import romanised
from fieldapp.web.labels import label
from fieldapp.web.language import language, speaking

BUILDING = re.compile(r"(.+?)(?:栋|幢|座|号楼|号)")


def called(surname: str, address: FormOfAddress) -> str:
    """王女士, Ms Wang: the owner, in the language of the page."""
    return owner_called(surname, address, language())


@lru_cache(maxsize=4096)
def owner_called(surname: str, address: FormOfAddress, wanted: Language) -> str:
    """王女士, Ms Wang: the owner, in that language."""
    with speaking(wanted):
        name = romanised(surname) if wanted is Language.ENGLISH else surname
        return str(_("%(title)s %(surname)s", title=label(address), surname=name))


def building(words: str) -> str:
    """3栋, Bldg 3: the upper line of a plate."""
    number = BUILDING.fullmatch(words)
    return f"Bldg {number[1]}" if number and language() is Language.ENGLISH else words


def door(building: str, number: str) -> str:
    """3栋503, 3-503: one flat in one word."""
    if language() is Language.CHINESE:
        return f"{building}{number}"
    short = BUILDING.fullmatch(building)
    return f"{short[1] if short else building}-{number}" if building else number


def init_app(app: Flask) -> None:
    for words in (called, building, door):
        app.add_template_global(words)
