"""``python -m tests.sync.machine 2000``: the soak."""

import sys

from tests.sync.machine.soak import main

if __name__ == "__main__":
    main(int(sys.argv[1]))
