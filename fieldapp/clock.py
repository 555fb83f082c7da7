"""What time it is: asked here and nowhere else."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

# For tests of the running product alone: a file with the seconds by which its clock is put forward. The server, the
# worker and whoever else asks read it each time; time goes on from there. Without it nothing is read.
PUT_FORWARD = os.environ.get("FIELDAPP_TEST_CLOCK", "")


def now() -> datetime:
    return datetime.now(UTC) + put_forward() if PUT_FORWARD else datetime.now(UTC)


def put_forward() -> timedelta:
    """By how much the clock of a test is put forward at this moment."""
    try:
        return timedelta(seconds=float(Path(PUT_FORWARD).read_text()))
    except (OSError, ValueError):
        return timedelta()  # being written, or not there yet
