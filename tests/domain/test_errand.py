"""Money of a booking, an errand or a purchase (4.4.1, 4.4.2): laid down, spent, left, and signed as it stands."""

import pytest

from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.document import canonical, like, work_document
from fieldapp.domain.errand import Whose, account, advance, receipt, strike
from fieldapp.domain.order import Kind
from tests.jobs import a_visit, an_order, at, press


def an_errand(kind: Kind = Kind.PURCHASE):
    order = an_order(requirements="代买米和油")
    order.kind, order.department = kind, kind.department
    return order


def spent(order, yuan: int, words: str = "大米 5 公斤", photo: str = ""):
    receipt(order, at(), id=new_id(), words=words, amount_fen=yuan * 100, photo=photo)


def test_what_is_left_of_the_owners_money_goes_back_and_what_is_short_is_owed():
    order = an_errand()
    advance(order, at(), id=new_id(), whose=Whose.OWNER, amount_fen=20000)
    spent(order, 60)
    spent(order, 85, "花生油")
    assert (account(order).spent_fen, account(order).left_fen) == (14500, 5500)
    spent(order, 70, "鸡蛋")
    assert account(order).left_fen == -1500


def test_what_the_branch_or_the_runner_lays_down_is_owed_by_the_owner():
    order = an_errand()
    for whose in (Whose.COMPANY, Whose.RUNNER):
        advance(order, at(), id=new_id(), whose=whose, amount_fen=5000)
    spent(order, 80)
    assert (account(order).advanced_fen, account(order).left_fen) == (10000, -8000)


def test_told_twice_is_told_once_and_told_by_mistake_is_taken_off_and_stays_in_the_journal():
    order, entry = an_errand(), new_id()
    for _ in range(2):
        advance(order, at(), id=entry, whose=Whose.OWNER, amount_fen=5000)
    assert len(account(order).entries) == 1
    for _ in range(2):
        strike(order, at(), id=entry)
    assert not account(order)
    assert [each.what for each in order.unwritten[-2:]] == ["errand_advance", "errand_struck"]


@pytest.mark.parametrize(
    ("kind", "amount_fen", "words", "code"),
    [
        (Kind.REPAIR, 100, "阀门", "errand.not_of_its_kind"),
        (Kind.ERRAND, 0, "挂号费", "errand.amount"),
        (Kind.BOOKING, 100, " ", "errand.words_missing"),
    ],
)
def test_what_is_no_such_money_is_refused(kind, amount_fen, words, code):
    with pytest.raises(RuleBroken, match=code):
        receipt(an_errand(kind), at(), id=new_id(), words=words, amount_fen=amount_fen)


def test_the_owner_signs_what_was_laid_down_and_spent_and_then_nothing_changes():
    order = an_errand()
    visit = a_visit(order, until="look")
    advance(order, at(), id=new_id(), whose=Whose.OWNER, amount_fen=10000)
    spent(order, 60, photo="ab" * 32)
    document = work_document(order, visit)
    assert document["left_fen"] == 4000 and document["receipts"][0]["photo"] == "ab" * 32
    assert document["advances"] == [{"whose": "owner", "words": "", "amount_fen": 10000}]
    assert "advances" in canonical(document)
    for step in ("price", "mat", "work", "test", "sign"):
        press(visit, step)
    with pytest.raises(RuleBroken, match="errand.signed"):
        spent(order, 1)


def test_a_phone_that_had_not_heard_of_the_money_yet_is_believed_and_a_broken_account_is_not():
    order = an_errand()
    visit = a_visit(order, until="look")
    before = work_document(order, visit)
    advance(order, at(), id=new_id(), whose=Whose.OWNER, amount_fen=10000)
    after = work_document(order, visit)
    assert like(before, after) and like(after, before)
    assert not like(after | {"advances": [{"whose": "nobody", "words": "", "amount_fen": 1}]}, after)
    assert not like(after | {"left_fen": "much"}, after)


def test_an_order_without_such_money_is_signed_as_before():
    visit = a_visit(until="look")
    assert not {"advances", "receipts", "left_fen"} & work_document(visit.order, visit).keys()
