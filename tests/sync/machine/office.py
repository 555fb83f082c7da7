"""The office: it gives orders to somebody else, cancels, holds and rearranges them while the phones are away."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import select
from werkzeug.test import TestResponse

from fieldapp.db import db
from fieldapp.domain import assignment
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from tests.sync.machine.scene import Job
from tests.sync.machine.world import World

STATES_TO_GIVE = {"received", "returned", "to_be_rearranged", "on_hold"}


@dataclass
class Act:
    """One press in the office: who, where, with what; the order's number before and after; the ids that it made."""

    login: str
    path: str
    form: dict[str, str]
    order: str
    at: datetime
    parked: str = ""  # the command that it decides about
    version: int = 0
    made: list[UUID] = field(default_factory=list)


class Office:
    """Sun at the board and Chen at the front desk."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.acts: list[Act] = []  # those that were carried out
        self.browsers = {login: world.browser(login) for login in ("sun", "chen")}

    def give(self, order: str, to: str) -> Act:
        """To this technician, whoever has it now."""
        form = {"technician": to, "anyway": "1", "reason": "顺路"}
        return self._act("sun", f"/board/orders/{order}/assignments", form, order)

    def cancel(self, order: str) -> Act:
        """The owner does not want it any more."""
        return self._act("chen", f"/desk/orders/{order}/cancellation", {"why": "业主不需要了"}, order)

    def hold(self, order: str) -> Act:
        """It waits for a part."""
        return self._act("chen", f"/desk/orders/{order}/hold", {"reason": "part", "why": "等配件"}, order)

    def rearrange(self, order: str) -> Act:
        """Another time, any time."""
        return self._act("chen", f"/desk/orders/{order}/window", {"window": "any"}, order)

    def decide(self, parked: str, order: str, *, counts: bool) -> Act:
        """What waited for the office counts, or is left in the history."""
        act = self._act(
            "sun", f"/board/commands/{parked}/decision", {"decision": "counts" if counts else "left"}, order
        )
        return replace(act, parked=parked)

    def do(self, act: Act) -> Act:
        """Press it now. What was refused, because the order stands elsewhere by now, changes nothing."""
        self.world.go_on()
        act.at = self.world.now
        before = self.version(act.order)
        act.form = act.form | {"version": str(before)}
        with listening(act):
            answer = self.press(act)
        assert answer.status_code < 500, answer.text
        act.version = self._brought_to(act) if answer.status_code < 400 else 0
        if act.version:
            self.acts.append(act)
        return act

    def press(self, act: Act) -> TestResponse:
        """Send the form."""
        return self.browsers[act.login].post(act.path, data=act.form)

    def version(self, order: str) -> int:
        """The order's number."""
        with self.world.app.app_context():
            return db.session.scalars(select(Order.version).where(Order.id == UUID(order))).one()

    def _brought_to(self, act: Act) -> int:
        """The number that the order had then, whatever a phone said at the same moment; 0: nothing was done."""
        with self.world.app.app_context():
            written = select(Entry.by_id, Entry.received_at).where(Entry.order_id == UUID(act.order)).order_by(Entry.id)
            entries = enumerate(db.session.execute(written), start=1)  # each of them counts the order up by one
            by = self.world.scene.people[act.login]
            return max(
                (nth for nth, entry in entries if (str(entry.by_id), entry.received_at) == (by, act.at)), default=0
            )

    def jobs(self) -> list[Job]:
        """Every visit there is, in the order in which they were given."""
        with self.world.app.app_context():
            given = select(Assignment).order_by(Assignment.at, Assignment.id)
            names = {person: login for login, person in self.world.scene.people.items()}
            return [
                Job(str(one.visit_id), str(one.order_id), names[str(one.technician_id)])
                for one in db.session.scalars(given)
            ]

    def cancelled(self) -> set[str]:
        """The orders that were cancelled."""
        with self.world.app.app_context():
            return set(map(str, db.session.scalars(select(Order.id).where(Order.state == OrderState.CANCELLED))))

    def _act(self, login: str, path: str, form: dict[str, str], order: str) -> Act:
        return Act(login, path, form, order, self.world.now)


@contextmanager
def listening(act: Act) -> Iterator[None]:
    """Write down the ids that an assignment makes."""

    def made() -> UUID:
        act.made.append(new_id())
        return act.made[-1]

    with patch.object(assignment, "new_id", made):
        yield


@contextmanager
def repeating(act: Act) -> Iterator[None]:
    """Make the same ids again."""
    with ExitStack() as stack:
        if act.made:
            stack.enter_context(patch.object(assignment, "new_id", iter(act.made).__next__))
        yield
