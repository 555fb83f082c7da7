"""What the owner agrees to and signs: plain data, one way to write it down, one hash."""

import hashlib
import json

import pytest

from fieldapp.domain.document import canonical, price_document, sha256, work_document
from fieldapp.domain.on_site import drop_line
from fieldapp.domain.signature import SignatureAnswer
from tests.jobs import a_line, a_signature, a_visit, an_order, at


def test_a_document_is_written_in_one_way_whatever_the_order_of_its_parts():
    assert canonical({"b": "价", "a": [1, {"d": "", "c": 2}]}) == '{"a":[1,{"c":2,"d":""}],"b":"价"}'


def test_the_hash_is_sha_256_over_that_writing_in_utf_8():
    assert sha256({"价": 1}) == hashlib.sha256('{"价":1}'.encode()).hexdigest()


@pytest.mark.parametrize("value", [1.5, None, True, b"1", {"a": 0.1}, [None], (1,)])
def test_only_whole_numbers_and_text_may_stand_in_it(value):
    with pytest.raises(ValueError, match="neither a whole number nor text"):
        canonical({"value": value})


def test_the_price_document_tells_each_line_and_its_parts():
    order = an_order(None, a_line(quantity=2))
    order.lines[0].set(item=None, quantity_milli=2000, unit_price_fen=None, materials_fen=2800)

    (line,) = price_document(order, a_visit(order))["lines"]

    assert (line["quantity_milli"], line["unit_price_fen"], line["materials_fen"]) == (2000, 1500, 2800)
    assert line["amount_fen"] == 5800


def test_a_dropped_line_does_not_stand_in_it():
    order = an_order(None, a_line(), a_line())
    visit = a_visit(order, until="enter")
    before = sha256(price_document(order, visit))

    drop_line(visit, at(), line_id=order.lines[0].id)

    assert len(price_document(order, visit)["lines"]) == 1
    assert sha256(price_document(order, visit)) != before


def test_what_is_signed_tells_the_whole_of_it_by_itself():
    visit = a_visit(until="test")

    document = work_document(visit.order, visit)

    told = {name: document[name] for name in ("company_zh", "building", "door", "owner", "technician", "badge")}
    assert told == {
        "company_zh": "阳光物业",
        "building": "3栋",
        "door": "503",
        "owner": "王",
        "technician": "李建国",
        "badge": "A1027",
    }
    assert document["tests"] == [{"key": "tap", "good": 1, "remark": ""}]


def test_it_comes_back_from_its_writing_as_it_was():
    visit = a_visit(until="test")
    document = work_document(visit.order, visit)

    assert json.loads(canonical(document)) == document


def test_a_signature_is_genuine_as_long_as_the_document_under_it_is_untouched():
    signature = a_signature(a_visit(until="test"), answer=SignatureAnswer.AGREED)
    assert signature.genuine

    signature.document = signature.document.replace("1500", "9500")

    assert not signature.genuine
