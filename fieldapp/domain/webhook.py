"""Where another system wants to be told of orders, and what became of each telling."""

from base64 import b64encode
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_bytes
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, exists, or_, select
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column, relationship

from fieldapp.domain.admin_journal import note
from fieldapp.domain.announcement import Announcement, News
from fieldapp.domain.base import Model, RuleBroken, SetOf, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Branch
from fieldapp.domain.system import System
from fieldapp.domain.system_order import SystemOrder
from fieldapp.domain.timer import HOOK, Due, Timer

SECRET = "whsec_"
MOST_ATTEMPTS = 36  # with the pauses below about a day
LONGEST_PAUSE = timedelta(hours=1)
SHOWN = 20


class Reach(StrEnum):
    """Of which orders it is told."""

    OWN = "own"  # those it wrote
    ALL = "all"  # every order that the branch receives from now on


class Webhook(Model):
    """One address of one system. Another address is another one: what is said of a delivery stays true."""

    __tablename__ = "webhook"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    system_id: Mapped[UUID] = mapped_column(ForeignKey("system.id"))
    address: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(80))  # as it is: whoever signs has to know it
    reach: Mapped[Reach]
    news: Mapped[frozenset[News]] = mapped_column(SetOf(News))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_receiver: Mapped[bool] = mapped_column(default=False)  # it answered that it is gone

    system: Mapped[System] = relationship(lazy="raise")

    __table_args__ = (Index("ix_webhook_system_id", "system_id", "ended_at"),)


class HookDelivery(Model):
    """One event on its way to one receiver."""

    __tablename__ = "hook_delivery"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhook.id"))
    announcement_id: Mapped[UUID] = mapped_column(ForeignKey("announcement.id"))
    queued_at: Mapped[datetime]
    tried: Mapped[int] = mapped_column(default=0)
    accepted_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # nobody tries again by itself
    words: Mapped[str] = mapped_column(Text, default="")  # why the last attempt did not succeed
    timer_id: Mapped[UUID | None] = mapped_column(ForeignKey("timer.id", ondelete="SET NULL"))

    webhook: Mapped[Webhook] = relationship(lazy="raise")
    announcement: Mapped[Announcement] = relationship(lazy="raise")
    timer: Mapped[Timer | None] = relationship(lazy="raise", passive_deletes=True)

    __table_args__ = (
        UniqueConstraint("webhook_id", "announcement_id", name="uq_hook_delivery_webhook_id"),
        Index("ix_hook_delivery_queued_at", "webhook_id", "queued_at"),
        Index("ix_hook_delivery_announcement_id", "announcement_id"),
        Index("ix_hook_delivery_timer_id", "timer_id"),
    )

    @classmethod
    def of(cls, webhook_id: UUID, announcement_id: UUID, *, at: datetime) -> Self:
        """A new one that goes out at once, with its timer."""
        id = new_id()
        timer = Timer.at(at, HOOK, f"{HOOK}:{webhook_id}:{announcement_id}", branch_id=None, hook_delivery=str(id))
        timer.most_attempts = MOST_ATTEMPTS
        return cls(id=id, webhook_id=webhook_id, announcement_id=announcement_id, queued_at=at, timer=timer)

    def accept(self, *, at: datetime) -> None:
        """The receiver has it."""
        self.tried += 1
        self.accepted_at, self.failed_at, self.words = at, None, ""

    def fail(self, words: str, *, at: datetime, for_good: bool) -> None:
        """It was not taken. ``for_good``: nobody tries again by itself."""
        self.tried += 1
        self.words, self.failed_at = words, at if for_good else None

    def send_again(self, *, at: datetime) -> None:
        """Somebody wants a dead one to be tried once more. What is not dead stays as it is."""
        if self.failed_at is not None and self.timer is not None:
            self.timer.send_again(at=at)
            self.failed_at = None


def set_webhook(
    session: Session, system: System, *, address: str, reach: Reach, news: frozenset[News], act: Act
) -> Webhook:
    """Tell it there from now on, with a new secret; an address before this one ends.

    Raises RuleBroken ``system.revoked`` or ``webhook.no_news``.
    """
    if system.revoked_at is not None:
        raise RuleBroken("system.revoked", name=system.name)
    if not news:
        raise RuleBroken("webhook.no_news", field="news")
    end_webhook(session, system, act, silently=True)
    secret = SECRET + b64encode(token_bytes(32)).decode()
    webhook = Webhook(
        id=new_id(), system_id=system.id, address=address, secret=secret, reach=reach, news=news, made_at=act.at
    )
    session.add(webhook)
    if reach is Reach.ALL:
        session.get_one(Branch, system.branch_id).announces = True
    host = address.split("/")[2]
    note(session, system.branch_id, act, "webhook_set", about=system.name, host=host, reach=reach.value)
    return webhook


def end_webhook(session: Session, system: System, act: Act, *, silently: bool = False) -> None:
    """Tell it nothing any more."""
    webhook = session.scalars(webhook_of(system.id)).one_or_none()
    if webhook is None:
        return
    webhook.ended_at = act.at
    session.flush()
    session.get_one(Branch, system.branch_id).announces = bool(session.scalar(_hears_all(system.branch_id)))
    if not silently:
        note(session, system.branch_id, act, "webhook_ended", about=system.name)


def shut_out(session: Session, system: System, act: Act) -> None:
    """Its token opens nothing from now on, and it is told nothing more. Twice is once."""
    end_webhook(session, system, act, silently=True)
    system.revoke(session, act)


def webhook_of(system_id: UUID) -> Select[Webhook]:
    """The address that stands."""
    return select(Webhook).where(Webhook.system_id == system_id, Webhook.ended_at.is_(None))


def announce(session: Session, due: Due, now: datetime) -> None:
    """The deed: one delivery for each receiver that wants to hear of this event."""
    event = session.get_one(Announcement, UUID(due.facts["announcement"]))
    for webhook in session.scalars(_listening(event)):
        if event.news in webhook.news:
            session.add(HookDelivery.of(webhook.id, event.id, at=now))


def hook_delivery_in_hand(delivery_id: UUID) -> Select[HookDelivery]:
    """A delivery with all that it takes to send it."""
    return (
        select(HookDelivery)
        .where(HookDelivery.id == delivery_id)
        .options(
            joinedload(HookDelivery.webhook).joinedload(Webhook.system),
            joinedload(HookDelivery.announcement),
            joinedload(HookDelivery.timer),
        )
    )


def what_it_is_about(announcement: Announcement, system_id: UUID) -> Select[*tuple[Any, ...]]:
    """The order's number, and what that system calls it, if it wrote it."""
    return (
        select(Order.year, Order.serial, SystemOrder.reference)
        .outerjoin(SystemOrder, (SystemOrder.order_id == Order.id) & (SystemOrder.system_id == system_id))
        .where(Order.id == announcement.order_id)
    )


def delivery_of(system_id: UUID, delivery_id: UUID) -> Select[HookDelivery]:
    """One delivery of this system, to be sent again."""
    return (
        select(HookDelivery)
        .join(Webhook, Webhook.id == HookDelivery.webhook_id)
        .where(Webhook.system_id == system_id, HookDelivery.id == delivery_id)
        .options(joinedload(HookDelivery.timer))
    )


def deliveries_of(system_id: UUID, *, dead: bool = False) -> Select[HookDelivery]:
    """The newest deliveries of a system, or those to its address that nobody tries any more."""
    only = [HookDelivery.failed_at.is_not(None), Webhook.ended_at.is_(None)] if dead else []
    return (
        select(HookDelivery)
        .join(Webhook, Webhook.id == HookDelivery.webhook_id)
        .where(Webhook.system_id == system_id, *only)
        .order_by(HookDelivery.queued_at.desc(), HookDelivery.id.desc())
        .limit(SHOWN)
        .options(
            contains_eager(HookDelivery.webhook),
            joinedload(HookDelivery.announcement).joinedload(Announcement.order),
        )
    )


def pause(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, an hour at most, spread by chance (0 to 1)."""
    whole = min(timedelta(seconds=4 * 2 ** min(attempts, 12)), LONGEST_PAUSE)
    return whole / 2 + whole / 2 * chance


def _listening(event: Announcement) -> Select[Webhook]:
    wrote_it = exists().where(SystemOrder.order_id == event.order_id, SystemOrder.system_id == Webhook.system_id)
    return (
        select(Webhook)
        .join(System, System.id == Webhook.system_id)
        .where(
            System.branch_id == event.branch_id,
            System.revoked_at.is_(None),
            Webhook.ended_at.is_(None),
            or_(Webhook.reach == Reach.ALL, wrote_it),
        )
    )


def _hears_all(branch_id: UUID) -> Select[UUID]:
    return (
        select(Webhook.id)
        .join(System, System.id == Webhook.system_id)
        .where(
            System.branch_id == branch_id,
            System.revoked_at.is_(None),
            Webhook.ended_at.is_(None),
            Webhook.reach == Reach.ALL,
        )
        .limit(1)
    )
