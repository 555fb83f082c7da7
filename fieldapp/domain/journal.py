"""The journal: what happened to an order, who did it, when by which clock, and why. Rows are only ever added."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model, Serial

if TYPE_CHECKING:
    from fieldapp.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, and when, by three clocks.

    ``at`` is the moment we believe: the device's clock corrected by its measured offset, or simply the server's time.
    ``device_at`` is what the phone's own clock said (None for what was done at the server), ``received_at`` when we
    heard of it. A wrong clock is shown, never punished.
    """

    by_id: UUID | None
    at: datetime
    received_at: datetime
    device_at: datetime | None = None

    @classmethod
    def here(cls, *, by_id: UUID | None, now: datetime) -> "Act":
        """Something done at the server itself: one clock is all there is."""
        return cls(by_id=by_id, at=now, received_at=now)


class Entry(Model):
    """One line of the journal."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    visit_id: Mapped[UUID | None] = mapped_column(ForeignKey("visit.id"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: the machine
    what: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    from_state: Mapped[str] = mapped_column(String(20), default="")
    to_state: Mapped[str] = mapped_column(String(20), default="")
    why: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    # Never read from here; it tells the session to write a new visit before the entry that speaks of it.
    visit: Mapped["Visit | None"] = relationship(lazy="raise")

    __table_args__ = (Index("ix_journal_order_id", "order_id", "id"), Index("ix_journal_branch_id", "branch_id", "id"))
