"""What time it is: asked here and nowhere else."""

import os
from datetime import UTC, datetime
from pathlib import Path

# For tests of the running product alone: a file with the moment that it is (seconds since 1970), at which time stands
# until the file says another. The server, the worker and whoever else asks read it each time. Without it, and while it
# is not there, time is the machine's.
STANDING = os.environ.get("FIELDAPP_TEST_CLOCK", "")


def now() -> datetime:
    return standing() or datetime.now(UTC) if STANDING else datetime.now(UTC)


def standing() -> datetime | None:
    """At what moment the clock of a test stands."""
    try:
        return datetime.fromtimestamp(float(Path(STANDING).read_text()), UTC)
    except (OSError, ValueError):
        return None  # not there yet
