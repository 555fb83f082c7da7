"""A service order (居家服务单): who wants what, where and when; where it stands; and everything that happened to it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from fieldapp.domain.announcement import Announcement
from fieldapp.domain.base import Fen, Model, Overtaken, RuleBroken, new_id
from fieldapp.domain.call_back import CallBack
from fieldapp.domain.catalogue import RECKONED
from fieldapp.domain.course import OPEN, PICTURED, WORDED, OrderState, allowed
from fieldapp.domain.dues import UNEVEN, Dues
from fieldapp.domain.journal import Act, Entry, entry_of
from fieldapp.domain.line import Line
from fieldapp.domain.message import Message
from fieldapp.domain.numbers_in_words import without_numbers
from fieldapp.domain.people import Department, Language, Person
from fieldapp.domain.premises import Branch, Owner, Room, Site
from fieldapp.domain.window import window_facts, window_to_come

AT_THE_DOOR_WITHIN = timedelta(minutes=10)  # 4.3.5: an emergency has somebody at the door within ten minutes


class Channel(StrEnum):
    """How the request came (3.1: whichever way, it becomes one order at the customer centre)."""

    PHONE = "phone"
    COUNTER = "counter"
    TECHNICIAN = "technician"
    AGREEMENT = "agreement"  # written by the machine, as agreed once for all (4.2.4)
    SYSTEM = "system"  # written by another system of the company: its app, WeCom


class Kind(StrEnum):
    """The kinds of in-home service (4.1.1)."""

    CLEANING = "cleaning"
    REPAIR = "repair"
    BOOKING = "booking"
    ERRAND = "errand"
    PURCHASE = "purchase"

    @property
    def department(self) -> Department:
        """Whose work it is (3.2)."""
        others = {Kind.CLEANING: Department.CLEANING, Kind.REPAIR: Department.REPAIR}
        return others.get(self, Department.BUTLER)


class HoldReason(StrEnum):
    """Why an order waits."""

    PART = "part"
    OWNER_ASKED = "owner_asked"
    NOBODY_HOME = "nobody_home"
    PRICE = "price"


class Order(Model):
    """One service order.

    Its state changes only through :meth:`move`, which knows what may follow what and writes the journal. ``version``
    is the order's one number: it grows with every change to the order or to a visit of it, and a writer who read an
    older number is refused.
    """

    __tablename__ = "service_order"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("owner.id"))
    year: Mapped[int]
    serial: Mapped[int]
    channel: Mapped[Channel]
    kind: Mapped[Kind]
    department: Mapped[Department]
    urgent: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]
    received_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    wanted_from: Mapped[datetime | None]  # None: any time
    wanted_until: Mapped[datetime | None]
    requirements: Mapped[str] = mapped_column(Text, default="")  # the owner's own words
    entry_allowed: Mapped[bool] = mapped_column(default=False)  # may we go in when nobody is home?
    catalogue_version_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    state: Mapped[OrderState] = mapped_column(default=OrderState.RECEIVED)
    hold_reason: Mapped[HoldReason | None]
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # who has it now
    call_back_due_at: Mapped[datetime | None]
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement.id"))  # long-term service, 4.2.4
    agreement_day: Mapped[date | None]  # the day of its rule that this is the visit of
    rework_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_order.id"))
    title_zh: Mapped[str] = mapped_column(String(200), default="")  # these are read by every list, written by `retell`
    title_en: Mapped[str] = mapped_column(String(200), default="")
    price_fen: Mapped[Fen] = mapped_column(default=0)
    materials_fen: Mapped[Fen] = mapped_column(default=0)
    minutes: Mapped[int] = mapped_column(default=30)
    errand: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # its money (domain/errand.py), 4.4.1
    due_fen: Mapped[Fen | None]  # what the owner agreed to pay; None: nothing is due yet
    due_at: Mapped[datetime | None]
    paid_fen: Mapped[Fen] = mapped_column(default=0)  # what came in so far
    announced: Mapped[bool] = mapped_column(default=False)  # are other systems told how it goes on?
    version: Mapped[int] = mapped_column(Integer, default=1)
    changed_at: Mapped[datetime]
    photos_gone_at: Mapped[datetime | None]  # purged, or erased for its owner (domain/purging.py)
    words_gone_at: Mapped[datetime | None]

    branch: Mapped[Branch] = relationship(lazy="raise")
    site: Mapped[Site] = relationship(lazy="raise")
    room: Mapped[Room] = relationship(lazy="raise")
    owner: Mapped[Owner] = relationship(lazy="raise")
    holder: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[holder_id])
    lines: Mapped[list[Line]] = relationship(
        back_populates="order", order_by=Line.position, lazy="raise", cascade="all, delete-orphan"
    )
    journal: WriteOnlyMapped[Entry] = relationship(order_by=Entry.id)
    messages: WriteOnlyMapped[Message] = relationship()
    call_backs: WriteOnlyMapped[CallBack] = relationship()
    announcements: WriteOnlyMapped[Announcement] = relationship()

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 (the base declares it)
    __table_args__ = (
        UniqueConstraint("branch_id", "year", "serial", name="uq_service_order_branch_id"),
        Index(
            "ix_service_order_open", "branch_id", "department", "wanted_from", sqlite_where=OPEN, postgresql_where=OPEN
        ),
        Index("ix_service_order_room_id", "room_id", "received_at"),
        Index("ix_service_order_agreement_id", "agreement_id", "agreement_day", unique=True),  # each visit once
        Index("ix_service_order_rework_of_id", "rework_of_id"),
        Index("ix_service_order_received_at", "branch_id", "received_at", "id"),
        Index("ix_service_order_call_back", "branch_id", "call_back_due_at", "id"),
        Index("ix_service_order_changed_at", "branch_id", "changed_at"),
        Index("ix_service_order_photos", "branch_id", "changed_at", sqlite_where=PICTURED, postgresql_where=PICTURED),
        Index("ix_service_order_words", "branch_id", "changed_at", sqlite_where=WORDED, postgresql_where=WORDED),
        Index("ix_service_order_owed", "branch_id", "due_at", "id", sqlite_where=UNEVEN, postgresql_where=UNEVEN),
    )

    @property
    def number(self) -> str:
        """What people call it on the phone: year and serial within its branch, "2026-00231"."""
        return f"{self.year}-{self.serial:05d}"

    @property
    def standing_lines(self) -> list[Line]:
        """The lines that have not been dropped, in order."""
        return [line for line in self.lines if line.stands]

    @property
    def total_fen(self) -> Fen:
        """What the standing lines cost together."""
        return Fen(sum(line.amount_fen for line in self.standing_lines))

    @property
    def dues(self) -> Dues:
        """What is due, and what was paid."""
        return Dues(self.due_fen, self.paid_fen or Fen(0))

    @property
    def at_the_door_by(self) -> datetime | None:
        """Until when somebody must be at the door: ten minutes after the report of an emergency (4.3.5)."""
        return self.received_at + AT_THE_DOOR_WITHIN if self.urgent else None

    @property
    def unwritten(self) -> list[Entry]:
        """The journal entries that the next commit will write."""
        return list(inspect(self).attrs.journal.history.added or ())

    def title(self, language: Language) -> str:
        """What is to be done, in one line."""
        return self.title_en if language is Language.ENGLISH else self.title_zh

    def move(self, to: OrderState, act: Act, *, what: str, why: str = "", **facts: Any) -> None:
        """Change the state, if it may follow the present one, and write it down.

        Raises RuleBroken ``order.not_allowed`` with the two states.
        """
        if act.asks and not allowed(self.state, to):
            raise RuleBroken("order.not_allowed", state=self.state, to=to)
        self.restore(to, act, what=what, why=why, **facts)

    def restore(self, to: OrderState, act: Act, *, what: str, why: str = "", **facts: Any) -> None:
        """Put a state in place without asking what may follow what: for taking back a decision made in error."""
        before, self.state = self.state, to
        self.record(act, what, why=why, from_state=before, to_state=to, **facts)

    def record(
        self,
        act: Act,
        what: str,
        *,
        why: str = "",
        visit_id: UUID | None = None,
        from_state: str = "",
        to_state: str = "",
        **facts: Any,
    ) -> None:
        """Write a journal entry and count the version up: whoever read the order before must look again."""
        self.version += 1
        self.changed_at = act.received_at
        states = before, after = str(from_state or self.state), str(to_state or self.state)
        self.journal.add(entry_of(self.branch_id, act, what, states, why=why, visit_id=visit_id, **facts))
        if self.announced and (before != after or what == "receive"):
            self.announcements.add(Announcement.of(self.branch_id, act, states, self.version))

    def mention(self, act: Act, what: str, *, why: str = "", **facts: Any) -> None:
        """Write a journal entry that changes nothing of the order: whoever read it before may go on."""
        self.journal.add(entry_of(self.branch_id, act, what, (self.state, self.state), why=why, **facts))

    def expect(self, version: int) -> None:
        """Refuse a decision that was made looking at an older state of the order.

        Raises Overtaken ``order.changed_meanwhile``.
        """
        if version != self.version:
            raise Overtaken("order.changed_meanwhile", version=self.version)

    def put(self, line: Line) -> None:
        """Add a line, or replace the one that has its id."""
        if all(known.id != line.id for known in self.lines):
            line.position = max((known.position for known in self.lines), default=0) + 1
            self.lines.append(line)
        self.retell()

    def line(self, line_id: UUID) -> Line:
        """The line with this id. Raises RuleBroken ``line.unknown``."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise RuleBroken("line.unknown")

    def retell(self) -> None:
        """Bring title, price and minutes, which lists read, in line with the lines."""
        # An order without lines is called by the owner's own words, one whose lines were all dropped still by them.
        words = without_numbers(" ".join(self.requirements.split()))[:60]
        named = (lines := self.standing_lines) or self.lines
        self.title_zh = "、".join(line.told(Language.CHINESE) for line in named)[:200] or words or "紧急"
        self.title_en = ", ".join(line.told(Language.ENGLISH) for line in named)[:200] or words or "Emergency"
        self.price_fen = self.total_fen
        self.materials_fen = Fen(sum(line.charged_materials_fen for line in lines))
        self.minutes = sum(line.minutes for line in lines) or RECKONED

    def hold(self, act: Act, *, reason: HoldReason, why: str = "") -> None:
        """Let it wait, for a reason that can be counted."""
        self.move(OrderState.ON_HOLD, act, what="hold", why=why, reason=reason.value)
        self.hold_reason = reason

    def cancel(self, act: Act, *, why: str) -> None:
        """The owner does not want it any more. Raises RuleBroken ``order.reason_missing``."""
        self.move(OrderState.CANCELLED, act, what="cancel", why=reason_given(why))
        self.owe(act, 0)

    def decline(self, act: Act, *, why: str) -> None:
        """We cannot do it: said politely, with the reason (4.2.3, 4.3.3, 4.4.2)."""
        self.move(OrderState.DECLINED, act, what="decline", why=reason_given(why))
        self.owe(act, 0)

    def send_back(self, act: Act, *, why: str) -> None:
        """The technician cannot go: it comes back to the supervisor, with the reason."""
        self.move(OrderState.RETURNED, act, what="return", why=reason_given(why))
        self.holder_id = None

    def call_for_rework(self, act: Act, *, why: str, **facts: Any) -> None:
        """The owner is not content: the call-back ends in a new order for the same thing, named in the facts."""
        self.move(OrderState.REWORK, act, what="rework", why=reason_given(why), **facts)
        self.call_back_due_at = None

    def rearrange(self, act: Act, *, wanted_from: datetime | None, wanted_until: datetime | None) -> None:
        """Agree another time with the owner, still to come; the order waits to be assigned again (改约)."""
        window_to_come(wanted_from, wanted_until, at=act.at)
        self.move(OrderState.RECEIVED, act, what="rearrange", **window_facts(wanted_from, wanted_until))
        self.wanted_from, self.wanted_until, self.holder_id, self.hold_reason = wanted_from, wanted_until, None, None

    def close(self, act: Act, *, what: str = "close", **facts: Any) -> None:
        """Nobody is to be called any more: all is well, or it will not become better by calling (3.1)."""
        self.move(OrderState.CLOSED, act, what=what, **facts)
        self.call_back_due_at = None

    def owe(self, act: Act, due_fen: int) -> None:
        """The work is over, or there will be none: this is to be paid, and no later change of the lines alters it."""
        self.due_fen, self.due_at = Fen(due_fen), act.at

    def ask_for_call_back(self, act: Act, call: CallBack) -> None:
        """The work is over: the customer centre calls back (3.1, 4.1.2)."""
        due_already = self.state is OrderState.CALL_BACK_DUE  # a second goodbye, let count: one call is enough
        self.move(OrderState.CALL_BACK_DUE, act, what="call_back_due")
        self.call_back_due_at = call.due_at
        if not due_already:
            self.call_backs.add(call)


def reason_given(why: str) -> str:
    """The reason, trimmed. Raises RuleBroken ``order.reason_missing`` when there is none."""
    if not why.strip():
        raise RuleBroken("order.reason_missing")
    return why.strip()
