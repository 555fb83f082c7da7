"""Whole shifts in which everything goes wrong, each by a seed: nothing is lost, nothing is done twice, in any order.

`SEEDS=50` makes more of them (`make soak`); `SEED=17` the seventeenth alone.
"""

import os

import pytest

from tests.browser.faulty.shift import Shift
from tests.browser.faulty.street import Street
from tests.browser.faulty.troubles import Plan

# Troubles have no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

SEEDS = [int(os.environ["SEED"])] if os.environ.get("SEED") else list(range(1, int(os.environ.get("SEEDS", "5")) + 1))
MOVES = 30 if len(SEEDS) < 10 else 45
ROW = "{:>6}{:>7}{:>8}{:>7}{:>7}{:>13}{:>17}"
HEAD = ROW.format("shift", "taps", "faults", "lost", "twice", "order kept", "page = database")


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_nothing_is_done_twice(seed, street, figures, words):
    shift = a_shift(street, seed)
    shift.works(MOVES)
    shift.settles()

    kept, visits, ledger = shift.handset.kept, shift.visits, street.branch.ledger
    lost, twice, disorder = ledger.lost(kept), ledger.twice(visits), ledger.out_of_order(visits)
    differ = shift.pages_that_differ()
    if seed == SEEDS[0]:
        figures.append(HEAD)
    yes = {True: "yes", False: "NO"}
    told = (len(kept), shift.plan.dealt.total(), len(lost), len(twice), yes[not disorder], yes[not differ])
    figures.append(ROW.format(seed, *told))
    assert not (lost or twice or disorder or differ or shift.handset.faults), "\n".join(
        map(str, (lost, twice, disorder, differ, shift.handset.faults, shift.happened))
    )


def a_shift(street: Street, seed: int) -> Shift:
    """Two visits of a technician's, and a road with the troubles of this seed."""
    plan, login = Plan(seed), f"tech{2 + seed % 5}"
    technician = street.technician(login, befalls=plan)
    visits = [street.branch.visit_for(login) for _ in range(2)]
    shift = Shift(technician, plan, street.branch.ledger, visits)
    shift.begins()
    return shift
