"""The people of the company: who they are, what they may do, what they can do, and when they are on duty."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, and_, func, select, type_coerce
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model, SetOf, new_id


class Role(StrEnum):
    """What a person may do in the app. One person may hold several."""

    TECHNICIAN = "technician"
    SUPERVISOR = "supervisor"
    DESK = "desk"
    CASHIER = "cashier"
    OPERATIONS = "operations"
    GENERAL = "general"
    HEAD = "head"
    ADMIN = "admin"


class Department(StrEnum):
    """Who does the work (clause 3.2): each order belongs to one of them and to its supervisor."""

    REPAIR = "repair"
    CLEANING = "cleaning"
    BUTLER = "butler"
    ENGINEERING = "engineering"  # the other engineering technicians of 4.3.5
    CUSTOMER_CENTRE = "customer_centre"
    OFFICE = "office"


class Trade(StrEnum):
    """What a technician has learnt; a catalogue item asks for one of them."""

    PLUMBER = "plumber"
    ELECTRICIAN = "electrician"
    CARPENTER = "carpenter"
    LOCKSMITH = "locksmith"
    HEATING = "heating"
    APPLIANCE = "appliance"
    BUILDER = "builder"
    CLEANER = "cleaner"
    GARDENER = "gardener"
    ERRANDS = "errands"


class Skill(StrEnum):
    """What goes beyond the trade: a certificate or long practice that some jobs cannot do without."""

    WATERPROOFING = "waterproofing"
    REFRIGERANT = "refrigerant"
    LOW_VOLTAGE = "low_voltage"
    HEIGHT = "height"
    STONE_CARE = "stone_care"


class Language(StrEnum):
    """The languages of the app, Chinese first."""

    CHINESE = "zh_Hans_CN"
    ENGLISH = "en"


class Person(Model):
    """Somebody who signs in."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    badge: Mapped[str] = mapped_column(String(20), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[Language] = mapped_column(default=Language.CHINESE)
    department: Mapped[Department]
    roles: Mapped[frozenset[Role]] = mapped_column(SetOf(Role))
    trades: Mapped[frozenset[Trade]] = mapped_column(SetOf(Trade), default=frozenset)
    skills: Mapped[frozenset[Skill]] = mapped_column(SetOf(Skill), default=frozenset)
    search: Mapped[str] = mapped_column(String(200), default="")  # name, login, badge, pinyin and initials
    left_at: Mapped[datetime | None]  # nobody is deleted: what they did stays theirs
    portrait_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("office_picture.id")
    )  # on the badge, while they are here

    __table_args__ = (Index("ix_person_branch_id", "branch_id"), Index("ix_person_portrait_id", "portrait_id"))


class Duty(Model):
    """One stretch of being on duty."""

    __tablename__ = "duty"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    __table_args__ = (Index("ix_duty_begins_at", "begins_at", "person_id"),)


def holds(role: Role) -> ColumnElement[bool]:
    """For questions about people: still with us, with this role."""
    return and_(type_coerce(Person.roles, String).contains(role.value), Person.left_at.is_(None))


def person_with_login(login: str) -> Select[Person]:
    """The person who signs in under this name; capitals and spaces around it do not matter."""
    return select(Person).where(func.lower(Person.login) == login.strip().lower(), Person.left_at.is_(None))
