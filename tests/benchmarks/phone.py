"""The figures of the phone: taps, weight, a long queue, many phones at once. Part of `make bench`."""

from tests.benchmarks import long_queue, returning, taps
from tests.benchmarks.world import World


def main() -> None:
    with World.begun(taps.bare_page) as world:
        taps.measure(world)
        long_queue.weigh(world)
        long_queue.drain(world)
    returning.main()


if __name__ == "__main__":
    main()
