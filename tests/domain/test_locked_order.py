"""After it was signed an order is locked: nothing that was agreed changes any more."""

from dataclasses import replace

import pytest

from fieldapp.domain import evidence, on_site
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.capability import ask
from fieldapp.domain.document import work_document
from fieldapp.domain.journal import Act, Weight
from fieldapp.domain.line import line_in_words
from fieldapp.domain.mark import Trial
from fieldapp.domain.photo import Moment, Photo
from fieldapp.domain.signature import SignatureAnswer
from tests.builders import NOW, chen
from tests.jobs import a_signature, a_visit, agree, an_order, at

ACT = Act.here(by_id=new_id(), now=NOW)
NOW_HERE = at(NOW, new_id())


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


def test_whoever_asks_about_a_line_after_the_signature_leaves_it_as_it_is():
    visit = a_visit(an_order(by=chen()), until="sign")
    line = visit.order.standing_lines[0]
    ask(visit.order, ACT, id=new_id(), words="能不能修", line=line, by_id=new_id())
    assert line.asked_at is None and not line.waits_for_answer


@pytest.mark.parametrize("answer", ["agreed", "disagreed"])
def test_nothing_of_what_was_signed_is_touched_at_the_door_whatever_the_answer(answer):
    visit = a_visit(an_order(by=chen()), until="test")
    visit.photos = [a_photo()]
    visit.sign(NOW_HERE, a_signature(visit, answer=SignatureAnswer(answer), reason="" if answer == "agreed" else "贵"))
    before = work_document(visit.order, visit), visit.agreement, visit.photos[0].dropped_at

    line = visit.order.standing_lines[0]
    for press in (
        lambda act: on_site.put_line(visit, act, line_in_words("再加一个", at=NOW)),
        lambda act: on_site.drop_line(visit, act, line_id=line.id),
        lambda act: agree(visit, act),
        lambda act: evidence.take_photo(visit, act, a_photo()),
        lambda act: evidence.drop_photo(visit, act, photo_id=visit.photos[0].id),
        lambda act: evidence.try_out(visit, act, key=Trial.DRAIN, good=True),
    ):
        with pytest.raises(RuleBroken, match=r"order\.locked"):
            press(NOW_HERE)
        press(replace(NOW_HERE, weight=Weight.BESIDE))  # told late it is written down, and changes nothing

    assert (work_document(visit.order, visit), visit.agreement, visit.photos[0].dropped_at) == before


def a_photo():
    return Photo(id=new_id(), sha256="a" * 64, moment=Moment.AFTER, consent=True, at=NOW)
