"""Orders for work that is not on the list, at a price that a supervisor named."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from fieldapp.domain.line import line_in_words
from fieldapp.domain.people import Role
from tests.builders import a_person, a_room, an_owner, the_branch, the_site
from tests.jobs import an_order, the_catalogue

Agreed = tuple[str, int, int]  # the owner's words, how many days ago it was agreed, and the price of one, in fen


class OffTheList:
    """A branch with its list, in which things are done that do not stand on it."""

    def __init__(self, save: Callable[..., Any], now: datetime) -> None:
        self.save, self.now = save, now
        self.branch, self.site, self.desk = the_branch(), the_site(), a_person("chen", Role.DESK)
        save(self.branch, self.site, the_catalogue(), self.desk)

    def order(self, *lines: Agreed, door: str = "503") -> None:
        """One order with these lines."""
        written = [line_in_words(words, at=self.now) for words, _days, _price in lines]
        for line, (_words, days, price) in zip(written, lines, strict=True):
            line.settle(price_fen=price, at=self.now - timedelta(days=days))
        order = an_order(an_owner(a_room(door=door)), *written, by=self.desk)
        order.branch, order.site = self.branch, self.site
        self.save(order)

    def orders(self, *agreed: Agreed) -> None:
        """An order for each."""
        for number, each in enumerate(agreed, start=1):
            self.order(each, door=f"{number}01")
