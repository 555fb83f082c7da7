"""What must hold at every moment, each with its name; the numbers are those of the list in the documentation."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fieldapp.blobs import Folder
from fieldapp.db import db
from fieldapp.domain.journal import Entry
from fieldapp.domain.parked import parked
from fieldapp.domain.photo import Blob
from fieldapp.domain.receipt import Verdict
from tests.builders import BRANCH_ID
from tests.sync.machine.book import Book, Stored
from tests.sync.machine.outbox import Kept
from tests.sync.machine.phone import Phone
from tests.sync.machine.taps import EVIDENCE
from tests.sync.machine.world import World

CARRIED_OUT = {Verdict.APPLIED}
UNIQUE = re.compile("[0-9a-f-]{36}$").search  # words that occur once in the world


class Invariants:
    """Checks the world against the book."""

    def __init__(self, world: World, phones: list[Phone], book: Book) -> None:
        self.world, self.phones, self.book = world, phones, book
        self.arrived: set[str] = set()  # pictures whose bytes have reached the server, whoever heard of it
        self.confirmed: set[str] = set()  # pictures that the server said it has

    def at_every_moment(self) -> None:
        """What can be seen without asking the server."""
        self.custody()
        self.shown()

    def after(self, new: list[Stored]) -> None:
        """What must hold once the server has carried something out."""
        self.whole()
        for one in new:
            self.kept_whole(one)
            self.author(one)
            self.evidence(one)
        self.order(new)

    def custody(self) -> None:
        """I1: every press that was saved is on its phone or at the server, at every moment."""
        here = {press.mark for phone in self.phones for box in phone.outboxes.values() for press in box.presses}
        for mark, fact in self.book.facts.items():
            there = fact.press.id in self.book.stored
            assert fact.gone or there or mark in here, f"I1: {fact.press} is nowhere"

    def once(self) -> None:
        """I2: a press has one effect, however often and from wherever it was delivered."""
        with self.world.app.app_context():
            said = Counter(filter(UNIQUE, db.session.scalars(select(Entry.why).where(Entry.what == "note"))))
        pressed = Counter(
            filter(UNIQUE, (words_of(one) for one in self.book.stored.values() if one.receipt.verdict in CARRIED_OUT))
        )
        assert said == pressed, f"I2: {said - pressed} too often, {pressed - said} too rarely"

    def stable(self, command: dict[str, Any], receipt: dict[str, Any], mark: str) -> None:
        """I3: the same command gets the same receipt for ever."""
        told = (receipt["verdict"], receipt["code"], receipt["version"])
        first = self.book.answers.setdefault(mark, told)
        assert told == first, f"I3: {command} was {first} and is {told}"

    def whole(self) -> None:
        """I4: the command, its effect and the journal are stored together or not at all."""
        now = self.book.now
        assert now.versions == now.entries, f"I4: numbers {now.versions}, entries of the journal {now.entries}"
        assert now.commands == len(self.book.stored), "I4, I13: a command has left the store, or came from nowhere"

    def kept_whole(self, one: Stored) -> None:
        """I4: what is stored is what was pressed, whole, whatever became of it."""
        sent = next(command for command in one.call.commands if command["id"] == str(one.receipt.id))
        if "form" in one.call.envelope:
            return
        kept = one.receipt.payload
        differs = [name for name in sent if name != "at" and kept.get(name) != sent[name]]
        assert not differs or one.receipt.verdict is Verdict.REJECTED, f"I4: {differs} of {sent} kept as {kept}"
        assert not {"id", "seq", "verb"} & set(differs), f"I4: {differs} of {sent} kept as {kept}"
        assert str(one.receipt.device) == one.call.envelope["device"]

    def order(self, new: list[Stored]) -> None:
        """I5: for one phone and one visit commands are carried out in the order in which they were pressed."""
        for here, after in pairwise(sorted(new, key=lambda one: one.receipt.seq)):
            same = (here.receipt.device, here.receipt.visit_id) == (after.receipt.device, after.receipt.visit_id)
            if same and here.receipt.device and after.receipt.version:
                assert here.receipt.version <= after.receipt.version, f"I5: {here} after {after}"

    def only_ours(self, before: list[Any], phone: Phone, stranger: str) -> None:
        """I7: an answer that is not our protocol's changes nothing on the phone."""
        assert before == custody_of(phone), f"I7: {stranger} changed what the phone keeps"

    def bytes_are_there(self) -> None:
        """I8: bytes that the phone has deleted are at the server; whatever it calls arrived has its file."""
        files = Folder(Path(self.world.app.config["BLOBS"]))
        with self.world.app.app_context():
            rows = set(db.session.scalars(select(Blob.sha256)))
        assert self.confirmed <= rows, f"I8: {self.confirmed - rows} are lost"
        assert all(files.has(name) for name in rows), "I8: a picture without bytes"

    def author(self, one: Stored) -> None:
        """I9: the author is who pressed, and nobody else may hand it in."""
        people = self.world.scene.people
        assert str(one.receipt.by_id) == people[one.call.cookie], f"I9: {one} came with the session of another"
        assert not one.receipt.device or one.receipt.by_id == UUID(self._sent(one)["by"]), f"I9: {one}"

    def evidence(self, one: Stored) -> None:
        """I11: work that was done is never refused, whoever holds the visit now; a note is always taken."""
        fact = self._fact_of(one)
        if fact is None or not fact.sound:
            return
        verb, verdict = one.receipt.verb, one.receipt.verdict
        assert verb not in EVIDENCE or verdict is not Verdict.REJECTED, f"I11: {one.receipt.payload} {one.receipt.code}"
        assert verb != "note" or verdict is Verdict.APPLIED, f"I11: a note was {verdict}"

    def seen(self) -> None:
        """I12: what was rejected lies in a tray, what was parked on the office's list, until it is dealt with."""
        trays = {press.mark for phone in self.phones for box in phone.outboxes.values() for press in box.tray}
        for mark, fact in self.book.facts.items():
            heard = fact.press.verdict == "rejected" and not fact.gone
            assert not heard or mark in trays, f"I12: {fact.press} was rejected, and nobody sees it"
        with self.world.app.app_context():
            listed = {row.id for row in db.session.execute(parked(BRANCH_ID))}
        waits = {one.receipt.id for one in self.book.waiting}
        assert listed == waits, f"I12: {waits ^ listed} wait for the office, or are on its list, but not both"

    def heard(self, phone: Phone) -> None:
        """I12: whoever had something decided knows it."""
        decided, known = self.book.told(phone.outbox.by), phone.outbox.decided
        assert decided.items() <= known.items(), f"I12: {decided} was decided, and the phone knows {known}"

    def alarmed(self, must: set[tuple[str, str]], may: set[tuple[str, str]]) -> None:
        """I13: a lost command and a wiped phone raise an alarm, and nothing else does."""
        raised = self.book.now.alarms
        assert must <= raised, f"I13: no alarm for {must - raised}"
        assert raised <= must | may, f"I13: false alarms {raised - must - may}"

    def shown(self) -> None:
        """I14: what took effect stays in sight: in the overlay until the page of the visit contains it.

        What changed nothing is on the page already, however old that is.
        """
        for phone in self.phones:
            box = phone.outbox
            kept = {press.mark for press in box.presses}
            for mark, fact in self.book.facts.items():
                page, press = box.pages.get(fact.press.visit), fact.press
                took_effect = press.state is Kept.ACKNOWLEDGED and press.verdict != "noop"
                gone = took_effect and mark not in kept and not fact.gone
                if gone and page and fact.device == box.device:
                    assert press.id in page.holds, f"I14: {press} has gone out of sight"

    def drained(self, phone: Phone, rounds: int, most: int) -> None:
        """I23: once faults stop, the queue drains in a bounded number of calls."""
        left = phone.outbox.waiting
        assert not left, f"I23: {len(left)} still wait after {rounds} of {most} calls, the first is {left[:1]}"

    def _sent(self, one: Stored) -> dict[str, Any]:
        return next(command for command in one.call.commands if command["id"] == str(one.receipt.id))

    def _fact_of(self, one: Stored) -> Any:
        return None if "form" in one.call.envelope else self.book.fact(self._sent(one))


def words_of(one: Stored) -> str:
    """What a note says, however it came."""
    return str(one.receipt.payload["data"].get("words", "")) if one.receipt.verb == "note" else ""


def custody_of(phone: Phone) -> list[Any]:
    """Everything that a phone keeps, to be compared."""
    return [
        (login, [(press.mark, press.state) for press in box.presses], box.discarded, sorted(box.pictures))
        for login, box in phone.outboxes.items()
    ]
