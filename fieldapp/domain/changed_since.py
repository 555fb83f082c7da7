"""Was the same thing changed by another hand since the page was drawn on which somebody pressed?"""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fieldapp.domain.command import Command
from fieldapp.domain.receipt import Receipt, Verdict
from fieldapp.domain.visit import Visit

# Verbs that write the same thing again and again, and the field that says which.
REGISTERS = {
    "step": (("step",), "key"),
    "line": (("line", "drop_line"), "line"),
    "drop_line": (("line",), "line"),
    "warranty": (("warranty", "drop_line"), "line"),
}
OF_A_LINE = {"line", "warranty"}


def changed_since(session: Session, visit: Visit, command: Command, data: Any, device: UUID) -> bool:
    """Has another phone or page written the same step or line later than the version this one was pressed on?"""
    if command.verb not in REGISTERS or command.base is None:
        return False
    verbs, field = REGISTERS[command.verb]
    others = session.scalars(
        select(Receipt.payload).where(
            Receipt.visit_id == visit.id,
            Receipt.verb.in_(verbs),
            Receipt.verdict == Verdict.APPLIED,
            Receipt.version > command.base,
            or_(Receipt.device.is_(None), Receipt.device != device),
        )
    )
    mine = str(getattr(data, field))
    return any(str(payload["data"][field]) == mine for payload in others)


def overtaken_by_a_newer_word(visit: Visit, verb: str, data: Any) -> bool:
    """Is it about a line that has been dropped? Dropped it stays."""
    return verb in OF_A_LINE and any(line.id == data.line and not line.stands for line in visit.order.lines)
