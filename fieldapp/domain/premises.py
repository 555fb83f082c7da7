"""Where the work is done and for whom: branch, site, room, owner."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Select, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.people import Language

# Owners who have moved out and are still named. One literal text, shared by the partial index and by the purge.
GONE = text("left_at IS NOT NULL AND erased_at IS NULL")


class FormOfAddress(StrEnum):
    """How an owner is greeted (clause 4.5.2: ××先生/小姐)."""

    MR = "mr"
    MS = "ms"
    MISS = "miss"
    TEACHER = "teacher"


class Collects(StrEnum):
    """Who may take an owner's money at a site. The cashier always may."""

    TECHNICIAN = "technician"  # at the door, and the front desk
    DESK = "desk"
    NOBODY = "nobody"  # only the cashier


class Branch(Model):
    """A branch of the company (子/分公司): its own catalogue, people and numbers."""

    __tablename__ = "branch"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    company_zh: Mapped[str] = mapped_column(String(60))
    company_en: Mapped[str] = mapped_column(String(60))
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    centre_phone: Mapped[str] = mapped_column(String(30))  # the customer centre, 3.1
    timezone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")
    developer_receipt_days: Mapped[int] = mapped_column(default=1)  # chase_times.py says what each means
    developer_answer_days: Mapped[int] = mapped_column(default=3)
    developer_decision_days: Mapped[int] = mapped_column(default=1)
    developer_again_days: Mapped[int] = mapped_column(default=1)
    lock_minutes: Mapped[int] = mapped_column(default=5)  # a screen that nobody touches is locked; 0: by a press alone
    door_minutes: Mapped[int] = mapped_column(default=5)  # to be waited where nobody answers; 0: not at all
    stirred: Mapped[int] = mapped_column(BigInteger, default=0)  # part of its feed number
    announces: Mapped[bool] = mapped_column(default=False)  # does some other system hear of all its orders?


class Site(Model):
    """A housing estate (项目/小区). The zone of its clock is its own."""

    __tablename__ = "site"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    code: Mapped[str] = mapped_column(String(20))
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    timezone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")
    collects: Mapped[Collects] = mapped_column(default=Collects.DESK)

    __table_args__ = (UniqueConstraint("branch_id", "code", name="uq_site_branch_id"),)


class Room(Model):
    """A flat (房号): what the plate at its door says, and what to know before a pipe bursts."""

    __tablename__ = "room"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    building: Mapped[str] = mapped_column(String(20))  # "3栋"
    door: Mapped[str] = mapped_column(String(20))  # "503"
    floor: Mapped[str] = mapped_column(String(10), default="")  # "5", "B1"
    search: Mapped[str] = mapped_column(String(60))  # "3-503": what the front desk types
    handed_over_on: Mapped[date | None]  # the warranty counts from here
    stopcock: Mapped[str] = mapped_column(String(200), default="")
    breaker: Mapped[str] = mapped_column(String(200), default="")
    valve_photo_id: Mapped[UUID | None] = mapped_column(ForeignKey("office_picture.id"))  # where the stopcock is

    site: Mapped[Site] = relationship(lazy="raise")
    owners: Mapped[list["Owner"]] = relationship(back_populates="room", lazy="raise", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("site_id", "building", "door", name="uq_room_site_id"),
        Index("ix_room_search", "search"),
        Index("ix_room_valve_photo_id", "valve_photo_id"),
    )


class Owner(Model):
    """Who lives or owns there (业主/客户) and how they are greeted."""

    __tablename__ = "owner"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id"))
    surname: Mapped[str] = mapped_column(String(40))
    given_name: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[FormOfAddress]
    phone: Mapped[str] = mapped_column(String(30))
    language: Mapped[Language] = mapped_column(default=Language.CHINESE)
    search: Mapped[str] = mapped_column(String(120), default="")  # pinyin, initials, digits of the phone
    left_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]  # name and number are gone: the period was over, or the owner asked for it

    room: Mapped[Room] = relationship(back_populates="owners", lazy="raise")

    __table_args__ = (
        Index("ix_owner_room_id", "room_id"),
        Index("ix_owner_phone", "phone"),
        Index("ix_owner_gone", "left_at", sqlite_where=GONE, postgresql_where=GONE),
    )

    @property
    def masked_phone(self) -> str:
        """The phone number as every page shows it: 138****5678."""
        return masked(self.phone)


def branches() -> Select[Branch]:
    """All branches, in the order in which they were founded here."""
    return select(Branch).order_by(Branch.id)


def masked(phone: str) -> str:
    """Hide the middle of a phone number (PIPL 6): first three and last four digits stay, if it is long enough."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****"
