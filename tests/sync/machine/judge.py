"""Is an answer of the server what the contract promises to this call?"""

import json
from typing import Any
from uuid import UUID

from tests.sync.machine.air import Call
from tests.sync.machine.book import HEARD, Book
from tests.sync.machine.outbox import mark_of
from tests.sync.machine.page import numbers_on
from tests.sync.machine.phone import PROTOCOL, Answer
from tests.sync.machine.world import World

NOT_UNDERSTOOD = {"command.bad_content", "command.unknown_verb", "command.unstorable"}
TOO_DEEP = 5  # brackets in brackets in brackets: no verb carries such a thing


class Judge:
    """Knows the words of the contract and the book of what came before."""

    def __init__(self, world: World, book: Book) -> None:
        self.world, self.book = world, book
        self.visits: dict[str, set[str]] = {}  # by login

    def weigh(self, call: Call, answer: Answer, *, before: set[int], alone: bool = True) -> list[str]:
        """Check one answer; gives back its verdicts. ``before``: the numbers that the server had of this phone."""
        if answer.status == 503 and not alone:
            return []
        status, index = self._expected(call)
        assert answer.status == status, f"{call}: {answer} instead of {status}"
        if status != 200:
            assert index is None or answer.read["index"] == index, f"{call}: {answer}"
            assert all(one.call is not call for one in self.book.stored.values()), f"{status}, and yet it was stored"
            return []
        assert answer.protocol == PROTOCOL, f"{call}: {answer}"
        receipts = answer.read["receipts"]
        assert [one["id"] for one in receipts] == [one["id"] for one in call.commands], f"{call}: {receipts}"
        for index, receipt in enumerate(receipts):
            self._receipt(call, index, receipt, before=before, alone=alone)
        if alone:
            self._drawn(call, answer.read)
            self._decided(call, answer.read["decided"])
        return [receipt["verdict"] for receipt in receipts]

    def _expected(self, call: Call) -> tuple[int, int | None]:
        """The status that this call gets, and which command is to blame, if one cannot be read."""
        if not call.cookie or call.protocol != PROTOCOL:
            return (426 if call.cookie else 401), None
        for index, command in enumerate(call.commands):
            if not _readable(command):
                return 422, index
            if command["v"] > self.world.newest:
                return 426, None
        return 200, None

    def _decided(self, call: Call, told: list[dict[str, str]]) -> None:
        """I12: the phone hears what the office has decided, each time, for its first answer may have been lost."""
        heard = {one["id"]: one["code"] for one in told}
        decided = self.book.told(self.world.scene.people[call.cookie])
        assert heard == decided, f"I12: decided was {decided}, and told {heard}"
        assert all(one["message"] for one in told), f"I12: decided without a word for the person: {told}"

    def _drawn(self, call: Call, told: dict[str, Any]) -> None:
        """Each visit of this person that was touched is drawn as it stands now."""
        numbers = dict(number for html in told["html"].values() for number in numbers_on(html))
        for command, receipt in zip(call.commands, told["receipts"], strict=True):
            mine = command["visit"] in self.visits.get(call.cookie, ()) and receipt["verdict"] not in {
                "later",
                "rejected",
            }
            assert not mine or numbers.get(command["visit"], -1) >= receipt["version"], f"{receipt}: drawn {numbers}"

    def _receipt(self, call: Call, index: int, receipt: dict[str, Any], *, before: set[int], alone: bool) -> None:
        command = call.commands[index]
        assert receipt["verdict"] in HEARD | {"later"}, f"{receipt}"
        if receipt["verdict"] == "later":
            assert self._may_wait(call, index, before=before) or not alone, (
                f"I5: {command} waits for nothing: {receipt}"
            )
            return
        foreign = command["by"] != self.world.scene.people[call.cookie]
        assert not foreign, f"I9: taken from another person's session: {command}"
        waits = self._waits_for_earlier(call, index, before=before) and command["id"] not in self._known_ids(call)
        assert not waits or not alone, f"I5: {command} was carried out before what was pressed earlier"
        fact = self.book.fact(command)
        assert not fact.nonsense or receipt["verdict"] == "rejected", f"{command} was {receipt}"
        unread = receipt["code"] in NOT_UNDERSTOOD and receipt["code"] != fact.sample
        assert fact.sample is None or not unread, f"I20: {command} is not understood any more: {receipt}"
        if receipt["verdict"] == "rejected":
            assert receipt["code"] and receipt["message"], f"without a word for the person: {receipt}"

    def _known_ids(self, call: Call) -> set[str]:
        return {id for id, one in self.book.stored.items() if one.call is not call}

    def _may_wait(self, call: Call, index: int, *, before: set[int]) -> bool:
        command = call.commands[index]
        return command["by"] != self.world.scene.people[call.cookie] or self._waits_for_earlier(
            call, index, before=before
        )

    def _waits_for_earlier(self, call: Call, index: int, *, before: set[int]) -> bool:
        """An earlier press of this phone is neither here nor given up nor in this call."""
        command = call.commands[index]
        explained = before | self.book.now.discarded.get(call.envelope["device"], set())
        explained |= {one["seq"] for one in call.envelope["discarded"]} | {one["seq"] for one in call.commands[:index]}
        return bool(set(range(call.envelope["pending"]["min_seq"], command["seq"])) - explained)

    def remember(self, invariants: Any, call: Call, answer: Answer) -> None:
        """Hold what was told against what was told before."""
        if answer.status != 200 or not answer.read:
            return
        for command, receipt in zip(call.commands, answer.read["receipts"], strict=True):
            if receipt["verdict"] != "later":
                invariants.stable(command, receipt, mark_of(command))


def _readable(command: dict[str, Any]) -> bool:
    """Has it an id, and can it be kept at all?"""
    try:
        return str(UUID(command["id"])) == command["id"].lower() and json.dumps(command).count("[[") < TOO_DEEP
    except ValueError:
        return False
