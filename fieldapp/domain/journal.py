"""The journal: what happened to an order, who did it, when by which clock, and why. Rows are only ever added."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import UNSEALED, Model, Serial

if TYPE_CHECKING:
    from fieldapp.domain.visit import Visit


class Weight(StrEnum):
    """How much a press decides, and how much is asked before it does."""

    ASKED = "asked"  # pressed on a page that was fresh: every rule is asked
    DONE = "done"  # told by a phone that had no signal: what the owner saw counts as it was seen
    BESIDE = "beside"  # told of a visit that does not hold the order any more: kept with the visit, the order stays
    DECIDED = "decided"  # the office says that it counts: the course of the order is not asked


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, and when, by three clocks.

    ``at`` is the moment we believe: the device's clock corrected by its measured offset, or simply the server's time.
    ``device_at`` is what the phone's own clock said (None for what was done at the server), ``received_at`` when we
    heard of it. A wrong clock is shown, never punished. ``flags`` are words that go into each entry it writes.
    """

    by_id: UUID | None
    at: datetime
    received_at: datetime
    device_at: datetime | None = None
    weight: Weight = Weight.ASKED
    flags: frozenset[str] = frozenset()

    @classmethod
    def here(cls, *, by_id: UUID | None, now: datetime) -> "Act":
        """Something done at the server itself: one clock is all there is."""
        return cls(by_id=by_id, at=now, received_at=now)

    @property
    def beside(self) -> bool:
        """Is it only kept with its visit, while the order stands elsewhere?"""
        return self.weight is Weight.BESIDE

    @property
    def asks(self) -> bool:
        """Is the course of the order asked whether this may be now?"""
        return self.weight in (Weight.ASKED, Weight.DONE)

    @property
    def marks(self) -> dict[str, bool]:
        """What its entries say of it."""
        said = {self.weight.value} if self.weight in (Weight.BESIDE, Weight.DECIDED) else set()
        return dict.fromkeys(sorted(self.flags | said), True)


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
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    # Never read from here; it tells the session to write a new visit before the entry that speaks of it.
    visit: Mapped["Visit | None"] = relationship(lazy="raise")

    __table_args__ = (
        Index("ix_journal_order_id", "order_id", "id"),
        Index("ix_journal_branch_id", "branch_id", "id"),
        Index("ix_journal_received_at", "branch_id", "received_at", "id"),
        Index("ix_journal_unsealed", "id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )


def entry_of(
    branch_id: UUID,
    act: Act,
    what: str,
    states: tuple[str, str],
    *,
    why: str = "",
    visit_id: UUID | None = None,
    **facts: Any,
) -> Entry:
    """A line that is ready to be added to the journal of an order, which went from the one state to the other."""
    before, after = states
    return Entry(
        branch_id=branch_id,
        visit_id=visit_id,
        by_id=act.by_id,
        what=what,
        at=act.at,
        device_at=act.device_at,
        received_at=act.received_at,
        from_state=str(before),
        to_state=str(after),
        why=why,
        facts=facts | act.marks,
    )
