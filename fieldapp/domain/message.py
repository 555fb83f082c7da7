"""Words to a person that travel by themselves, and each way that each of them took.

A message is written in the transaction of the change that causes it::

    order.messages.add(
        Message.to(person_id, MessageKind.CANCELLED, order=order, branch_id=order.branch_id, key=..., at=act.at)
    )

It brings its timer along (topic ``TELL``), so nothing else has to be done: when the timer is due, the worker writes one
delivery for each way of the first rank, and each delivery's timer sends it. Who causes something that makes the message
needless calls it off: ``session.execute(call_off([Message.timer_key(key)], at=...))``.

Ordinary messages after an assignment wait out the ten seconds in which it can be taken back (``due_at``); emergencies
(``urgent=True``) never wait, neither for that nor behind anything ordinary.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.timer import DELIVER, Timer

if TYPE_CHECKING:
    from fieldapp.domain.order import Order
    from fieldapp.domain.way import Way

TELL = "tell"
ORDINARY_TTL = timedelta(hours=4)  # a push service keeps it so long for a phone that is switched off
URGENT_TTL = timedelta(minutes=2)  # later it would only confuse
NO_WAY = "no_way"  # the failure of a delivery to somebody who cannot be reached by any channel


class MessageKind(StrEnum):
    """What it tells. The words are made in ``web/message_words.py``, in the language of the person."""

    ASSIGNED = "assigned"  # to the technician: this is yours now
    REASSIGNED = "reassigned"  # to the one who had it: somebody else goes
    CANCELLED = "cancelled"  # to the one who had it: nobody goes
    ANSWERED = "answered"  # to who asked: the supervisor's word
    REWORK = "rework"  # to the supervisor: the owner was not content
    DISPATCH = "dispatch"  # an emergency: 我去 or 去不了
    TAKEN = "taken"  # to the others who were called: somebody goes
    ALARM = "alarm"  # to a supervisor or the desk: an emergency needs you
    CALL_BACKS = "call_backs"  # to the front desk: owners wait to be called back
    CATALOGUE = "catalogue"  # to whoever is next with a version: a supervisor, the general manager, head office
    AGREEMENT = "agreement"  # to whoever is next with a request for long-term service, or who wrote it
    DEVELOPER = "developer"  # to the developer's number: a defect is theirs, and where its page is
    CHASE = "chase"  # to the front desk, then the supervisor: the developer has not said anything in time
    CORRECTION = "correction"  # to the owner's number: another version of what was signed, and where its page is
    TO_BE_SIGNED = "to_be_signed"  # to whoever was there: the owner can sign that version on their phone, too
    CORRECTED = "corrected"  # to whoever opened it: what the owner said
    CHAIN = "chain"  # to head office, each month: how far a branch's chain of evidence has come
    CHAIN_BROKEN = "chain_broken"  # to administrators and head office: it does not hold, and where it broke first
    DRILL = "drill"  # a trial: must come back


class Urgency(StrEnum):
    """How soon a push service hands it on (RFC 8030): a phone that sleeps is only woken by ``high``."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Message(Model):
    """One thing told to one person."""

    __tablename__ = "message"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_order.id"))
    kind: Mapped[MessageKind]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # ids, doors, titles; no names, no numbers
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.NORMAL)
    ttl_seconds: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)  # of what it tells (the order's version): a phone shows the newest
    topic: Mapped[str] = mapped_column(String(32))  # a newer one of the same topic takes its place (RFC 8030 Topic)
    key: Mapped[str] = mapped_column(String(120), unique=True)  # one thing told once, however often it is sent
    ranks: Mapped[int] = mapped_column(default=1)  # how many ranks of ways go out at once: more is louder
    way_id: Mapped[UUID | None]  # only by this way: a drill tries one phone
    written_at: Mapped[datetime]
    timer_id: Mapped[UUID | None] = mapped_column(ForeignKey("timer.id", ondelete="SET NULL"))

    timer: Mapped[Timer | None] = relationship(lazy="raise", passive_deletes=True)
    deliveries: Mapped[list["Delivery"]] = relationship(back_populates="message", lazy="raise")

    __table_args__ = (
        Index("ix_message_person_id", "person_id", "written_at"),
        Index("ix_message_order_id", "order_id"),
        Index("ix_message_timer_id", "timer_id"),
        Index("ix_message_written_at", "branch_id", "written_at"),
    )

    @classmethod
    def to(
        cls,
        person_id: UUID,
        kind: MessageKind,
        *,
        branch_id: UUID,
        key: str,
        at: datetime,
        order: "Order | None" = None,
        urgent: bool = False,
        wait: timedelta = timedelta(),
        ttl: timedelta | None = None,
        ranks: int = 1,
        way_id: UUID | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Self:
        """A new one with its timer. ``at``: now; ``wait``: how long it stays here first, in case it is taken back."""
        due_at, lasts = at + wait, ttl or (URGENT_TTL if urgent else ORDINARY_TTL)
        id = new_id()
        timer = Timer.at(due_at, TELL, cls.timer_key(key), branch_id=branch_id, urgent=urgent, message=str(id))
        return cls(
            id=id,
            branch_id=branch_id,
            person_id=person_id,
            order_id=order.id if order else None,
            kind=kind,
            facts=dict(facts or {}),
            urgency=Urgency.HIGH if urgent else Urgency.NORMAL,
            ttl_seconds=int(lasts.total_seconds()),
            revision=order.version if order else 1,
            topic=(order.id if order else id).hex,
            key=key,
            ranks=ranks,
            way_id=way_id,
            written_at=at,
            timer=timer,
        )

    @staticmethod
    def timer_key(key: str) -> str:
        """The key of the timer of the message with this key, to call it off."""
        return f"{TELL}:{key}"

    @property
    def is_urgent(self) -> bool:
        """Does it go out before everything ordinary, and by the next channel at once when one fails?"""
        return self.urgency is Urgency.HIGH


class Delivery(Model):
    """One message on one way: what became of it, moment by moment.

    What the phone itself says (received, opened, answered) has three clocks: the moment we believe, the phone's own
    (``_device_at``), and when we heard of it (``_told_at``).
    """

    __tablename__ = "delivery"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str] = mapped_column(String(20))  # "" with failure NO_WAY: there was none
    way_id: Mapped[UUID | None]  # the device's subscription, or the address
    rank: Mapped[int]
    receipt_token: Mapped[str] = mapped_column(String(43), unique=True)  # the phone's word is good once for each moment
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]  # the last time it left us
    accepted_at: Mapped[datetime | None]  # the push service (or the channel) took it
    reference: Mapped[str] = mapped_column(Text, default="")  # what the service calls it
    received_at: Mapped[datetime | None]
    received_device_at: Mapped[datetime | None]
    received_told_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    opened_device_at: Mapped[datetime | None]
    opened_told_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_device_at: Mapped[datetime | None]
    answered_told_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(20), default="")  # the verb: take, cannot
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(40), default="")  # a code: gone, refused, expired, no_way, retry
    failure_words: Mapped[str] = mapped_column(Text, default="")  # what the other side said
    timer_id: Mapped[UUID | None] = mapped_column(ForeignKey("timer.id", ondelete="SET NULL"))

    message: Mapped[Message] = relationship(back_populates="deliveries", lazy="raise")
    timer: Mapped[Timer | None] = relationship(lazy="raise", passive_deletes=True)

    __table_args__ = (
        Index("ix_delivery_message_id", "message_id"),
        Index("ix_delivery_person_id", "person_id", "queued_at"),
        Index("ix_delivery_timer_id", "timer_id"),
    )

    @classmethod
    def by(cls, message: Message, way: "Way", *, at: datetime) -> Self:
        """A new one that goes out at once, with its timer."""
        id = new_id()
        return cls(
            id=id,
            message=message,
            person_id=message.person_id,
            channel=way.channel,
            way_id=way.id,
            rank=way.rank,
            receipt_token=token_urlsafe(24),
            queued_at=at,
            timer=Timer.at(
                at,
                DELIVER,
                f"{DELIVER}:{message.id}:{way.channel}:{way.id}",
                branch_id=message.branch_id,
                urgent=message.is_urgent,
                delivery=str(id),
            ),
        )

    @classmethod
    def nowhere(cls, message: Message, *, at: datetime) -> Self:
        """The record that there was no way to go: nobody was called."""
        return cls(
            id=new_id(),
            message=message,
            person_id=message.person_id,
            channel="",
            rank=0,
            receipt_token=token_urlsafe(24),
            queued_at=at,
            failed_at=at,
            failure=NO_WAY,
        )

    def accept(self, *, sent_at: datetime, at: datetime, reference: str = "") -> None:
        """The service took it."""
        self.sent_at, self.accepted_at, self.reference = sent_at, at, reference
        self.failed_at, self.failure, self.failure_words = None, "", ""

    def fail(self, failure: str, words: str, *, sent_at: datetime | None, at: datetime, for_good: bool = True) -> None:
        """It was not taken. ``for_good``: nobody tries again by itself."""
        self.sent_at = sent_at or self.sent_at
        self.failure, self.failure_words = failure, words
        self.failed_at = at if for_good else None

    def receive(self, *, at: datetime, device_at: datetime | None, told_at: datetime) -> None:
        """The phone has it. Said again it changes nothing."""
        if self.received_at is None:
            self.received_at, self.received_device_at, self.received_told_at = at, device_at, told_at

    def open(self, *, at: datetime, device_at: datetime | None, told_at: datetime) -> None:
        """Somebody tapped on it. Said again it changes nothing."""
        if self.opened_at is None:
            self.opened_at, self.opened_device_at, self.opened_told_at = at, device_at, told_at

    def take_answer(self, answer: str, *, at: datetime, device_at: datetime | None, told_at: datetime) -> None:
        """The person answered it: the first answer stays."""
        if self.answered_at is None:
            self.answer, self.answered_at = answer, at
            self.answered_device_at, self.answered_told_at = device_at, told_at
