"""The developer (开发商) of an estate: who answers for defects under warranty, and how they are reached (4.3.4)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.premises import Site


class Developer(Model):
    """Who answers for the defects of one estate. The number is reached by every channel that needs one."""

    __tablename__ = "developer"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    company: Mapped[str] = mapped_column(String(60))
    contact: Mapped[str] = mapped_column(String(60), default="")  # whom to ask for
    phone: Mapped[str] = mapped_column(String(30), default="")
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("site_id", name="uq_developer_site_id"),)

    def say(self, act: Act, *, company: str, contact: str, phone: str) -> None:
        """Who it is from now on."""
        self.company, self.contact, self.phone = company, contact, phone
        self.changed_by_id, self.changed_at = act.by_id, act.at


def developer_of(session: Session, site_id: UUID) -> Developer | None:
    """The developer of an estate, if anybody has said who it is."""
    return session.scalars(select(Developer).where(Developer.site_id == site_id)).one_or_none()


def sites_with_developers(branch_id: UUID) -> Select[Site, Developer]:
    """Every estate of the branch, each with its developer or None."""
    return (
        select(Site, Developer)
        .outerjoin(Developer, Developer.site_id == Site.id)
        .where(Site.branch_id == branch_id)
        .order_by(Site.code)
    )
