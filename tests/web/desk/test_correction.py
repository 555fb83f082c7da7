"""A correction of what was signed: opened, looked at, signed on our screen, withdrawn; two at once are refused."""

import json

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.order_correction import Ending, OrderCorrection
from fieldapp.domain.order_versions import Standing, versions_of
from fieldapp.domain.signature import Signature
from tests.at_once import at_once
from tests.corrections import WHY, first_line, opened, stored
from tests.jobs import DRAWN


@pytest.fixture
def order_id(desk):
    """A valve was signed for, at ¥15."""
    return desk.order("complete")


def typed(desk, order_id, **said):
    """What the form sends: half a valve, unless the test says otherwise."""
    with desk.app.app_context():
        line = first_line(desk.stored(order_id))
    usual = {"quantity": "0.5", "price": "15.00", "materials": ""}
    fields = {f"{name}-{line}": said.pop(name, words) for name, words in usual.items()}
    version = str(desk.stored(order_id).version)
    return {"version": version, "why": WHY, "quantity-new0": "1"} | fields | said


def put(desk, order_id, browser=None, **said):
    return (browser or desk.browser).post(f"/desk/orders/{order_id}/correction", data=typed(desk, order_id, **said))


def corrections(desk):
    with desk.app.app_context():
        return list(db.session.scalars(select(OrderCorrection).order_by(OrderCorrection.number)))


def standings(desk, order_id):
    with desk.app.app_context():
        return [each.standing for each in versions_of(db.session(), order_id).all]


def signing(correction, **said):
    usual = {"signature": str(new_id()), "document_sha256": correction.document_sha256, "answer": "agreed"}
    return usual | {"strokes": json.dumps(DRAWN), "relation": "owner", "signer": "王秀英"} | said


def test_both_versions_stand_side_by_side_before_anything_is_opened(desk, order_id):
    form = desk.page(f"/desk/orders/{order_id}/correction")
    assert "更换角阀" in form and 'value="15.00"' in form and "第 1 版" in form

    looked = put(desk, order_id)
    assert looked.status_code == 200 and corrections(desk) == []
    for words in ("第 2 版", "0.5 只 × ¥15", "¥7.50", "少付 ¥7.50", WHY):
        assert words in looked.text


def test_opened_it_waits_and_nothing_changes_until_it_is_signed(desk, order_id):
    before = desk.stored(order_id)
    assert put(desk, order_id, open="1").status_code == 303

    (correction,) = corrections(desk)
    assert (correction.number, correction.was_fen, correction.total_fen) == (2, 1500, 750)
    now = desk.stored(order_id)
    assert (now.price_fen, now.due_fen, now.title_zh) == (before.price_fen, before.due_fen, before.title_zh)
    assert standings(desk, order_id) == [Standing.IN_FORCE, Standing.OPEN]
    page = desk.page(f"/desk/orders/{order_id}")
    assert correction.token in page and WHY in page and "撤回" in page
    assert [entry.what for entry in desk.journal(order_id)][-1] == "correction_opened"


def test_signed_on_our_screen_it_is_in_force_and_what_is_due_follows(desk, order_id):
    correction = opened(desk.app, order_id, desk.chen.id, quantity=3)
    page = desk.page(f"/desk/orders/{order_id}/correction/signature")
    assert "3 只 × ¥15" in page and "<signature-pad" in page and "多付 ¥30" in page

    sent = signing(correction)
    for _ in range(2):  # a double tap signs once
        assert desk.browser.post(f"/desk/orders/{order_id}/correction/signature", data=sent).status_code == 303

    order = desk.stored(order_id)
    assert (order.due_fen, order.price_fen, order.standing_lines[0].quantity_milli) == (4500, 4500, 3000)
    assert standings(desk, order_id) == [Standing.REPLACED, Standing.IN_FORCE]
    assert stored(desk.app, correction.id).ended_by_id == desk.chen.id
    entry = desk.journal(order_id)[-1]
    assert (entry.what, entry.facts["where"], entry.facts["total_fen"]) == ("correction_answered", "desk", 4500)
    with desk.app.app_context():
        first, second = db.session.scalars(select(Signature).order_by(Signature.at, Signature.id)).all()
    assert first.genuine and second.genuine and second.contents["replaces"]["document_sha256"] == first.document_sha256
    page = desk.page(f"/desk/orders/{order_id}")
    assert "第 2 版" in page and "有效" in page and "更正签过的单子" in page


def test_money_follows_by_new_entries_and_the_page_says_how(desk, order_id, save, signed_in):
    page = f"/money/orders/{order_id}"
    paid = {"method": "wechat", "amount": "15", "receipt": "0001234", "version": str(desk.stored(order_id).version)}
    assert desk.browser.post(f"{page}/payments", data=paid).status_code == 303
    correction = change_to_less(desk, order_id, opened(desk.app, order_id, desk.chen.id, quantity=2))
    desk.browser.post(f"/desk/orders/{order_id}/correction/signature", data=signing(correction))

    order = desk.stored(order_id)
    assert (order.due_fen, order.paid_fen, order.dues.owed_fen) == (750, 1500, -750)
    shown = desk.page(page)
    assert "应退" in shown and "−¥7.50" in shown and "¥15" in shown

    back = {"method": "wechat", "amount": "7.5", "why": "按更正退款", "version": str(order.version)}
    assert desk.browser.post(f"{page}/refunds", data=back).status_code == 303
    assert desk.stored(order_id).dues.owed_fen == 0


def change_to_less(desk, order_id, correction):
    """Withdrawn by whoever opened it, and opened anew with half a valve."""
    assert desk.browser.post(f"/desk/orders/{order_id}/correction/withdrawal").status_code == 303
    assert stored(desk.app, correction.id).ending is Ending.WITHDRAWN
    assert put(desk, order_id, open="1").status_code == 303
    return corrections(desk)[-1]


def test_only_whoever_opened_it_withdraws_it(desk, order_id):
    correction = opened(desk.app, order_id, desk.chen.id, quantity=2)
    answer = desk.colleague.post(f"/desk/orders/{order_id}/correction/withdrawal")
    assert answer.status_code == 422 and "陈静" in answer.text
    assert stored(desk.app, correction.id).is_open
    assert desk.browser.post(f"/desk/orders/{order_id}/correction/withdrawal").status_code == 303
    assert standings(desk, order_id) == [Standing.IN_FORCE, Standing.WITHDRAWN]
    assert "已撤回" in desk.page(f"/desk/orders/{order_id}")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"why": ""}, "还没有填"),
        ({"quantity": "1"}, "和签过的一样"),
        ({"price": "15.01"}, "问主管"),
        ({"quantity": "0"}, "数量"),
        ({"words-new0": "拆旧柜子", "price-new0": "200"}, "主管定价"),
    ],
    ids=["without a reason", "nothing different", "more than the list", "nothing", "off the list at the desk"],
)
def test_what_cannot_be_a_correction_is_refused_in_words(desk, order_id, said, words):
    answer = put(desk, order_id, open="1", **said)
    assert answer.status_code == 422 and words in answer.text
    assert corrections(desk) == []


def test_what_is_as_it_was_signed_cannot_be_put_before_the_owner(desk, order_id):
    same, other = put(desk, order_id, quantity="1").text, put(desk, order_id).text
    assert "和签过的一样" in same and 'name="open"' not in same
    assert "和签过的一样" not in other and 'name="open"' in other


def test_what_waits_for_the_owner_is_to_replace_a_version_and_has_not_been(desk, order_id):
    opened(desk.app, order_id, desk.chen.id, quantity=2)
    page = desk.page(f"/desk/orders/{order_id}")
    assert ">拟取代第 1 版" in page and "原拟取代" not in page


def test_a_supervisor_prices_what_is_not_on_the_list(desk, order_id):
    said = {"words-new0": "拆旧柜子", "price-new0": "200", "quantity": "1"}
    assert put(desk, order_id, desk.supervisor, open="1", **said).status_code == 303
    (correction,) = corrections(desk)
    desk.browser.post(f"/desk/orders/{order_id}/correction/signature", data=signing(correction))
    order = desk.stored(order_id)
    assert [line.name_zh for line in order.standing_lines] == ["更换角阀", "拆旧柜子"] and order.due_fen == 21_500


def test_an_order_that_is_not_signed_or_has_a_correction_is_not_corrected(desk, order_id):
    for until in ("test", "sign"):
        other = desk.order(until)
        assert "更正签过的单子" not in desk.page(f"/desk/orders/{other}")
        answer = desk.browser.get(f"/desk/orders/{other}/correction")
        assert answer.status_code == 422 and "还没有签字" in answer.text

    opened(desk.app, order_id, desk.chen.id, quantity=2)
    answer = put(desk, order_id, desk.supervisor, open="1")
    assert answer.status_code == 422 and "陈静" in answer.text and len(corrections(desk)) == 1


@pytest.mark.both_engines
def test_of_two_that_are_opened_at_once_one_is_refused_in_words(desk, order_id):
    address, form = f"/desk/orders/{order_id}/correction", typed(desk, order_id, open="1")
    codes = at_once((desk.browser, address, form), (desk.supervisor, address, form))
    assert codes[0] == 303 and codes[1] in (409, 422), codes
    assert len(corrections(desk)) == 1
