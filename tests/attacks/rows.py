"""One row of every table, hanging together: whatever kind of thing there is, there is one of it to be asked for."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Enum,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Time,
    Uuid,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from fieldapp.clock import now
from fieldapp.domain.base import Instant, Model, SetOf, new_id
from fieldapp.domain.order_correction import Ending

Row = dict[str, Any]

# What may stand in a column of a kind; asked in this order. Anything else is text.
MADE_UP: tuple[tuple[type, Any], ...] = (
    (Instant, now),
    (SetOf, frozenset),
    (Enum, lambda: None),  # see _value
    (Uuid, new_id),
    (JSON, dict),
    (Boolean, lambda: False),
    (DateTime, lambda: datetime(2026, 11, 23)),
    (Date, lambda: date(2026, 11, 23)),
    (Time, lambda: time(9)),
    (Integer, lambda: 77),  # another number than anything there is has
    (LargeBinary, lambda: b"1"),
    (Numeric, lambda: 1),
)

# What has to be one of a few words, though its column takes any; and what is over, so that nobody has to read it.
AS_IT_IS: dict[str, Row] = {
    "announcement": {"from_state": "received", "to_state": "assigned"},
    "order_correction": {"ended_at": now(), "ending": Ending.WITHDRAWN},
    "service_order": {"year": 2026},
}


class Rows:
    """The rows of one branch, one for each table, by its name."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.of: dict[str, Row] = {}

    def complete(self) -> "Rows":
        """What is there, and one of everything that is not."""
        for table in Model.metadata.sorted_tables:
            there = self.connection.execute(select(table).limit(1)).mappings().first()
            self.of[table.name] = dict(there) if there else self.make(table)
        return self

    def anew(self) -> "Rows":
        """A second one of everything. What there is only once is not made again."""
        for table in Model.metadata.sorted_tables:
            try:
                with self.connection.begin_nested():
                    self.make(table)
            except IntegrityError:
                continue
        return self

    def make(self, table: Table, **said: Any) -> Row:
        """One more row of this table; what hangs on another hangs on the one of these."""
        values = {column.name: self._value(column) for column in table.columns if not _says_itself(column)}
        values |= AS_IT_IS.get(table.name, {}) | said
        made = self.connection.execute(insert(table).values(values)).inserted_primary_key
        itself = [column == value for column, value in zip(table.primary_key, made or (), strict=True)]
        self.of[table.name] = dict(self.connection.execute(select(table).where(*itself)).mappings().one())
        return self.of[table.name]

    def ids(self) -> dict[UUID, str]:
        """Every id of these, and of which table it is."""
        return {row["id"]: name for name, row in self.of.items() if isinstance(row.get("id"), UUID)}

    def _value(self, column: Column[Any]) -> Any:
        for foreign in column.foreign_keys:
            known = self.of.get(foreign.column.table.name)
            return known[foreign.column.name] if known else None
        if column.nullable:
            return None
        if isinstance(column.type, Enum):
            return next(iter(column.type.enum_class or column.type.enums))
        made = next((make for kind, make in MADE_UP if isinstance(column.type, kind)), None)
        return made() if made else f"{new_id().hex[-12:]} {column.name}"[: getattr(column.type, "length", None) or 40]


def _says_itself(column: Column[Any]) -> bool:
    return column.default is not None or column is column.table.autoincrement_column
