"""One person, two phones, one visit: both speak at the same moment, again and again, about different things."""

from tests.sync.machine import taps
from tests.sync.machine.air import Mains
from tests.sync.machine.example import Example
from tests.sync.machine.mishaps import MISHAPS
from tests.sync.machine.phone import Phone
from tests.sync.machine.tally import Tally
from tests.sync.machine.world import World

ROUNDS = 12


def rush(world: World) -> Tally:
    """Raises AssertionError when one of the two overwrote the other."""
    tally, mains = Tally(), Mains(world)
    try:
        it = Example(world, mains, tally, Phone)
        for phone in it.phones:
            phone.login = phone.cookie = "li"
            it.learn(phone)
        for nth in range(ROUNDS):
            for phone in it.phones:
                for _ in range(3):
                    it.pressed(phone, phone.press(it.visits(phone)[0], *taps.note()))
            MISHAPS["two phones at once"](it, it.phones[0], nth)
            it.invariants.at_every_moment()
        it.drain()
    finally:
        mains.disconnect()
    return tally
