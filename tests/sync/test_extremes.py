"""What a phone says at the very ends of what can be said holds up no queue and takes no page from anybody."""

from datetime import timedelta

import pytest

from fieldapp.domain.document import sha256
from fieldapp.domain.signature import Signature
from tests.sync.whole_visit import whole_visit

HUGE = 10**400  # no number with a point is as large


@pytest.mark.parametrize(
    ("ahead", "at"),
    [(timedelta(0), "0001-01-01T00:00:00+14:00"), (timedelta(days=1), "0001-01-01T00:00:00+00:00")],
    ids=["no such day by our clock", "no such day by the phone's"],
)
def test_a_moment_before_the_calendar_is_refused_and_the_queue_goes_on(scene, visit, ahead, at):
    phone = scene.li_phone
    phone.ahead = ahead
    arrived = phone.press(visit, "arrive")
    wrong = phone.press(visit, "correct", command=arrived["id"], at=at)

    receipts = phone.send(arrived, wrong, phone.press(visit, "note", words="里面没人"))

    assert [receipt["verdict"] for receipt in receipts] == ["applied", "rejected", "applied"]
    assert receipts[1]["code"] == "command.bad_content"


def of_each_line(**told):
    return lambda ours: {"lines": [line | told for line in ours["lines"]]}


DOCUMENTS = {
    "quantities": of_each_line(quantity_milli=HUGE),
    "less than nothing": of_each_line(quantity_milli=-HUGE),
    "prices": of_each_line(unit_price_fen=HUGE, amount_fen=HUGE, materials_fen=HUGE, minimum_fen=HUGE),
    "a total": lambda _: {"total_fen": HUGE},
    "as much as a database keeps": lambda _: {"total_fen": 2**63 - 1},
    "a total below nothing": lambda _: {"total_fen": -HUGE},
    "no line": lambda _: {"lines": []},
    "a language of nobody": lambda _: {"language": "xx", "procedure": 0, "words_sha256": "x"},
    "long words": of_each_line(name_zh="长" * 20_000, name_en="", unit_zh="", unit_en=""),
    "no words": lambda ours: {
        name: "" for name, said in ours.items() if isinstance(said, str) and name not in {"document", "order", "visit"}
    },
}


@pytest.mark.parametrize("told", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_of_extremes_takes_no_page_from_anybody(scene, order, visit, signed_in, client, told):
    """Signed without a signal it is kept as it was read out, if it is a document of ours at all."""
    commands = whole_visit(scene, scene.li_phone, visit)
    sign = next(one for one in commands if one["verb"] == "sign")
    document = sign["data"]["document"]
    document.update(told(document))
    sign["data"]["document_sha256"] = sha256(document)

    signed, completed = scene.li_phone.send(*commands)[-2:]
    kept = signed["verdict"] == "applied"
    assert kept or signed["code"] == "signature.document_broken"
    assert completed["verdict"] == ("applied" if kept else "parked"), "what was kept lets the visit come to its end"

    pages = [
        (signed_in("chen"), path) for path in ("/desk", "/desk/orders", "/desk/call-backs", f"/desk/orders/{order}")
    ]
    pages += [(scene.phone, "/my"), (scene.phone, f"/my/visits/{visit}")]
    for signature in scene.all_of(Signature):
        pages += [(client, f"/copy/{signature.copy_token}"), (client, f"/verify/{signature.copy_token}")]
    assert [path for browser, path in pages if browser.get(path).status_code >= 500] == []
