"""After it was signed an order is locked: nothing that was agreed changes any more."""

from fieldapp.domain.base import new_id
from fieldapp.domain.capability import ask
from fieldapp.domain.journal import Act
from tests.builders import NOW, chen
from tests.jobs import a_visit, an_order

ACT = Act.here(by_id=new_id(), now=NOW)


def test_an_answer_that_comes_after_the_signature_changes_no_line():
    visit = a_visit(an_order(by=chen()), until="sign")
    order, line = visit.order, visit.order.standing_lines[0]
    question = ask(order, ACT, id=new_id(), words="能不能修", line=line, by_id=new_id())
    before = line.amount_fen

    question.answer(ACT, can=True, price_fen=99_900)
    assert line.amount_fen == before and question.can

    question = ask(order, ACT, id=new_id(), words="那换呢", line=line, by_id=new_id())
    question.answer(ACT, can=False, price_fen=None, reason="没有配件")
    assert line.stands and question.answered_at
