"""The open app as a way to reach somebody: a page that asks every second or two, and rings when it finds something.

It is the only way to an Android phone without Google's services. The page says once a minute that it is there and may
make a sound; a page that was put away falls silent, and does not count.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model

SAYS_SO = timedelta(minutes=1)
SILENT = timedelta(seconds=150)  # two words missed


class OpenApp(Model):
    """Somebody's open page: one row for each person."""

    __tablename__ = "open_app"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    heard_at: Mapped[datetime]
    tested_at: Mapped[datetime | None]  # something it found rang, and it said so

    def is_there(self, now: datetime) -> bool:
        """Was it heard of a short while ago?"""
        return now - self.heard_at <= SILENT

    def prove(self, *, at: datetime) -> None:
        """It rang."""
        self.heard_at, self.tested_at = max(self.heard_at, at), at
