"""What time it is: asked here and nowhere else."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
