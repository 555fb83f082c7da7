"""The emergency ladder (4.3.5): who is called when nobody answers, and when; every number is the branch's own."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.peril import Peril


class Step(StrEnum):
    """The rungs, in the order in which they come."""

    FIRST = "first"  # the best technicians of the trade
    NEXT = "next"  # nobody has taken it: the next ones, and louder
    EVERYBODY = "everybody"  # all who are free, other engineering trades too; the supervisor is told
    BY_HAND = "by_hand"  # the supervisor must choose; the front desk sees it
    OWNER = "owner"  # nobody at the door: the customer centre calls the owner
    BREACH = "breach"  # the time is over: it is recorded, and a reason is asked for


CALLING = (Step.FIRST, Step.NEXT, Step.EVERYBODY)  # these call technicians
UNTIL_TAKEN = (*CALLING, Step.BY_HAND)  # needless once somebody goes
UNTIL_THE_DOOR = (Step.OWNER, Step.BREACH)  # needless once somebody is there


class LadderRules(Model):
    """The numbers of a branch. A branch that has not said anything has the usual ones."""

    __tablename__ = "ladder_rules"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    # Seconds after the report.
    next_after: Mapped[int] = mapped_column(default=60)
    everybody_after: Mapped[int] = mapped_column(default=120)
    by_hand_after: Mapped[int] = mapped_column(default=180)
    owner_after: Mapped[int] = mapped_column(default=480)
    door_within: Mapped[int] = mapped_column(default=600)
    # How many people the first two rungs call.
    first_called: Mapped[int] = mapped_column(default=2)
    next_called: Mapped[int] = mapped_column(default=3)
    # Whom the owner phones first.
    gas_phone: Mapped[str] = mapped_column(String(30), default="")
    fire_phone: Mapped[str] = mapped_column(String(30), default="119")
    ambulance_phone: Mapped[str] = mapped_column(String(30), default="120")
    police_phone: Mapped[str] = mapped_column(String(30), default="110")
    # Who said so, and when; nobody as long as they are the usual ones.
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None]

    def after(self, step: Step) -> timedelta:
        """How long after the report this rung goes out."""
        seconds = {
            Step.FIRST: 0,
            Step.NEXT: self.next_after,
            Step.EVERYBODY: self.everybody_after,
            Step.BY_HAND: self.by_hand_after,
            Step.OWNER: self.owner_after,
            Step.BREACH: self.door_within,
        }
        return timedelta(seconds=seconds[step])

    def most(self, step: Step) -> int | None:
        """How many people a rung calls; None: all there are."""
        return {Step.FIRST: self.first_called, Step.NEXT: self.next_called}.get(step)

    def phone_first(self, peril: Peril) -> str:
        """The number that the owner dials before anything else; "" when there is none."""
        numbers = {
            Peril.GAS: self.gas_phone or self.fire_phone,
            Peril.FIRE: self.fire_phone,
            Peril.PERSON: self.ambulance_phone,
            Peril.BREAK_IN: self.police_phone,
        }
        return numbers.get(peril, "")


@dataclass(frozen=True, slots=True)
class Due:
    """A rung, and when it goes out unless it has become needless."""

    step: Step
    at: datetime


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the administrator may say of the ladder: seconds after the report, people, telephone numbers."""

    next_after: int
    everybody_after: int
    by_hand_after: int
    owner_after: int
    door_within: int
    first_called: int
    next_called: int
    gas_phone: str
    fire_phone: str
    ambulance_phone: str
    police_phone: str

    def refuse_what_is_out_of_order(self) -> None:
        """Raises ladder.later_first: a rung before the one that it follows; the field is in its facts."""
        one_after_the_other = (
            ("everybody_after", self.next_after, self.everybody_after),
            ("by_hand_after", self.everybody_after, self.by_hand_after),
            ("door_within", self.owner_after, self.door_within),
        )
        for field, before, after in one_after_the_other:
            if after <= before:
                raise RuleBroken("ladder.later_first", field=field, seconds=before)


def usual(branch_id: UUID) -> LadderRules:
    """The numbers of a branch that has not said anything."""
    columns = LadderRules.__table__.columns
    given = {column.name: column.default.arg for column in columns if column.default is not None}
    return LadderRules(branch_id=branch_id, **given)


def rules_of(session: Session, branch_id: UUID) -> LadderRules:
    """What the branch says, or the usual."""
    return session.get(LadderRules, branch_id) or usual(branch_id)


def say_otherwise(session: Session, branch_id: UUID, numbers: Numbers, act: Act) -> LadderRules:
    """The branch has other numbers from now on: emergencies that are raised before keep their rungs."""
    numbers.refuse_what_is_out_of_order()
    rules = session.merge(LadderRules(branch_id=branch_id, **asdict(numbers)))
    rules.changed_by_id, rules.changed_at = act.by_id, act.at
    return rules


def rungs(rules: LadderRules, raised_at: datetime) -> list[Due]:
    """All rungs of one emergency."""
    return [Due(step, raised_at + rules.after(step)) for step in Step]


def following(step: Step) -> Step | None:
    """The rung after this one, as long as nobody goes."""
    at = UNTIL_TAKEN.index(step) + 1
    return UNTIL_TAKEN[at] if at < len(UNTIL_TAKEN) else None


def drawn_nearer(waiting: list[Due], by: timedelta, *, not_before: datetime) -> list[Due]:
    """A rung went out early: the ones that call come as much earlier; what is measured from the report stays.

    Only the rungs that move are given back.
    """
    if by <= timedelta():
        return []
    return [Due(due.step, max(due.at - by, not_before)) for due in waiting if due.step in UNTIL_TAKEN]
