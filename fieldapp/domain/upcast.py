"""Commands of older versions, made into today's: a phone may have kept one for months.

To change what a verb carries, raise NEWEST and say here how a command of the version before becomes one of the new.
Nothing is ever taken out: the samples in ``tests/sync/corpus`` are replayed for ever.
"""

from collections.abc import Callable, Mapping
from typing import Any

Raw = dict[str, Any]  # a command as it was written down by a phone

NEWEST = 1
UPCASTERS: Mapping[int, Callable[[Raw], Raw]] = {}  # by the version that they start from


class TooNew(Exception):
    """The command is of a version that this server does not know yet: the phone keeps it until we do."""


def version_of(raw: Raw, *, newest: int = NEWEST) -> int:
    """The version that it was written down in; 0 for what is of no version at all. Raises TooNew."""
    version = raw.get("v")
    if type(version) is not int or version < 1:
        return 0
    if version > newest:
        raise TooNew
    return version


def upcast(raw: Raw, *, newest: int = NEWEST, steps: Mapping[int, Callable[[Raw], Raw]] = UPCASTERS) -> Raw:
    """The same press as a command of the newest version; what is of no version at all stays as it is.

    Raises TooNew, and ValueError for what lacks something that its version had.
    """
    version = version_of(raw, newest=newest)
    for step in range(version, newest) if version else ():
        try:
            raw = steps[step](raw) | {"v": step + 1}
        except (LookupError, TypeError, AttributeError) as missing:
            raise ValueError(f"not of version {step}") from missing
    return raw
