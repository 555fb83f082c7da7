"""How many seconds lie between two moments, worked out by the database, which keeps them as text or as timestamps."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class SecondsBetween(FunctionElement[int]):
    """From the first to the second, whole seconds; nothing when one of them is."""

    type = BigInteger()
    inherit_cache = True
    name = "seconds_between"


@compiles(SecondsBetween, "sqlite")
def _of_text(element: SecondsBetween, compiler: Any, **more: Any) -> str:
    begins, ends = (compiler.process(clause, **more) for clause in element.clauses)
    return f"(unixepoch({ends}) - unixepoch({begins}))"


@compiles(SecondsBetween)
def _of_timestamps(element: SecondsBetween, compiler: Any, **more: Any) -> str:
    begins, ends = (compiler.process(clause, **more) for clause in element.clauses)
    return f"CAST(floor(extract(epoch FROM {ends})) - floor(extract(epoch FROM {begins})) AS BIGINT)"
