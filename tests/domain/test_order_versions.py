"""Which version of what was signed is in force, and what the others are called."""

from datetime import timedelta

from fieldapp.domain.base import Fen, new_id
from fieldapp.domain.order_correction import Ending, OrderCorrection
from fieldapp.domain.order_versions import Standing, versions
from fieldapp.domain.signature import SignatureAnswer
from tests.builders import NOW
from tests.jobs import a_signature, a_visit


def signed(visit, **more):
    signature = a_signature(visit, **more)
    signature.at, signature.visit_id = NOW, visit.id
    return signature


def a_correction(number, ending=None, signature=None):
    return OrderCorrection(
        id=new_id(), number=number, replaces=1, ending=ending, ended_at=NOW if ending else None, total_fen=Fen(0),
        signature_id=signature.id if signature else None, document_sha256="0" * 64,
    )  # fmt: skip


def standings(told):
    return [(each.number, each.standing) for each in told.all]


def test_what_was_signed_at_the_visit_is_the_first_version_and_in_force():
    first = signed(a_visit(until="test"))
    told = versions([first], [], first.id)
    assert standings(told) == [(1, Standing.IN_FORCE)] and told.next_number == 2


def test_a_correction_counts_when_it_is_signed_and_not_before():
    visit = a_visit(until="test")
    first, second = signed(visit), signed(visit)
    waits = a_correction(2)
    told = versions([first], [waits], first.id)
    assert standings(told) == [(1, Standing.IN_FORCE), (2, Standing.OPEN)] and told.waiting is waits

    told = versions([first, second], [a_correction(2, Ending.AGREED, second)], first.id)
    assert standings(told) == [(1, Standing.REPLACED), (2, Standing.IN_FORCE)]
    assert told.in_force.signature is second and told.waiting is None


def test_what_was_withdrawn_or_not_agreed_to_keeps_its_number_and_changes_nothing():
    visit = a_visit(until="test")
    first, no = signed(visit), signed(visit, answer=SignatureAnswer.DISAGREED, reason="价格不对")
    told = versions([first, no], [a_correction(2, Ending.WITHDRAWN), a_correction(3, Ending.DISAGREED, no)], first.id)
    assert standings(told) == [(1, Standing.IN_FORCE), (2, Standing.WITHDRAWN), (3, Standing.NOT_AGREED)]
    assert told.next_number == 4 and told.newest_signed.signature is first


def test_a_second_signature_of_the_visit_gets_a_number_that_no_correction_has():
    visit = a_visit(until="test")
    first, later = signed(visit), signed(visit)
    later.at = NOW + timedelta(minutes=1)
    told = versions([later, first], [a_correction(2, Ending.WITHDRAWN)], later.id)
    assert standings(told) == [(1, Standing.REPLACED), (2, Standing.WITHDRAWN), (3, Standing.IN_FORCE)]


def test_where_the_owner_did_not_agree_at_the_visit_nothing_is_in_force_and_it_can_be_corrected():
    no = signed(a_visit(until="test"), answer=SignatureAnswer.DISAGREED, reason="价格不对")
    told = versions([no], [], no.id)
    assert told.in_force is None and told.newest_signed.signature is no
