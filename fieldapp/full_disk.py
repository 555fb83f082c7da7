"""Whether something failed because a disk is full, whoever of those between us and the disk tells of it."""

import errno
from collections.abc import Iterator
from sqlite3 import SQLITE_FULL

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
DISK_FULL = "53100"  # what PostgreSQL calls it


def is_full(trouble: BaseException) -> bool:
    """Does it, or what caused it, say that there is no room?"""
    return any(_says_so(one) for one in _causes(trouble))


def _says_so(trouble: BaseException) -> bool:
    return (
        getattr(trouble, "errno", None) in NO_ROOM
        or getattr(trouble, "sqlite_errorcode", None) == SQLITE_FULL
        or getattr(trouble, "sqlstate", None) == DISK_FULL
    )


def _causes(trouble: BaseException | None) -> Iterator[BaseException]:
    while trouble is not None:
        yield trouble
        # SQLAlchemy keeps what it wraps under a name of its own.
        trouble = getattr(trouble, "orig", None) or trouble.__cause__ or trouble.__context__
