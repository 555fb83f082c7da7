"""What goes wrong in a command is one line on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from fieldapp.blobs import NotKept
from fieldapp.config import SettingWrong
from fieldapp.db import Busy, Unreachable
from fieldapp.domain.base import RuleBroken


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Ends the process with its first line; what nobody foresaw keeps its traceback."""
    try:
        yield
    except (SettingWrong, RuleBroken, Busy, NotKept, Unreachable, OSError) as trouble:
        sys.exit(f"fieldapp: {str(trouble).splitlines()[0] if str(trouble) else type(trouble).__name__}")
