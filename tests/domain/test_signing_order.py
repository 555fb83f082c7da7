"""When a signature may be given: the price's inside, the work's after the work, and nothing after that."""

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.signature import Purpose
from tests.jobs import a_signature, a_visit, at


def the_price_signed(visit):
    signature = a_signature(visit)
    signature.purpose = Purpose.PRICE
    return signature


@pytest.mark.parametrize("until", ["accept", "arrive"])
def test_nobody_signs_a_price_before_the_door_is_open(until):
    visit = a_visit(until=until)
    with pytest.raises(RuleBroken, match=r"visit\.not_now"):
        visit.sign(at(), the_price_signed(visit))
    assert visit.signature is None


def test_a_signed_price_is_followed_by_the_signed_work():
    visit = a_visit(until="test")
    visit.sign(at(), the_price_signed(visit))
    visit.sign(at(), a_signature(visit))
    assert visit.signature.purpose is Purpose.WORK


def test_what_was_signed_after_the_work_is_replaced_by_nothing():
    visit = a_visit(until="sign")
    with pytest.raises(RuleBroken, match=r"signature\.already_there"):
        visit.sign(at(), the_price_signed(visit))
    visit.complete(at())
