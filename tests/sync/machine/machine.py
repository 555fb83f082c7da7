"""The machine: at every step one thing happens, good or bad; at the end faults stop, and the books must balance."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RULE_MARKER, RuleBasedStateMachine, invariant, precondition, rule

from tests.sync.machine import fold, taps
from tests.sync.machine.air import Mains
from tests.sync.machine.blows import BLOWS
from tests.sync.machine.corpus import CORPUS, a_sample
from tests.sync.machine.example import Example
from tests.sync.machine.mishaps import MISHAPS
from tests.sync.machine.phone import Phone
from tests.sync.machine.tally import Tally
from tests.sync.machine.world import World

PHONES = st.integers(0, 1)
NTH = st.integers(0, 5)
OFFICE = ("give", "give", "cancel", "hold", "rearrange")
MISADDRESSED = ("strange visit", "another's visit", "taken id", "no id", "no version")


class SyncMachine(RuleBasedStateMachine):
    """Two phones, one office. Subclasses say on which world, and which phone."""

    world: ClassVar[World]
    mains: ClassVar[Mains]
    tally: ClassVar[Tally]
    phone: ClassVar[type[Phone]] = Phone
    rebuilt: ClassVar[int] = 1  # one example in so many is rebuilt from its commands: it costs as much as the example

    def __init__(self) -> None:
        super().__init__()
        self.it = Example(self.world, self.mains, self.tally, self.phone)
        self.steps = 0

    # What a technician does.

    @rule(who=PHONES, where=NTH, steps=st.integers(1, 4))
    def walk(self, who: int, where: int, steps: int) -> None:
        phone, visit = self._at(who, where)
        for _ in range(steps):
            self.it.pressed(phone, taps.walk(phone, visit))

    @rule(who=PHONES, where=NTH, what=st.sampled_from(list(taps.BESIDE)))
    def press(self, who: int, where: int, what: str) -> None:
        phone, visit = self._at(who, where)
        self.it.pressed(phone, phone.press(visit, *taps.BESIDE[what](phone, visit)))

    @rule(who=PHONES, where=NTH, what=st.sampled_from([*taps.NONSENSE, *taps.ODD]))
    def nonsense(self, who: int, where: int, what: str) -> None:
        phone, visit = self._at(who, where)
        said, never = taps.NONSENSE.get(what) or taps.ODD[what], what in taps.NONSENSE
        self.it.pressed(phone, phone.press(visit, *said), sound=False, nonsense=never)
        self._fault("nonsense")

    @rule(who=PHONES, where=NTH, nth=st.integers(0, len(CORPUS) - 1))
    def historic(self, who: int, where: int, nth: int) -> None:
        """What an app wrote down that was on the phone once."""
        phone, visit = self._at(who, where)
        verb, data, v, code = a_sample(CORPUS[nth])
        self.it.pressed(phone, phone.press(visit, verb, data, v=v), sample=code)

    @rule(who=PHONES, where=NTH, what=st.sampled_from(MISADDRESSED))
    def misaddressed(self, who: int, where: int, what: str) -> None:
        phone, visit = self._at(who, where)
        others = [job.visit for job in self.it.jobs if job.technician != phone.login]
        taken = next((press.id for press in phone.outbox.presses), "")
        to = {"strange visit": str(uuid4()), "another's visit": (others or [visit])[where % len(others or [visit])]}
        id, v = {"taken id": taken, "no id": "not-an-id"}.get(what, ""), 0 if what == "no version" else None
        self.it.pressed(phone, phone.press(to.get(what, visit), *taps.note(), id=id, v=v), sound=False)
        self._fault(what)

    @rule(who=PHONES, where=NTH)
    def form(self, who: int, where: int) -> None:
        phone, visit = self._at(who, where)
        self.it.form(phone, visit, f"表单 {uuid4()}")

    @rule(who=PHONES, nth=NTH, tray=st.booleans())
    def tidy(self, who: int, nth: int, tray: bool) -> None:
        box = self.it.phones[who].outbox
        chosen = box.tray if tray else box.waiting[nth : nth + 1]
        for press in chosen:
            self.it.book.facts[press.mark].gone = "dealt with"
            box.discard(press, "按错了", told=press.verdict != "rejected")
            self._fault("discarded")

    # What happens on the way.

    @rule(who=PHONES, most=st.integers(1, 12))
    def flush(self, who: int, most: int) -> None:
        self.it.phones[who].most = most
        self.it.send(self.it.phones[who])

    @rule(who=PHONES, fate=st.sampled_from(list(MISHAPS)), nth=st.integers(0, 20))
    def flush_in_vain(self, who: int, fate: str, nth: int) -> None:
        if MISHAPS[fate](self.it, self.it.phones[who], nth):
            self._fault(fate)

    @rule(who=PHONES, nth=st.integers(1, 4), when=st.sampled_from(["before", "after"]))
    def power_cut(self, who: int, nth: int, when: str) -> None:
        with self.mains.cut(**{when: nth}):
            self.it.send(self.it.phones[who])
        self._fault(f"power cut {when} a commit")

    @rule(who=PHONES, where=NTH)
    def refresh(self, who: int, where: int) -> None:
        self.it.refresh(*self._at(who, where))

    @rule(who=PHONES, what=st.sampled_from(["kept", "answer lost", "other bytes", "evicted"]))
    def picture(self, who: int, what: str) -> None:
        phone = self.it.phones[who]
        for name, picture in list(phone.outbox.pictures.items())[:1]:
            if what == "evicted":
                phone.outbox.pictures.pop(name)
            else:
                self.it.put(
                    phone, name, picture[: -9 if what == "other bytes" else None], answered=what != "answer lost"
                )
            if what != "kept":
                self._fault(f"picture: {what}")

    # What the office does meanwhile, perhaps in the same moment; and what happens to phones and people.

    @rule(
        what=st.sampled_from(OFFICE), order=NTH, to=st.sampled_from(["li", "zhao"]), who=st.sampled_from([None, 0, 1])
    )
    def office(self, what: str, order: int, to: str, who: int | None) -> None:
        office, orders = self.it.office, self.world.scene.jobs
        chosen = orders[order % len(orders)].order
        act = office.give(chosen, to) if what == "give" else getattr(office, what)(chosen)
        self.it.decide(act, None if who is None else self.it.phones[who])
        self._fault("given to another" if what == "give" else what)

    @precondition(lambda self: self.it.book.waiting)
    @rule(nth=NTH, counts=st.booleans(), who=st.sampled_from([None, 0, 1]))
    def decide(self, nth: int, counts: bool, who: int | None) -> None:
        waiting = self.it.book.waiting
        receipt = waiting[nth % len(waiting)].receipt
        order = next(job.order for job in self.it.jobs if job.visit == str(receipt.visit_id))
        act = self.it.office.decide(str(receipt.id), order, counts=counts)
        self.it.decide(act, None if who is None else self.it.phones[who])
        self._fault("decided: counts" if counts else "decided: left")

    @rule(who=PHONES, what=st.sampled_from(list(BLOWS)), nth=NTH)
    def blow(self, who: int, what: str, nth: int) -> None:
        if BLOWS[what](self.it, self.it.phones[who], nth):
            self._fault(what)

    @invariant()
    def holds(self) -> None:
        self.steps += 1
        self.it.invariants.at_every_moment()

    def teardown(self) -> None:
        """Faults stop; everything drains; what is stored is what the kept commands make of the first day."""
        self.it.drain()
        turn, rest = divmod(self.tally.examples, self.rebuilt)
        if rest == 0:
            self._rebuild(clocks=turn % 2 == 0)
        self.tally.examples += 1
        self.tally.steps += self.steps

    def _rebuild(self, *, clocks: bool) -> None:
        stored = fold.state_of(self.world, without_times=clocks)
        fold.rebuild(self.world, self.it.book, self.it.office, clocks=clocks)
        differ = fold.differences(stored, fold.state_of(self.world, without_times=clocks))
        assert not differ, ("I10: " if clocks else "I6: ") + "\n".join(differ[:6])
        self.tally.rebuilt += 1

    def _at(self, who: int, where: int) -> tuple[Phone, str]:
        phone = self.it.phones[who]
        visits = self.it.visits(phone)
        return phone, visits[where % len(visits)]

    def _fault(self, kind: str) -> None:
        self.tally.faults[kind] += 1


RULES = {name for name, method in vars(SyncMachine).items() if hasattr(method, RULE_MARKER)}


def on(world: World, mains: Mains, tally: Tally, only: Iterable[str] = RULES, **more: Any) -> Callable[[], Any]:
    """The machine on this world; with another phone, rebuilt less often, or with only some of its rules."""
    left_out = dict.fromkeys(RULES.difference(only))
    return type("Machine", (SyncMachine,), {"world": world, "mains": mains, "tally": tally} | left_out | more)
