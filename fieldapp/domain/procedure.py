"""The procedure of a visit (clause 4.5) as data, in versions: a visit ends on the version it began with."""

from enum import StrEnum
from itertools import product
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.people import Language


class Part(StrEnum):
    """The three stretches of a visit, parted by hairlines on the rail."""

    OUTSIDE = "outside"
    INSIDE = "inside"
    CLOSING = "closing"


class StepKey(StrEnum):
    """The steps of the rail, in the order of the doorway."""

    ARRIVE = "arrive"
    COVERS = "covers"
    BELL = "bell"
    GREET = "greet"
    ENTER = "enter"
    LOOK = "look"
    PRICE = "price"
    WORK = "work"
    TEST = "test"
    SIGN = "sign"
    LEAVE = "leave"


class Condition(StrEnum):
    """When a step belongs to a visit."""

    ALWAYS = "always"
    CHARGEABLE = "chargeable"


TEXTS = ("name", "title", "help", "say", "crib", "verb")
PLAIN = {"icon", "clause", "can_be_skipped", "wait_least_s", "wait_most_s"} | {
    f"{text}_{language}" for text, language in product(TEXTS, ("zh", "en"))
}


class Procedure(Model):
    """One version of the procedure."""

    __tablename__ = "procedure"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(unique=True)
    name_zh: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))

    steps: Mapped[list["ProcedureStep"]] = relationship(
        back_populates="procedure", order_by="ProcedureStep.position", lazy="raise", cascade="all, delete-orphan"
    )


class ProcedureStep(Model):
    """One step: what to do, what to say, which clause asks for it, how long to wait.

    Texts may hold the places {owner}, {company} and {service}; the screen fills them in from the order.
    """

    __tablename__ = "procedure_step"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    position: Mapped[int]
    key: Mapped[StepKey]
    part: Mapped[Part]
    icon: Mapped[str] = mapped_column(String(20))
    clause: Mapped[str] = mapped_column(String(20))
    condition: Mapped[Condition] = mapped_column(default=Condition.ALWAYS)
    can_be_skipped: Mapped[bool] = mapped_column(default=False)
    wait_least_s: Mapped[int | None]  # seconds; 4.5.1: wait 5–10 seconds, then a second try
    wait_most_s: Mapped[int | None]
    name_zh: Mapped[str] = mapped_column(String(20))
    name_en: Mapped[str] = mapped_column(String(30))
    title_zh: Mapped[str] = mapped_column(String(40))  # what to do, at most 20 characters
    title_en: Mapped[str] = mapped_column(String(60))
    help_zh: Mapped[str] = mapped_column(String(120), default="")
    help_en: Mapped[str] = mapped_column(String(160), default="")
    say_zh: Mapped[str] = mapped_column(Text, default="")  # the fixed sentence, phrases parted by line breaks
    say_en: Mapped[str] = mapped_column(Text, default="")
    crib_zh: Mapped[str] = mapped_column(Text, default="")  # the rule in full, folded under the step
    crib_en: Mapped[str] = mapped_column(Text, default="")
    verb_zh: Mapped[str] = mapped_column(String(30))  # the one big button
    verb_en: Mapped[str] = mapped_column(String(40))

    procedure: Mapped[Procedure] = relationship(back_populates="steps", lazy="raise")

    __table_args__ = (UniqueConstraint("procedure_id", "position", name="uq_procedure_step_procedure_id"),)

    def text(self, what: str, language: Language) -> str:
        """One of its texts ("name", "title", "help", "say", "crib", "verb") in that language."""
        words: str = getattr(self, f"{what}_{'en' if language is Language.ENGLISH else 'zh'}")
        return words


def procedure_with_steps(procedure_id: UUID) -> Select[Procedure]:
    """A version of the procedure, whole. It never changes once a visit has begun on it, so it may be kept."""
    return select(Procedure).where(Procedure.id == procedure_id).options(selectinload(Procedure.steps))


def newest_procedure() -> Select[Procedure]:
    """The version that new visits begin with."""
    return select(Procedure).order_by(Procedure.version.desc()).limit(1).options(selectinload(Procedure.steps))


def procedure_from(told: dict[str, Any]) -> Procedure:
    """A version of the procedure as its file tells it (``fieldapp/data/procedure.toml``)."""
    steps = [
        ProcedureStep(
            position=position,
            key=StepKey(step["key"]),
            part=Part(step["part"]),
            condition=Condition(step.get("condition", "always")),
            **{name: _tidy(value) for name, value in step.items() if name in PLAIN},
        )
        for position, step in enumerate(told["steps"], start=1)
    ]
    return Procedure(version=told["version"], name_zh=told["name_zh"], name_en=told["name_en"], steps=steps)


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
