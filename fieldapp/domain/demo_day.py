"""Which day a demonstration plays: one row in a demo database, none in any other."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model


class DemoDay(Model):
    """The day around which the demo's orders were told."""

    __tablename__ = "demo_day"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date]
