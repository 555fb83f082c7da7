"""The written notice of a pause, a change or a stop (4.2.5): as the owner got it, when, and by what way."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Language


class NoticeKind(StrEnum):
    """What it tells."""

    PAUSE = "pause"
    CHANGE = "change"
    STOP = "stop"


class Delivery(StrEnum):
    """How it reached the owner."""

    BY_HAND = "by_hand"
    LETTER = "letter"
    CHAT = "chat"  # WeCom or the like
    TEXT = "text"
    MAIL = "mail"


class Notice(Model):
    """One of them. Its words never change; that it was delivered is added."""

    __tablename__ = "agreement_notice"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    kind: Mapped[NoticeKind]
    from_day: Mapped[date]
    until_day: Mapped[date | None]  # of a pause: the last day without visits; None: until it goes on
    reason: Mapped[str] = mapped_column(Text)
    language: Mapped[Language]
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    delivered_by: Mapped[Delivery | None]
    delivered_at: Mapped[datetime | None]
    delivered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    remark: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (Index("ix_agreement_notice_agreement_id", "agreement_id", "id"),)

    def covers(self, day: date) -> bool:
        """Is the day within this pause?"""
        return (
            self.kind is NoticeKind.PAUSE and self.from_day <= day and (self.until_day is None or day <= self.until_day)
        )

    def deliver(self, act: Act, *, by: Delivery, at: datetime, remark: str = "") -> None:
        """Somebody has brought it to the owner, in this way, at that moment. The first word stands.

        Raises RuleBroken ``agreement.delivered_before`` or ``agreement.delivered_too_early``.
        """
        if self.delivered_at is not None:
            raise RuleBroken("agreement.delivered_before")
        if not self.made_at <= at <= act.at:
            raise RuleBroken("agreement.delivered_too_early")
        self.delivered_by, self.delivered_at, self.delivered_by_id = by, at, act.by_id
        self.remark = remark.strip()
