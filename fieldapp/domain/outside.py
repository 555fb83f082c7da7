"""Providers outside the company, whose numbers a declined owner is given (4.2.3, 4.3.3)."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.people import Language


class OutsideContact(Model):
    """One provider that the branch names to owners."""

    __tablename__ = "outside_contact"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    trade_zh: Mapped[str] = mapped_column(String(60))  # what they do: "燃气", "家电售后"
    trade_en: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(30))

    __table_args__ = (Index("ix_outside_contact_branch_id", "branch_id", "trade_zh"),)

    def trade(self, language: Language) -> str:
        """What they do, in that language."""
        return self.trade_en if language is Language.ENGLISH else self.trade_zh


def outside_contacts(branch_id: UUID) -> Select[OutsideContact]:
    """The branch's directory, by trade."""
    return select(OutsideContact).where(OutsideContact.branch_id == branch_id).order_by(OutsideContact.trade_zh)
