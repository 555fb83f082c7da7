"""Setting the service order in type: data in, an archive's PDF out (PDF/A-3a: every letter findable, files enclosed).

The form is a template of ours that is read from this folder. What people wrote comes to it as data, never as source,
so a name that looks like a command of the typesetter is printed as it stands.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from pylopdf_fonts_zh_cn import sans_path

from fieldapp.documents.letters import printable

FORM = Path(__file__).with_name("service_order.typ")
STANDARD = "a-3a"

_one_at_a_time = Lock()  # the typesetter's memory is ours once, however many ask


def typeset(content: Mapping[str, Any], files: Mapping[str, str], *, at: datetime) -> bytes:
    """The paper with this content (see the form) and these files in it, byte for byte, made at this moment."""
    inputs = {"content": json.dumps(printable(dict(content)))} | dict(files)
    with _one_at_a_time:
        made = _press().compile(
            FORM.read_bytes(), sys_inputs=inputs, pdf_standards=[STANDARD], timestamp=int(at.timestamp())
        )
    return bytes(made)


def pictures(content: Mapping[str, Any], files: Mapping[str, str], *, at: datetime, ppi: float = 110) -> list[bytes]:
    """Its pages as PNG, for whoever wants to look at them."""
    inputs = {"content": json.dumps(printable(dict(content)))} | dict(files)
    with _one_at_a_time:
        made = _press().compile(
            FORM.read_bytes(), format="png", ppi=ppi, sys_inputs=inputs, timestamp=int(at.timestamp())
        )
    return made if isinstance(made, list) else [made]


@cache
def _press() -> Any:
    # Loaded once: to look through the typefaces takes longer than to set a page.
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(sans_path().parent)])
    return typst.Compiler(root=str(FORM.parent), font_paths=faces)
