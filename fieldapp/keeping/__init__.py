"""Keeping it: a copy of everything while people work, and everything from a copy."""


class Refused(Exception):
    """It cannot be done, and nothing was changed; the message says why, and what to do."""
