"""What becomes of an order or an agreement when its owner asks for erasure, in words, each with its reason."""

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from fieldapp.domain.owner_erasure import Fate


class FateWords(NamedTuple):
    """Its name, what it means, and how it looks."""

    name: LazyString
    meaning: LazyString
    tone: str


FATES: dict[Fate, FateWords] = {
    Fate.GOES: FateWords(
        _l("goes"),
        _l("Nothing was signed: words, photos, notes and call-backs go."),
        "green",
    ),
    Fate.REDUCED: FateWords(
        _l("is reduced"),
        _l(
            "Photos, notes and call-backs go. What was agreed and signed stays as evidence until its own period is"
            " over, because either side can bring a claim until then; then it goes by itself."
        ),
        "accent",
    ),
    Fate.KEPT: FateWords(
        _l("stays as evidence"),
        _l("It was reduced at an earlier request. What was signed goes by itself when its period is over."),
        "",
    ),
    Fate.OPEN: FateWords(_l("stays: not over"), _l("It is not over yet: room, name and number are needed for it."), ""),
    Fate.OWING: FateWords(_l("stays: money open"), _l("Something is still to be paid or given back."), "amber"),
    Fate.HELD: FateWords(_l("stays: held"), _l("A legal hold stands: nothing of it goes until it is lifted."), "amber"),
    Fate.GONE: FateWords(_l("gone before"), _l("Its words were purged when its period was over."), ""),
}
