"""One press, ready to be put into a form: its verb, its fields, and the id by which a double tap stays one press."""

from dataclasses import dataclass, field
from uuid import UUID

from fieldapp.domain.base import new_id


@dataclass(frozen=True, slots=True)
class Press:
    """What a button of the visit says when it is pressed."""

    verb: str
    fields: dict[str, str] = field(default_factory=dict)
    command: UUID = field(default_factory=new_id)

    @property
    def key(self) -> str:
        """The step that a ``step`` press ticks."""
        return self.fields.get("key", "") if self.verb == "step" else ""


def said(verb: str, **fields: object) -> Press:
    """A press of this verb with these fields."""
    return Press(verb, {name: str(value) for name, value in fields.items()})
