"""A cleaning agreement in a small branch: Ms Wang's flat, every Monday and Thursday, by Fang."""

from datetime import date, time
from typing import Any

from fieldapp.domain.agreement import CONDITIONS, Agreed, Agreement
from fieldapp.domain.agreement_document import agreement_document
from fieldapp.domain.agreement_terms import Charge, Terms
from fieldapp.domain.base import Milli, new_id
from fieldapp.domain.catalogue import Category, Item
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.people import Department, Person, Role, Trade
from fieldapp.domain.premises import Owner
from fieldapp.domain.recurrence import Rhythm, Weekday
from tests.builders import BRANCH_ID, MORNING, a_person, an_owner, chen, the_branch, the_site
from tests.jobs import an_item, at, the_catalogue, the_procedure


class House:
    """Who and what an agreement needs, to be saved in this order."""

    def __init__(self) -> None:
        self.desk, self.supervisor = chen(), a_person("lin", Role.SUPERVISOR, department=Department.CLEANING)
        self.operations = a_person("han", Role.OPERATIONS, name="韩梅", department=Department.OFFICE)
        self.fang, self.ying = a_cleaner("fang", "王芳"), a_cleaner("ying", "郑秀英")
        self.owner, self.item = an_owner(), cleaning()

    @property
    def all(self) -> list[Any]:
        """To be saved."""
        people = (self.desk, self.supervisor, self.operations, self.fang, self.ying)
        return [the_branch(), the_site(), *people, the_catalogue(self.item), the_procedure(), self.owner]

    def agreement(self, **more: Any) -> Agreement:
        """In force since this morning, ¥45 a visit, unless the test says otherwise."""
        agreement = asked_for(self.owner, self.item, self.desk, **more)
        agreement.confirm(at(MORNING, self.supervisor.id), price_fen=4500, charge=Charge.VISIT, person_id=self.fang.id)
        agreement.terms[0].person = self.fang
        agreement.approve(at(MORNING, self.operations.id))
        agreement.agree(at(MORNING, self.desk.id), agreement_document(agreement), how=Agreed.ON_PAPER, by="王秀英")
        return agreement


def a_cleaner(login: str, name: str) -> Person:
    trades = frozenset({Trade.CLEANER})
    return a_person(login, Role.TECHNICIAN, name=name, department=Department.CLEANING, trades=trades)


def cleaning() -> Item:
    return an_item("CLN-002", "日常保洁", "Daily cleaning", price_fen=450, category=Category.CLEANING, minutes=2)


def asked_for(owner: Owner, item: Item, desk: Person, **more: Any) -> Agreement:
    usual = {"from_day": date(2026, 11, 23), "rhythm": Rhythm.WEEKLY, "every": 1, "month_day": 0, "minutes": 120}
    usual |= {"weekdays": frozenset({Weekday.MONDAY, Weekday.THURSDAY}), "begins_at": time(9)}
    agreement = Agreement(
        id=new_id(),
        branch_id=BRANCH_ID,
        department=Department.CLEANING,
        room=owner.room,
        owner=owner,
        item=item,
        quantity_milli=Milli(90_000),
        requirements="重点擦厨房",
        conditions=CONDITIONS,
        last_day=date(2027, 11, 22),
        terms=[Terms(id=new_id(), on_holidays=OnHolidays.SKIP, charge=Charge.VISIT, **(usual | more))],
        notices=[],
    )
    agreement.request(at(MORNING, desk.id))
    return agreement
