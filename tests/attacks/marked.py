"""Every text of a database says something nasty, each naming the column in which it stands: found from the tables."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, Table

from fieldapp.domain.base import Model, SetOf

SEEN = re.compile(r"«([a-z_.]+)»")
# Texts that no person writes: names of things, keys and hashes. A column that is not named here is written by people.
BY_MACHINES = {
    *("login", "password_hash", "search", "timezone", "key", "endpoint", "p256dh", "auth", "place", "error", "key_id"),
    *("token", "copy_token", "receipt_token", "sha256", "kept_sha256", "document_sha256", "token_sha256", "token_end"),
    *("from_state", "to_state", "what", "kind", "code", "verb", "url", "address_sha256", "secret", "code_hash"),
    *("fingerprint", "origin", "tag"),
}
WRITTEN_BY_PEOPLE = re.compile(r"[^\x00-\x7f]")  # in what is kept as JSON: what has a letter that no code has


def texts() -> dict[str, Column[Any]]:
    """Every column that somebody's words may stand in, by its full name."""
    return {
        f"{table.name}.{column.name}": column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if is_text(table, column)
    }


def is_text(table: Table, column: Column[Any]) -> bool:
    kind = column.type
    words = isinstance(kind, JSON) or (isinstance(kind, String) and not isinstance(kind, Enum | SetOf))
    machine = column.name in BY_MACHINES or column.name.endswith(("sha256", "_hash", "token"))
    counted = any(column.name in index.columns for index in table.indexes if index.unique) or bool(column.unique)
    return words and not machine and not counted and not column.primary_key and not column.foreign_keys


def mark(file: Path, nasty: Callable[[str], str]) -> set[str]:
    """Write it into all of them; gives back the names of those that now say it."""
    with sqlite3.connect(file) as stored:
        return {name for name, column in texts().items() if _mark(stored, name, column, nasty(name))}


def _mark(stored: sqlite3.Connection, name: str, column: Column[Any], words: str) -> bool:
    table, _, said = name.partition(".")
    rows = stored.execute(f"SELECT rowid, {said} FROM {table} WHERE {said} IS NOT NULL AND {said} != ''").fetchall()
    written = [(new, rowid) for rowid, old in rows if (new := _anew(column, old, words)) != old]
    # Where several may not say the same, one of them says it.
    before = stored.total_changes
    stored.executemany(f"UPDATE OR IGNORE {table} SET {said} = ? WHERE rowid = ?", written)
    return stored.total_changes > before


def _anew(column: Column[Any], old: str, words: str) -> str:
    if isinstance(column.type, JSON) or old.startswith(("{", "[")):
        try:
            return json.dumps(_in_json(json.loads(old), words), ensure_ascii=False, separators=(",", ":"))
        except ValueError:
            return words
    return words


def _in_json(value: Any, words: str) -> Any:
    if isinstance(value, dict):
        return {name: _in_json(inner, words) for name, inner in value.items()}
    if isinstance(value, list):
        return [_in_json(inner, words) for inner in value]
    return words if isinstance(value, str) and WRITTEN_BY_PEOPLE.search(value) else value


def seen_in(page: str) -> set[str]:
    """The columns whose words stand on it."""
    return set(SEEN.findall(page))
