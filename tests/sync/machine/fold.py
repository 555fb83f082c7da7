"""Rebuild the visible state from nothing but the kept commands and what the office did, and compare."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Table, select

from fieldapp.db import db
from fieldapp.domain.base import Model
from tests.sync.machine.book import Book, Stored
from tests.sync.machine.office import Act, Office, repeating
from tests.sync.machine.phone import PROTOCOL
from tests.sync.machine.world import World

State = dict[str, list[tuple[Any, ...]]]

# Everything that anybody sees of an order. Contacts, alarms and bytes depend on deliveries, not on commands.
TABLES = (
    *("service_order", "order_line", "visit", "assignment", "step_mark", "trial_mark", "photo", "question"),
    *("price_agreement", "signature", "journal", "command"),
)
MINTED = {
    "step_mark",
    "trial_mark",
    "price_agreement",
    "question",
    "journal",
}  # their ids are new at every carrying out
HIDDEN = {"agreement_id", "copy_token", "fingerprint", "decision_told_at"}
TIMES = {"at", "device_at", "call_back_due_at", "copy_until", "payload"}
SAID_OF_TIMES = {"early"}  # what the journal makes of a moment: whoever's clock was wrong may have come early
ANOTHER_CLOCK = timedelta(days=-1500)


def state_of(world: World, *, without_times: bool = False) -> State:
    """All rows, as text that can be compared."""
    with world.app.app_context():
        return {name: _rows(Model.metadata.tables[name], without_times) for name in TABLES}


def rebuild(world: World, book: Book, office: Office, *, clocks: bool = False) -> None:
    """Begin anew, and do again what was done, in the same order and at the same moments.

    The server is that of tomorrow: whatever version a command was pressed in, it means what it meant (I20).

    ``clocks``: every second command was pressed years earlier by the clock of its phone.
    """
    world.begin()
    world.upgrade()
    for _, together in groupby(book.events, key=_brought_by):
        events = list(together)
        if isinstance(events[0], Act):
            _act_again(world, office, events[0])
        else:
            _carry_again(world, [event for event in events if isinstance(event, Stored)], clocks)


def differences(first: State, second: State) -> list[str]:
    """What one of the two has and the other has not."""
    return [
        f"{name}: {sign} {row}"
        for name in first
        for sign, some, others in (("stored", first, second), ("rebuilt", second, first))
        for row in some[name]
        if row not in others[name]
    ]


def _brought_by(event: Act | Stored) -> int:
    return id(event) if isinstance(event, Act) else id(event.call)


def _act_again(world: World, office: Office, act: Act) -> None:
    world.move_to(act.at)
    with repeating(act):
        answer = office.press(act)
    assert answer.status_code < 400, f"{act} was possible and is not: {answer.text}"


def _carry_again(world: World, brought: list[Stored], clocks: bool) -> None:
    call = brought[0].call
    world.move_to(brought[0].receipt.received_at)
    browser = world.browser(call.cookie)
    if "form" in call.envelope:
        browser.post(call.envelope["path"], data=call.envelope["form"])
        return
    ids = {str(one.receipt.id) for one in brought}
    commands = [command for command in call.commands if command.get("id") in ids]
    if clocks:
        commands = [_by_another_clock(command) if index % 2 else command for index, command in enumerate(commands)]
    # None of them waits for another: what came before them has been carried out, or never will be.
    last = max(one.receipt.seq for one in brought)
    envelope = call.envelope | {"commands": commands, "pending": {"min_seq": last, "count": 0, "tray": 0}}
    answer = browser.post("/my/sync", json=envelope, headers={"X-Sync-Protocol": PROTOCOL})
    assert answer.status_code == 200, answer.text


def _by_another_clock(command: dict[str, Any]) -> dict[str, Any]:
    return command | {"at": (datetime.fromisoformat(command["at"]) + ANOTHER_CLOCK).isoformat()}


def _rows(table: Table, without_times: bool) -> list[tuple[Any, ...]]:
    columns = [column for column in table.columns if _compared(table, column, without_times)]
    return sorted(
        tuple(str(_without_moments(value) if without_times else value) for value in row)
        for row in db.session.execute(select(*columns))
    )


def _without_moments(value: Any) -> Any:
    return {key: told for key, told in value.items() if key not in SAID_OF_TIMES} if isinstance(value, dict) else value


def _compared(table: Table, column: Column[Any], without_times: bool) -> bool:
    if column.name in HIDDEN or (column.name == "id" and table.name in MINTED):
        return False
    return not (without_times and (column.name in TIMES or column.name.endswith("_at")))
