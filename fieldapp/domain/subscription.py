"""A browser that lets us wake it: where its push service is, for which keys we encrypt, and whether it ever worked."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, Text, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.people import Person

MOST = 6  # live ones of a person; the oldest makes room
LONGEST_ENDPOINT = 1000


class Subscription(Model):
    """One browser of one person. An endpoint is one browser; who signs in on it next takes it over."""

    __tablename__ = "subscription"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    device: Mapped[UUID | None]  # the phone as the outbox calls it, when it says so
    endpoint: Mapped[str] = mapped_column(String(LONGEST_ENDPOINT), unique=True)
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime]
    renewed_at: Mapped[datetime]  # the browser told of it again; it does so at every start
    tested_at: Mapped[datetime | None]  # a message came back from the phone itself: nothing less proves anything
    failed_at: Mapped[datetime | None]  # the last message that it did not take, if none has come back since
    failure: Mapped[str] = mapped_column(Text, default="")
    gone_at: Mapped[datetime | None]  # ended: by the phone, by its push service, or by a newer one

    __table_args__ = (Index("ix_subscription_person_id", "person_id", "gone_at"),)

    @property
    def is_live(self) -> bool:
        """May it be sent to?"""
        return self.gone_at is None

    def renew(self, person_id: UUID, *, p256dh: str, auth: str, device: UUID | None, at: datetime) -> None:
        """The browser tells of it. What was proven holds only for the same person and the same keys."""
        if (self.person_id, self.p256dh, self.auth) != (person_id, p256dh, auth) or not self.is_live:
            self.tested_at = None
        self.person_id, self.p256dh, self.auth = person_id, p256dh, auth
        self.device, self.renewed_at = device or self.device, at
        self.failed_at, self.failure, self.gone_at = None, "", None

    def prove(self, *, at: datetime) -> None:
        """The phone itself says that a message arrived."""
        self.tested_at = max(self.tested_at or at, at)
        self.failed_at, self.failure = None, ""

    def fail(self, why: str, *, at: datetime) -> None:
        """A message did not get through."""
        self.failed_at, self.failure = at, why

    def forget(self, why: str, *, at: datetime) -> None:
        """It will never work again, or is not wanted any more. The first reason stays."""
        if self.is_live:
            self.gone_at, self.failed_at, self.failure = at, at, why


def can_be_woken() -> ColumnElement[bool]:
    """For questions about people: is there a device that a message wakes?"""
    return exists().where(Subscription.person_id == Person.id, Subscription.gone_at.is_(None))


def subscription_at(endpoint: str) -> Select[Subscription]:
    """The browser behind this endpoint, whoever uses it."""
    return select(Subscription).where(Subscription.endpoint == endpoint)


def subscriptions_of(person_id: UUID) -> Select[Subscription]:
    """The live ones of a person, the one told of last first."""
    return (
        select(Subscription)
        .where(Subscription.person_id == person_id, Subscription.gone_at.is_(None))
        .order_by(Subscription.renewed_at.desc(), Subscription.id)
    )


def make_room(live: Iterable[Subscription], *, at: datetime) -> None:
    """Nobody has more browsers than this; what is beyond was left behind long ago."""
    for left_behind in list(live)[MOST:]:
        left_behind.forget("replaced", at=at)
