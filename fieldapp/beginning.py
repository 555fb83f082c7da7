"""While the modules are loaded the collector rests: what they make stays, and it would walk through it again and again.

That is a third of the time until a server answers, or a command says its first word.
"""

import gc

gc.disable()


def over() -> None:
    """Everything is loaded: the collector begins, and leaves alone what is there."""
    gc.freeze()
    gc.enable()
