"""What a benchmark tells, line by line as it comes."""

import sys


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
