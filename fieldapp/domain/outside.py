"""Providers outside the company: the branch's directory, from which a declined owner is told (4.2.3, 4.3.3, 4.4.2)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.people import Language
from fieldapp.domain.pinyin import plain, search_key

AT_MOST = 300  # on one page; a directory is short, or nobody finds anything in it


class OutsideContact(Model):
    """One provider that the branch names to owners. It is retired, never deleted: who was told of it stays true."""

    __tablename__ = "outside_contact"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    trade_zh: Mapped[str] = mapped_column(String(60))  # what they do: "燃气", "家电售后"
    trade_en: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(Text, default="")  # in more words: which makes, which hours, since when known
    search: Mapped[str] = mapped_column(Text, default="")  # pinyin, initials, digits
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_outside_contact_branch_id", "branch_id", "trade_zh"),)

    def trade(self, language: Language) -> str:
        """What they do, in that language."""
        return self.trade_en if language is Language.ENGLISH else self.trade_zh

    def say(self, act: Act, *, trade_zh: str, trade_en: str, name: str, phone: str, note: str) -> None:
        """What stands in the directory from now on. Without an English word the Chinese one stands for both."""
        self.trade_zh, self.trade_en = trade_zh, trade_en or trade_zh
        self.name, self.phone, self.note = name, phone, note
        self.search = search_key(trade_zh, self.trade_en, name, phone, note)
        self._changed(act)

    def retire(self, act: Act) -> None:
        """They are not named to owners any more. Said again it changes nothing."""
        if self.retired_at is None:
            self.retired_at = act.at
            self._changed(act)

    def take_back(self, act: Act) -> None:
        """They are named again."""
        self.retired_at = None
        self._changed(act)

    def _changed(self, act: Act) -> None:
        self.changed_by_id, self.changed_at = act.by_id, act.at


def name_to_owner(order: Order, contacts: Iterable[OutsideContact], act: Act) -> None:
    """The owner was told these numbers: each stands in the journal as it was that day, by whom.

    Raises RuleBroken ``outside.retired`` for one that is not named any more.
    """
    for contact in contacts:
        if contact.retired_at is not None:
            raise RuleBroken("outside.retired", name=contact.name)
        facts = {"trade_zh": contact.trade_zh, "trade_en": contact.trade_en}
        order.mention(act, "outside_named", contact=str(contact.id), name=contact.name, phone=contact.phone, **facts)


def outside_contacts(branch_id: UUID, words: str = "", *, retired: bool = False) -> Select[OutsideContact]:
    """The branch's directory, by trade: those in whom every word is found, in Chinese, pinyin, its initials, digits."""
    found = select(OutsideContact).where(OutsideContact.branch_id == branch_id)
    if not retired:
        found = found.where(OutsideContact.retired_at.is_(None))
    for word in plain(words).split():
        found = found.where(OutsideContact.search.contains(word, autoescape=True))
    return found.order_by(OutsideContact.trade_zh, OutsideContact.name, OutsideContact.id).limit(AT_MOST)


def contacts_named(branch_id: UUID, ids: Sequence[UUID]) -> Select[OutsideContact]:
    """Those that somebody ticked; what is not of this branch is not found."""
    return outside_contacts(branch_id, retired=True).where(OutsideContact.id.in_(ids))
