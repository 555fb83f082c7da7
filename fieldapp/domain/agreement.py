"""Long-term service (定点长期服务): asked for, priced, approved, agreed, then visited again and again (4.2.4)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, Integer, String, Text, and_, or_
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from fieldapp.domain.agreement_journal import AgreementEntry
from fieldapp.domain.agreement_notice import Notice
from fieldapp.domain.agreement_terms import Charge, Terms
from fieldapp.domain.base import Fen, Milli, Model, Overtaken, RuleBroken, new_id
from fieldapp.domain.catalogue import Item
from fieldapp.domain.document import Document, canonical, sha256
from fieldapp.domain.journal import Act
from fieldapp.domain.order import reason_given
from fieldapp.domain.people import Department
from fieldapp.domain.premises import Owner, Room
from fieldapp.domain.price import check_money
from fieldapp.domain.signature import Strokes, check_drawn

CONDITIONS = "2026-1"  # the edition of the general conditions; templates/agreements/_conditions.html


class AgreementState(StrEnum):
    """Where it stands."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"  # the supervisor can do it, for this much
    APPROVED = "approved"  # by the operations manager; the owner agrees next
    IN_FORCE = "in_force"
    PAUSED = "paused"
    STOPPED = "stopped"
    ENDED = "ended"
    DECLINED = "declined"


class Agreed(StrEnum):
    """How the owner agreed: signed where it is wanted."""

    ON_SCREEN = "on_screen"
    ON_PAPER = "on_paper"
    BY_WORD = "by_word"


RUNNING = (AgreementState.IN_FORCE, AgreementState.PAUSED)


class Agreement(Model):
    """One agreement with one owner about one service. Where it stands is read off its moments.

    ``version`` grows with every decision; whoever decides looking at an older one is refused.
    """

    __tablename__ = "agreement"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    department: Mapped[Department]  # whose supervisor says whether we can (3.2)
    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("owner.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_item.id"))  # of the version it was made under (4.1.4)
    quantity_milli: Mapped[Milli]
    requirements: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(String(20), default=CONDITIONS)
    last_day: Mapped[date]
    requested_at: Mapped[datetime]
    requested_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    declined_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime | None]
    agreed_how: Mapped[Agreed | None]
    agreed_by: Mapped[str] = mapped_column(String(60), default="")  # who signed or gave their word
    document: Mapped[str] = mapped_column(Text, default="")  # canonical JSON of what was agreed
    document_sha256: Mapped[str] = mapped_column(String(64), default="")
    strokes: Mapped[Strokes | None] = mapped_column(JSON)  # drawn on the screen
    stops_on: Mapped[date | None]  # the first day on which nobody comes any more
    words_gone_at: Mapped[datetime | None]  # purged, or erased for its owner (domain/purging.py)
    version: Mapped[int] = mapped_column(Integer, default=1)

    room: Mapped[Room] = relationship(lazy="raise")
    owner: Mapped[Owner] = relationship(lazy="raise")
    item: Mapped[Item] = relationship(lazy="raise")
    terms: Mapped[list[Terms]] = relationship(order_by=Terms.from_day, lazy="raise", cascade="all, delete-orphan")
    notices: Mapped[list[Notice]] = relationship(order_by=Notice.id, lazy="raise", cascade="all, delete-orphan")
    journal: WriteOnlyMapped[AgreementEntry] = relationship(order_by=AgreementEntry.id)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 (the base declares it)
    __table_args__ = (Index("ix_agreement_branch_id", "branch_id", "id"), Index("ix_agreement_room_id", "room_id"))

    @property
    def first_day(self) -> date:
        """The first day on which somebody may come."""
        return self.terms[0].from_day

    def state(self, today: date) -> AgreementState:
        """Where it stands on this day."""
        if self.declined_at is not None:
            return AgreementState.DECLINED
        return self._under_way(today) if self.agreed_at is not None else self._before_it_began

    def is_over(self, day: date) -> bool:
        """Will nobody come, from this day on: declined, stopped, past its last day? ``over_on`` asks it in SQL."""
        stopped = self.stops_on is not None and self.stops_on <= day
        return self.declined_at is not None or stopped or self.last_day < day

    def serves(self, day: date) -> bool:
        """Does anybody come on this day at all: agreed, not before, not after, not paused?"""
        bounds = self.first_day <= day and not self.is_over(day)
        return bounds and self.agreed_at is not None and self.pause_on(day) is None

    def pause_on(self, day: date) -> Notice | None:
        """The pause in which the day lies."""
        return next((notice for notice in self.notices if notice.covers(day)), None)

    def terms_on(self, day: date) -> Terms:
        """What holds on this day; before the first day, what will."""
        begun = [terms for terms in self.terms if terms.from_day <= day]
        return begun[-1] if begun else self.terms[0]

    def expect(self, version: int) -> None:
        """Refuse a decision made looking at an older state. Raises Overtaken ``agreement.changed_meanwhile``."""
        if version != self.version:
            raise Overtaken("agreement.changed_meanwhile")

    def request(self, act: Act) -> None:
        """Somebody asked for it at the customer centre (3.1).

        Raises what the terms raise, or RuleBroken ``agreement.ends_before_it_begins``.
        """
        (terms,) = self.terms
        terms.check()
        if self.last_day < terms.from_day:
            raise RuleBroken("agreement.ends_before_it_begins")
        assert act.by_id is not None
        self.requested_at, self.requested_by_id, self.version = act.at, act.by_id, 0
        self.record(act, "request")

    def confirm(self, act: Act, *, price_fen: int, charge: Charge, person_id: UUID, why: str = "") -> None:
        """The supervisor: we can do it, for this much, and this is who comes (4.2.4).

        A later word takes the place of the first until it is approved. Raises RuleBroken ``agreement.settled`` or
        ``price.money_out_of_range``.
        """
        self._require_open()
        check_money(price_fen)
        (terms,) = self.terms
        terms.price_fen, terms.charge, terms.person_id = Fen(price_fen), charge, person_id
        self.confirmed_at, self.confirmed_by_id = act.at, act.by_id
        self.record(act, "confirm", why=why.strip(), price_fen=price_fen, charge=charge.value, person=str(person_id))

    def decline(self, act: Act, *, why: str) -> None:
        """We cannot, or it is not approved; the reason is what the owner hears.

        Raises RuleBroken ``agreement.settled`` or ``order.reason_missing``.
        """
        self._require_open()
        self.record(act, "decline", why=reason_given(why))
        self.declined_at = act.at

    def approve(self, act: Act) -> None:
        """The operations manager says yes (4.2.4).

        Raises RuleBroken ``agreement.not_confirmed``, ``agreement.settled``, or ``agreement.own_approval`` for whoever
        confirmed it.
        """
        if self.confirmed_at is None:
            raise RuleBroken("agreement.not_confirmed")
        self._require_open()
        if act.by_id == self.confirmed_by_id:
            raise RuleBroken("agreement.own_approval")
        self.approved_at, self.approved_by_id = act.at, act.by_id
        self.record(act, "approve")

    def agree(self, act: Act, document: Document, *, how: Agreed, by: str, strokes: Strokes | None = None) -> None:
        """The owner has agreed to this document: from now on it is in force.

        Raises RuleBroken ``agreement.not_approved``, ``agreement.settled``, ``signature.signer_missing`` or
        ``signature.empty``.
        """
        if self.approved_at is None:
            raise RuleBroken("agreement.not_approved")
        if self.agreed_at is not None:
            raise RuleBroken("agreement.settled")
        if not by.strip():
            raise RuleBroken("signature.signer_missing")
        if how is Agreed.ON_SCREEN:
            check_drawn(strokes or [])
            self.strokes = strokes
        self.agreed_at, self.agreed_how, self.agreed_by = act.at, how, by.strip()
        self.document, self.document_sha256 = canonical(document), sha256(document)
        self.record(act, "agree", how=how.value, by=self.agreed_by)

    def pause(self, act: Act, notice: Notice, *, today: date) -> None:
        """Nobody comes for a while. Raises RuleBroken ``agreement.not_running`` or ``agreement.dates_wrong``."""
        if notice.until_day is not None and notice.until_day < notice.from_day:
            raise RuleBroken("agreement.dates_wrong")
        self._give_notice(act, notice, today=today)

    def go_on(self, act: Act, *, on: date, today: date) -> None:
        """The pause that has no end, or that lasts longer, ends: somebody comes from this day on again.

        Raises RuleBroken ``agreement.not_paused`` or ``agreement.dates_wrong``.
        """
        if on < today:
            raise RuleBroken("agreement.dates_wrong")
        pause = self.pause_on(on)
        if pause is None:
            raise RuleBroken("agreement.not_paused")
        pause.until_day = on - timedelta(days=1)
        self.record(act, "go_on", day=on.isoformat())

    def change(self, act: Act, notice: Notice, terms: Terms, *, today: date) -> None:
        """Other terms from a day on.

        Raises what the terms raise, RuleBroken ``agreement.not_running`` or ``agreement.dates_wrong``.
        """
        terms.check()
        if any(known.from_day >= terms.from_day for known in self.terms[1:]) or terms.from_day <= self.first_day:
            raise RuleBroken("agreement.dates_wrong")
        self._give_notice(act, notice, today=today)
        self.terms.append(terms)

    def stop(self, act: Act, notice: Notice, *, today: date) -> None:
        """It does not go on: the owner gets a written notice, which is kept with its date and reason (4.2.5).

        Raises RuleBroken ``agreement.not_running``, ``agreement.dates_wrong`` or ``order.reason_missing``.
        """
        self._give_notice(act, notice, today=today)
        self.stops_on = notice.from_day

    def record(self, act: Act, what: str, *, why: str = "", **facts: Any) -> None:
        """Write a line of the journal and count the version up."""
        self.version += 1
        self.journal.add(AgreementEntry(at=act.at, by_id=act.by_id, what=what, why=why, facts=facts))

    def _give_notice(self, act: Act, notice: Notice, *, today: date) -> None:
        if self.state(today) not in RUNNING or self.stops_on is not None:
            raise RuleBroken("agreement.not_running")
        if notice.from_day < today or notice.from_day > self.last_day:
            raise RuleBroken("agreement.dates_wrong")
        notice.reason = reason_given(notice.reason)
        self.notices.append(notice)
        until = notice.until_day.isoformat() if notice.until_day else ""
        self.record(act, notice.kind.value, why=notice.reason, day=notice.from_day.isoformat(), until=until)

    @property
    def _before_it_began(self) -> AgreementState:
        if self.approved_at is not None:
            return AgreementState.APPROVED
        return AgreementState.REQUESTED if self.confirmed_at is None else AgreementState.CONFIRMED

    def _under_way(self, today: date) -> AgreementState:
        if self.is_over(today):
            return AgreementState.STOPPED if self.stops_on is not None else AgreementState.ENDED
        return AgreementState.PAUSED if self.pause_on(today) else AgreementState.IN_FORCE

    def _require_open(self) -> None:
        if self.approved_at is not None or self.declined_at is not None:
            raise RuleBroken("agreement.settled")


def over_on(day: date) -> ColumnElement[bool]:
    """Of a statement about agreements: what ``Agreement.is_over`` says. Never unknown, so it may be turned round."""
    stopped = and_(Agreement.stops_on.is_not(None), Agreement.stops_on <= day)
    return or_(Agreement.declined_at.is_not(None), stopped, Agreement.last_day < day)
