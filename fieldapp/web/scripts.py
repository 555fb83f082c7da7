"""Scripts as they are served: what is for whoever reads them is gone, and names that nobody else knows are short.

That is a sixth of what they weigh compressed. A minifier does it, once for each build; where there is none (macOS) only
comments and indents go. Lines stay lines then, because our scripts end a statement with one, and so no text of a script
may go over several lines.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

import structlog

# In a process of its own: it is written in Go, which does not survive that the server's processes are doubled.
MINIFY = """
import json, sys
from minify import string
json.dump([string("application/javascript", script) for script in json.load(sys.stdin)], sys.stdout)
"""

log = structlog.get_logger(__name__)


def lightened(scripts: Sequence[str]) -> list[str]:
    """The same scripts, in their order."""
    command = [sys.executable, "-c", MINIFY]
    done = subprocess.run(command, input=json.dumps(scripts), capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return list(json.loads(done.stdout))
    log.info("scripts.not_minified", trouble=done.stderr.rpartition("\n")[0].rpartition("\n")[2])
    return [without_comments(script) for script in scripts]


def without_comments(script: str) -> str:
    """The same script without the comments and indents."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"
