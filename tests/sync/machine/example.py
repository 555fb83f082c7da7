"""One example as it runs: two phones, an office and the air between them; whatever happens is checked."""

from typing import Any

from fieldapp.domain.base import new_id
from tests.sync.machine.air import STRANGERS, Air, Call, Mains, answer_of, together
from tests.sync.machine.alarms import Lookout
from tests.sync.machine.book import Book
from tests.sync.machine.invariants import Invariants, custody_of
from tests.sync.machine.judge import Judge
from tests.sync.machine.office import Act, Office
from tests.sync.machine.outbox import Kept, Outbox, Press
from tests.sync.machine.page import Library, Page, fetch, numbers_on
from tests.sync.machine.phone import PROTOCOL, Answer, Phone
from tests.sync.machine.scene import Job
from tests.sync.machine.tally import Tally
from tests.sync.machine.world import World

ENOUGH_CALLS = 30  # to drain what sixty steps can press


class Example:
    """Everything that takes part, and the one way in which a call is made, so that nothing goes unchecked."""

    def __init__(self, world: World, mains: Mains, tally: Tally, phone: type[Phone]) -> None:
        self.world, self.mains, self.tally = world, mains, tally
        world.begin()
        self.library, self.book, self.office = Library(world), Book(world), Office(world)
        self.copies: list[tuple[Phone, dict[str, Outbox]]] = []
        self.phones = [phone(world, login) for login in ("li", "zhao")]
        for one in self.phones:
            one.fetch = self.fetch  # type: ignore[method-assign]
        self.air = Air(world, mains)
        self.jobs: list[Job] = []
        self.judge, self.lookout = Judge(world, self.book), Lookout(world.scene.people)
        self.invariants = Invariants(world, self.phones, self.book)
        self.know(world.scene.jobs[:3])
        self.book.look([])
        for one in self.phones:
            self.learn(one)

    def know(self, jobs: list[Job]) -> None:
        """These visits there are."""
        self.jobs = jobs
        self.judge.visits = {login: {job.visit for job in jobs if job.technician == login} for login in ("li", "zhao")}

    def fetch(self, visit: str, version: int) -> Page:
        """What the phone's page shows."""
        job = next(job for job in self.jobs if job.visit == visit)
        return fetch(self.world, self.library, visit, job.order, self.world.scene.people[job.technician], version)

    def learn(self, phone: Phone) -> None:
        """The phone fetches the visits of its person that it does not know."""
        for job in self.jobs:
            if job.technician == phone.login and job.visit not in phone.outbox.pages:
                phone.show(job.visit, self.office.version(job.order))

    def visits(self, phone: Phone) -> list[str]:
        """Those that the phone can show, in the order in which they were given."""
        return list(phone.outbox.pages)

    def pressed(self, phone: Phone, press: Press, **more: Any) -> None:
        """A press was kept. Nothing more is said of it: it is sound."""
        self.book.pressed(press, phone.outbox.device, **(more or {"sound": True}))
        self.tally.presses += 1

    def send(
        self,
        phone: Phone,
        *,
        envelope: dict[str, Any] | None = None,
        answered: bool = True,
        protocol: str = PROTOCOL,
    ) -> None:
        """One call there and, unless it is lost, back again."""
        before, call = custody_of(phone), self.air.call(envelope or phone.compose(), phone.cookie, protocol)
        answer = self.arrive([call])[0]
        if answered:
            phone.hear(call.envelope, answer)
        if answer is None or answer.status not in {200, 422}:
            self.invariants.only_ours(before, phone, f"{answer}")

    def lose(self, phone: Phone, stranger: str) -> None:
        """The call never arrives; somebody else answers, or nobody."""
        before, sent = custody_of(phone), phone.compose()
        phone.hear(sent, STRANGERS.get(stranger))
        self.invariants.only_ours(before, phone, stranger)

    def delay(self, phone: Phone) -> None:
        """The call hangs in the air; the phone hears nothing."""
        self.air.call(phone.compose(), phone.cookie)

    def again(self, call: Call) -> None:
        """A call that was sent before arrives (once more); nobody listens to the answer."""
        self.arrive([self.air.call(call.envelope, call.cookie)])

    def arrive(self, calls: list[Call], acts: list[Act] | None = None) -> list[Answer | None]:
        """Calls reach the server, several at the same moment; every answer and everything stored is checked."""
        before = [self.book.seqs(call.envelope["device"]) for call in calls]
        things = [lambda call=call: self.air.deliver(call) for call in calls]
        things += [lambda act=act: self.office.do(act) for act in acts or ()]
        answers = (together(things, self.mains) if len(things) > 1 else [things[0]()])[: len(calls)]
        done = [act for act in acts or () if act in self.office.acts]
        self.checked(calls, done)
        if len(things) > 1:
            self.lookout.at_once(calls)
        for call, answer, known in zip(calls, answers, before, strict=True):
            self.weigh(call, answer, known, alone=len(things) == 1)
        # What came together is heard of together: the alarm of one may be the other's doing.
        self.invariants.alarmed(self.lookout.must, self.lookout.may)
        return answers

    def checked(self, calls: list[Call], acts: list[Act]) -> None:
        """Look what the server did, and check it."""
        new = self.book.look(calls, acts)
        self.tally.calls += len(calls)
        self.tally.stored.update(one.receipt.verdict.value for one in new)
        self.invariants.after(new)

    def weigh(self, call: Call, answer: Answer | None, before: set[int], *, alone: bool) -> None:
        """Check one answer, and what it says of alarms."""
        verdicts: list[str] = []
        if answer is not None:
            verdicts = self.judge.weigh(call, answer, before=before, alone=alone)
            self.judge.remember(self.invariants, call, answer)
            if answer.status == 422:  # the phone puts one aside that the server never had
                self.lookout.holes_possible(call.envelope["device"])
        if call.cookie and (answer is None or answer.status == 200):
            self.lookout.heard(call, verdicts, sure=alone and answer is not None)
            self.lookout.holes(call, self.book)

    def decide(self, act: Act, together_with: Phone | None = None) -> None:
        """The office presses, perhaps while a phone speaks."""
        if together_with is None:
            self.office.do(act)
            self.checked([], [act] if act in self.office.acts else [])
            if act.parked:  # decided once more, by a thumb that trembles or by a colleague: it was decided
                self.office.press(act)
                self.checked([], [])
        else:
            call = self.air.call(together_with.compose(), together_with.cookie)
            together_with.hear(call.envelope, self.arrive([call], [act])[0])
        self.know(self.office.jobs())

    def form(self, phone: Phone, visit: str, words: str) -> None:
        """The same person presses in a browser without our script, twice at once."""
        self.world.go_on()
        form = {"verb": "note", "command": str(new_id()), "words": words}
        envelope = {"form": form, "path": f"/my/visits/{visit}/commands", "commands": [{"id": form["command"]}]}
        call, browser = Call(envelope, phone.login, self.world.now), self.world.browser(phone.login)
        for _ in range(2):
            browser.post(envelope["path"], data=form)
        self.checked([call], [])

    def refresh(self, phone: Phone, visit: str) -> None:
        """The phone fetches the page of the visit."""
        page = self.world.browser(phone.cookie).get(f"/my/visits/{visit}")
        if page.status_code == 200 and phone.cookie == phone.login:
            for shown, version in numbers_on(page.text)[:1]:
                phone.show(shown, version)
        self.learn(phone)

    def put(self, phone: Phone, name: str, picture: bytes, *, answered: bool = True) -> None:
        """The bytes of a picture go their own way; deleted here only once the server said that it has them."""
        self.world.go_on()
        browser = self.world.browser(phone.cookie)
        answer = answer_of(browser.put(f"/my/blobs/{name}", data=picture, headers={"Content-Type": "image/jpeg"}))
        intact = picture == phone.outbox.pictures.get(name)
        there = name in self.invariants.arrived  # then nothing is read any more: they are there
        assert intact or there or answer.status >= 400, f"I8: other bytes were taken for {name}"
        if answer.status < 400:
            self.invariants.arrived.add(name)
        if answered and answer.status in {200, 201, 204}:
            self.invariants.confirmed.add(name)
            phone.outbox.pictures.pop(name, None)
        self.tally.pictures += 1

    def restore(self, phone: Phone, copy: dict[str, Outbox]) -> None:
        """The phone is put back to an older copy of itself: what was pressed since is gone, its numbers count again."""
        here = {press.mark for box in copy.values() for press in box.presses}
        for box in phone.outboxes.values():
            self.lookout.holes_possible(box.device)
            for fact in self.book.facts.values():
                if fact.device == box.device and fact.press.mark not in here:
                    fact.gone = "restored"
        phone.outboxes = {login: box.copy() for login, box in copy.items()}
        for box in phone.outboxes.values():
            self.lookout.holes_possible(box.device)
            for press in box.presses:
                self.book.facts[press.mark].press = press
                self.book.facts[press.mark].gone = ""
        self.learn(phone)

    def wipe(self, phone: Phone) -> None:
        """Everything on the phone is gone."""
        for box in phone.outboxes.values():
            self.gone(box, box.presses, "wiped")
        phone.outboxes = {}
        self.learn(phone)

    def gone(self, box: Outbox, presses: list[Press], how: str) -> None:
        """The phone lost these, and not by its program's fault."""
        for press in presses:
            self.book.facts[press.mark].gone = how
        self.lookout.holes_possible(box.device)

    def drain(self) -> None:
        """Faults stop: the server is as new as any app, everybody signs in, and everything goes out."""
        if any(
            press.v > self.world.newest for one in self.phones for box in one.outboxes.values() for press in box.waiting
        ):
            self.world.upgrade()
        for phone in self.phones:
            for login in list(phone.outboxes):
                phone.login = phone.cookie = login
                self._drain(phone)
        self.invariants.once()
        self.invariants.bytes_are_there()
        self.invariants.seen()

    def _drain(self, phone: Phone) -> None:
        rounds = 0
        while phone.outbox.waiting and rounds < ENOUGH_CALLS:
            self.send(phone)
            rounds += 1
        self.invariants.drained(phone, rounds, ENOUGH_CALLS)
        self.send(phone)  # also where nothing waits: what the office has decided is told to whoever asks
        self.invariants.heard(phone)
        for name, picture in list(phone.outbox.pictures.items()):
            self.put(phone, name, picture)
        for visit in {press.visit for press in phone.outbox.in_state(Kept.ACKNOWLEDGED)}:
            self.refresh(phone, visit)
        self.invariants.at_every_moment()
