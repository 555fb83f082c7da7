"""What a database says of itself: the rows of each table, its migration, and how far its chain has come."""

from sqlalchemy import Connection, column, func, inspect, select, table

from fieldapp.domain.chain import ChainHead, heads

VERSIONS = "alembic_version"
HEADS = ChainHead.__tablename__


def rows(connection: Connection) -> dict[str, int]:
    """The number of rows of each table, by the names that this database has (it may be of an older version)."""
    names = sorted(inspect(connection).get_table_names())
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def schema(connection: Connection) -> str:
    """The migration that it is at; empty for a database without tables of ours."""
    if VERSIONS not in inspect(connection).get_table_names():
        return ""
    return str(connection.scalar(select(column("version_num")).select_from(table(VERSIONS))) or "")


def chain(connection: Connection) -> list[str]:
    """Count and head of each branch's chain, one line each."""
    if not inspect(connection).has_table(HEADS):
        return []  # of a version before there was a chain
    return sorted(head.as_text() for head in heads(connection))
