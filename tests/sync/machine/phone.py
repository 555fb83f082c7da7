"""A technician's phone: what is pressed is kept first, then sent in order, until the server says that it has it.

This is the phone of the contract, without a browser. The planted faults are subclasses that do one thing wrong.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from fieldapp.domain.base import new_id
from fieldapp.domain.upcast import NEWEST
from tests.sync.machine.outbox import Kept, Outbox, Press
from tests.sync.machine.page import Page
from tests.sync.machine.tomorrow import written
from tests.sync.machine.world import World

MOST_COMMANDS, MOST_BYTES = 50, 250 * 1024  # the envelope takes up some, too
LEAVES = {"applied", "noop", "superseded", "parked"}
PROTOCOL = "1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over the air, from whomever."""

    status: int
    protocol: str | None
    body: bytes

    @property
    def read(self) -> Any:
        """The body as JSON; None for what is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Phone:
    """One phone in somebody's hand; whoever signs in on it has an outbox of their own, the others' stay sealed."""

    def __init__(self, world: World, login: str) -> None:
        self.world, self.login = world, login
        self.cookie = login  # whose session the browser really has; "" when it ran out
        self.version = NEWEST  # of the commands that its app writes down
        self.ahead = timedelta(0)  # of the server's clock
        self.most = MOST_COMMANDS
        self.outboxes: dict[str, Outbox] = {}

    @property
    def now(self) -> datetime:
        """What this phone's clock says."""
        return self.world.now + self.ahead

    @property
    def outbox(self) -> Outbox:
        """That of the person whose phone it is at the moment."""
        if self.login not in self.outboxes:
            self.outboxes[self.login] = Outbox(str(uuid4()), self.world.scene.people[self.login])
        return self.outboxes[self.login]

    def press(self, visit: str, verb: str, data: Any, *, id: str = "", v: int | None = None) -> Press:
        """Keep a command. "Saved on this phone" is true from here on."""
        box = self.outbox
        page = box.pages.get(visit)
        base, v = page.version if page else None, self.version if v is None else v
        told = written(verb, data, v)
        return box.keep(
            Press(id or str(new_id()), box.next_seq, visit, verb, self.now.isoformat(), base, box.by, told, v)
        )

    def picture(self, picture: bytes) -> str:
        """Keep the bytes of a photo under their hash."""
        name = sha256(picture).hexdigest()
        self.outbox.pictures[name] = picture
        return name

    def compose(self) -> dict[str, Any]:
        """The next call: the oldest commands that wait, as many as go into one."""
        return self.outbox.envelope(self.fitting(self.outbox.waiting), self.now)

    def fitting(self, presses: list[Press]) -> list[Press]:
        """As many of the first as one call may carry."""
        batch: list[Press] = []
        for press in presses[: self.most]:
            if batch and len(json.dumps([one.sent for one in [*batch, press]])) > MOST_BYTES:
                break
            batch.append(press)
        return batch

    def hear(self, sent: dict[str, Any], answer: Answer | None) -> None:
        """Take in what came back. Only an answer of our own protocol changes the queue; a 413 only its pace."""
        if answer is None:
            return
        if answer.status == 413:
            self.most = max(1, len(sent["commands"]) // 2)
        elif self.believes(answer):
            self.most = MOST_COMMANDS
            self.take_in(sent, answer)

    def believes(self, answer: Answer) -> bool:
        """Is it ours, whole, and about our commands?"""
        return answer.protocol == PROTOCOL and answer.status in {200, 422} and isinstance(answer.read, dict)

    def take_in(self, sent: dict[str, Any], answer: Answer) -> None:
        """Receipts, or the one command that cannot be read."""
        told = answer.read
        if answer.status == 422:
            self.put_aside(sent, told)
            return
        for command, receipt in zip(sent["commands"], told["receipts"], strict=True):
            self.note(command, receipt)
        self.outbox.decided |= {one["id"]: one["code"] for one in told["decided"]}
        box, gone = self.outbox, {(one["id"], one["seq"]) for one in sent["discarded"]}
        box.discarded = [one for one in box.discarded if (one["id"], one["seq"]) not in gone]
        # A fragment is drawn at once; what a reload would show is the page as it was fetched last.

    def put_aside(self, sent: dict[str, Any], told: dict[str, Any]) -> None:
        """A command without a readable id: to the tray, so that it holds up nothing."""
        if isinstance(told.get("index"), int):
            for press in self._meant(sent["commands"][told["index"]]):
                press.state = Kept.REFUSED

    def note(self, command: dict[str, Any], receipt: dict[str, Any]) -> None:
        """What became of one command."""
        for press in self._meant(command):
            press.verdict, press.version = receipt["verdict"], receipt["version"] or 0
            if press.verdict == "rejected":
                press.state = Kept.REFUSED
            elif press.verdict in LEAVES:
                press.state = self.after_acknowledgement(press)

    def after_acknowledgement(self, press: Press) -> Kept:
        """It stays in the overlay until the page contains it."""
        return Kept.ACKNOWLEDGED

    def show(self, visit: str, version: int) -> None:
        """A newer page of the visit is here: what it contains need not be laid over it any more."""
        known = self.outbox.pages.get(visit)
        if known is None or version >= known.version:
            self.outbox.pages[visit] = self.fetch(visit, version)
        self.let_go()

    def fetch(self, visit: str, version: int) -> Page:
        """The page with this number. The machine puts the real one here."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Forget the acknowledged commands that the page contains."""
        pages = self.outbox.pages

        def contained(press: Press) -> bool:
            page = pages.get(press.visit)
            done = press.state is Kept.ACKNOWLEDGED
            return done and page is not None and page.version >= press.version

        self.outbox.drop(contained)

    def copy(self) -> dict[str, Outbox]:
        """All that is stored on the phone, as a backup takes it."""
        return {login: box.copy() for login, box in self.outboxes.items()}

    def _meant(self, command: dict[str, Any]) -> list[Press]:
        return [press for press in self.outbox.waiting if press.sent == command]
