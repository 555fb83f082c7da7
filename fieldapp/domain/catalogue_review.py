"""A supervisor's word on a draft catalogue (4.1.3): yes or no on four points, a no with its reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model
from fieldapp.domain.people import Department, Person


class Point(StrEnum):
    """The four points of 4.1.3."""

    RESOURCES = "resources"  # people, tools and materials are there
    CAPABILITY = "capability"  # we know how
    STANDARD = "standard"  # what counts as well done can be said
    PRICE = "price"  # it pays for the work and is fair


@dataclass(frozen=True, slots=True)
class Verdict:
    """One point: yes, or no because."""

    yes: bool
    reason: str = ""


class Review(Model):
    """A department's word on a draft: all four points were a yes but for the objections."""

    __tablename__ = "catalogue_review"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_version.id"), primary_key=True)
    department: Mapped[Department] = mapped_column(primary_key=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    objections: Mapped[dict[str, str]] = mapped_column(JSON)  # the point: its reason

    by: Mapped[Person] = relationship(lazy="raise")

    @property
    def agrees(self) -> bool:
        """Was every point a yes?"""
        return not self.objections

    def reason(self, point: Point) -> str:
        """Why this point was a no; nothing when it was a yes."""
        return self.objections.get(point, "")
