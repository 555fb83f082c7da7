"""Where a new order goes, and what is never promised before a supervisor has answered."""

import pytest

from fieldapp.domain import routing
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.capability import Question
from fieldapp.domain.catalogue import Category
from fieldapp.domain.course import OrderState
from fieldapp.domain.intake import kind_of
from fieldapp.domain.line import line_in_words
from fieldapp.domain.order import Kind
from fieldapp.domain.routing import Route, route
from tests.builders import NOW
from tests.jobs import a_line, an_item, an_order, at


class Kept(list):
    """As much of a session as a rule needs."""

    add = list.append

    def flush(self):
        """There is no database to write to."""

    def scalars(self, _):
        """Nor one to ask: nobody has said who the developer is."""
        return self

    def one_or_none(self):
        return None

    def scalar(self, _):
        return None


def sent(order, to, why="", **more):
    kept = Kept()
    route(kept, order, at(), to, by_id=new_id(), why=why, **more)
    return kept


def off_the_list():
    return an_order(None, line_in_words("装智能马桶盖", at=NOW))


def test_to_the_supervisor_it_simply_waits_to_be_assigned():
    order = an_order(None, a_line())
    assert sent(order, Route.ASSIGN) == [] and order.state is OrderState.RECEIVED


@pytest.mark.parametrize("to", [Route.ASK, Route.URGENT])
def test_what_is_off_the_list_is_asked_line_by_line(to, monkeypatch):
    monkeypatch.setattr(routing, "raise_emergency", lambda *_, **__: None)  # the ladder asks a database
    order = off_the_list()
    [question] = sent(order, to)
    assert isinstance(question, Question) and question.words == "装智能马桶盖" and question.line_id == order.lines[0].id


def test_a_question_about_an_item_of_the_list_is_about_the_whole_order():
    [question] = sent(an_order(None, a_line(), requirements="下午四点前能好吗"), Route.ASK)
    assert question.line_id is None and question.words == "下午四点前能好吗"


def test_nothing_off_the_list_goes_to_be_assigned_unasked():
    with pytest.raises(RuleBroken, match="intake.ask_first"):
        sent(off_the_list(), Route.ASSIGN)


@pytest.mark.parametrize(
    ("to", "state"), [(Route.DEVELOPER, OrderState.WITH_DEVELOPER), (Route.DECLINE, OrderState.DECLINED)]
)
def test_handed_over_or_declined_it_says_why(to, state):
    order = off_the_list()
    sent(order, to, why="墙面渗水，交房两年", consent=True)
    assert order.state is state and order.unwritten[-1].why == "墙面渗水，交房两年"
    with pytest.raises(RuleBroken, match="order.reason_missing"):
        sent(off_the_list(), to, why=" ", consent=True)


def test_nothing_goes_to_the_developer_without_the_owners_consent():
    with pytest.raises(RuleBroken, match="transfer.no_consent"):
        sent(off_the_list(), Route.DEVELOPER, why="墙面渗水")


def test_items_of_two_departments_are_two_orders():
    with pytest.raises(RuleBroken, match="intake.two_departments"):
        kind_of([an_item(), an_item("CLN-001", category=Category.CLEANING)])


def test_the_kind_is_that_of_the_items():
    assert kind_of([an_item(), an_item("ELE-001", category=Category.ELECTRIC)]) is Kind.REPAIR
    assert kind_of([]) is None
