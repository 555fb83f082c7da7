"""A stylesheet with its imports written out.

Each component has a file of its own, so an audience's stylesheet names some thirty of them. A browser would fetch them
one after the other, on a cold phone in a cellar; written out they are one file and one request. The cascade stays the
same: ``@import url("x.css") layer(y)`` and ``@layer y { … }`` mean one thing.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def written_out(stylesheet: Path) -> str:
    """The stylesheet as one text, each import in its layer, without the comments that explain the markup."""
    rules = COMMENT.sub("", stylesheet.read_text("utf-8"))
    return IMPORT.sub(lambda found: f"@layer {found[2]} {{\n{written_out(stylesheet.parent / found[1])}}}", rules)
