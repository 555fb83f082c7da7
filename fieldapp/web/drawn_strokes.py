"""What was drawn on a pad, as a form sends it: JSON, read as strictly as a press of the phone."""

from pydantic import TypeAdapter, ValidationError

from fieldapp.domain.signature import Strokes
from fieldapp.domain.verb_data import Point
from fieldapp.web.forms import Form

DRAWN: TypeAdapter[Strokes] = TypeAdapter(list[list[Point]])
MOST_WRITTEN = 400_000  # characters of a drawn name; the busiest real one has far fewer


def drawn_strokes(form: Form, name: str = "strokes") -> Strokes:
    """The strokes; none, and a fault, for what no pad of ours sends."""
    try:
        return DRAWN.validate_json(form.text(name, most=MOST_WRITTEN, optional=True) or "[]")
    except ValidationError:
        form.fault(name, "form.not_known")
        return []
