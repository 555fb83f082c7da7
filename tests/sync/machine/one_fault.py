"""One planted fault under a rush, in a process of its own: ``python -m tests.sync.machine.one_fault "no lock" sqlite``.

Exit code 3 and what did not hold when the machine noticed it, 0 when it did not.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres import started
from tests.sync.machine.planted import PLANTED
from tests.sync.machine.profiles import noticed, world_on
from tests.sync.machine.rush import rush

NOTICED = 3


def main(name: str, engine: str) -> int:
    with ExitStack() as stack:
        stack.enter_context(PLANTED[name].server())
        folder = Path(stack.enter_context(TemporaryDirectory()))
        server = stack.enter_context(started()) if engine == "postgresql" else None
        world = stack.enter_context(world_on(engine, folder, server))
        words = noticed(lambda: rush(world))
    sys.stdout.write(words + "\n")
    return NOTICED if words else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
