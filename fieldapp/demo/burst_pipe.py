"""The emergency of the demo day: one is silent, one cannot, a third of another trade is there after 8:40 (4.3.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from fieldapp.demo.stage import Stage
from fieldapp.domain import command
from fieldapp.domain.answering import send
from fieldapp.domain.base import new_id
from fieldapp.domain.by_hand import tell_the_others
from fieldapp.domain.called import Answer, Called
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.journal import Act
from fieldapp.domain.ladder import Step, rungs, usual
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.order import Order
from fieldapp.domain.peril import Peril
from fieldapp.domain.rung import Rung
from fieldapp.domain.timer import call_off
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import visit_at_work

AGO = 95  # minutes
GAS_PHONE = "95158"
# Seconds after the report at which each rung went out: the third one early, because of a 去不了.
WENT = {Step.FIRST: 0, Step.NEXT: 60, Step.EVERYBODY: 74}
# Who was called at which rung, and how many seconds later the phone had it, it was opened, and answered.
CALLS = (
    ("tech1", Step.FIRST, 4, None, None),
    ("tech2", Step.NEXT, 3, 9, (14, Answer.CANNOT, "在 1-1102 修花洒，走不开")),
    ("tech9", Step.EVERYBODY, 2, 8, (22, Answer.TAKE, "")),
    ("tech10", Step.EVERYBODY, 3, None, None),
)
COURSE: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("set_out", 120, {}),
    ("arrive", 520, {}),
    ("under_control", 566, {"what": "water"}),
)
LATER = (
    *(("covers", 81), ("ring", 80), ("greet", 79), ("enter", 78), ("look", 76), ("price", 74), ("mat", 72)),
    *(("work", 50), ("test", 48), ("sign", 46), ("leave", 44)),
)


def burst_pipe(stage: Stage) -> None:
    """A pipe has burst in 3-901."""
    rules = usual(stage.branch.id)
    rules.gas_phone = GAS_PHONE
    stage.session.add(rules)
    order = stage.order("B 3-901", "WTR-019", ago=AGO, wanted=None, said="厨房水管爆了，水漫到客厅", urgent=True)
    TenMinutes(stage, order).play()


@dataclass(frozen=True, slots=True)
class TenMinutes:
    """From the report to the valve, in seconds; early in the morning they pass faster, as all of the demo day does."""

    stage: Stage
    order: Order

    def play(self) -> None:
        """The ladder, who goes, and what was done there."""
        dispatch = self._dispatch()
        self.order.mention(self._act("desk", 0), "raise", peril=dispatch.peril.value)
        for login, step, *moments in CALLS:
            self._call(dispatch, login, step, *moments)
        for step, seconds in WENT.items():
            names = [self.stage.cast[login].name for login, of_step, *_ in CALLS if of_step is step]
            act = Act.here(by_id=None, now=self._at(seconds))
            self.order.mention(act, "rung", step=step.value, names=names, again=0)
        self.stage.session.flush()
        visit = self._taken(dispatch)
        for verb, seconds, data in COURSE:
            self._press(visit, verb, self._at(seconds), data)
        for what, ago in LATER:
            self.stage.press(visit, what, ago=ago)

    def _dispatch(self) -> Dispatch:
        order, rules = self.order, usual(self.order.branch_id)
        dispatch = Dispatch(
            id=new_id(),
            branch_id=order.branch_id,
            order_id=order.id,
            peril=Peril.WATER,
            raised_at=order.received_at,
            raised_by_id=order.received_by_id,
            door_by=order.received_at + rules.after(Step.BREACH),
            takes=0,
            breach_reason="",
            called=[],
            rungs=[],
        )
        for due in rungs(rules, order.received_at):
            went = WENT.get(due.step)
            rung = Rung(id=new_id(), step=due.step, due_at=due.at, called=0, waits=0)
            if went is not None:
                rung.went_at = self._at(went)
                rung.due_at = min(rung.due_at, rung.went_at)
                rung.called = sum(of_step is due.step for _, of_step, *_ in CALLS)
            dispatch.rungs.append(rung)
        self.stage.session.add(dispatch)
        return dispatch

    def _call(
        self,
        dispatch: Dispatch,
        login: str,
        step: Step,
        received: int,
        opened: int | None,
        answered: tuple[int, Answer, str] | None,
    ) -> None:
        person, went = self.stage.cast[login], WENT[step]
        call = Called(id=new_id(), person_id=person.id, step=step, at=self._at(went), merits=frozenset(), reason="")
        dispatch.called.append(call)
        at = self._at(went)
        message = Message.to(
            person.id,
            MessageKind.DISPATCH,
            branch_id=self.order.branch_id,
            order=self.order,
            key=f"dispatch:{dispatch.id}:{step}:0:{person.id}",
            at=at,
            urgent=True,
            facts={"dispatch": str(dispatch.id)},
        )
        message.timer = None
        sent = Delivery(id=new_id(), person_id=person.id, channel="push", rank=1, receipt_token=token_urlsafe(24))
        sent.queued_at = sent.sent_at = sent.accepted_at = at
        sent.receive(at=self._at(went + received), device_at=None, told_at=self._at(went + received))
        if opened is not None:
            sent.open(at=self._at(went + opened), device_at=None, told_at=self._at(went + opened))
        if answered is not None:
            seconds, answer, reason = answered
            call.say(answer, self._act(login, went + seconds), reason=reason)
        message.deliveries = [sent]
        self.order.messages.add(message)
        if answered is not None and answered[1] is Answer.CANNOT:
            self.order.mention(self._act(login, went + answered[0]), "cannot", why=answered[2])

    def _taken(self, dispatch: Dispatch) -> Visit:
        login, step, *_, answered = next(call for call in CALLS if call[-1] and call[-1][1] is Answer.TAKE)
        assert answered is not None
        act, person = self._act(login, WENT[step] + answered[0]), self.stage.cast[login]
        visit_id = send(self.stage.session, dispatch, self.order, person, act, by_id=person.id, called=True)
        tell_the_others(dispatch, self.order, act)
        self.stage.session.flush()
        keys = [f"tell:taken:{dispatch.id}:{dispatch.takes}:{one.person_id}" for one in dispatch.called]
        self.stage.session.execute(call_off(keys, at=act.at))  # told long ago
        return self.stage.session.get_one(Visit, visit_id)

    def _press(self, visit: Visit, verb: str, at: datetime, data: dict[str, Any]) -> None:
        self.stage.session.scalars(visit_at_work(visit.id)).one()
        self.stage.seq += 1
        pressed = {"id": new_id(), "seq": self.stage.seq, "v": 1, "visit": visit.id, "verb": verb, "at": at}
        whole = command.Command.model_validate(pressed | {"by": visit.technician_id, "data": data})
        command.apply(self.stage.session, whole, received_at=at)
        self.stage.session.flush()

    def _act(self, login: str, seconds: float) -> Act:
        return Act.here(by_id=self.stage.cast[login].id, now=self._at(seconds))

    def _at(self, seconds: float) -> datetime:
        pace = min(1.0, (self.stage.now - self.order.received_at) / timedelta(minutes=AGO))
        return self.order.received_at + timedelta(seconds=seconds) * pace
