"""The office after a year: every list, page and figure at 2,000 and 200,000 orders on both engines, and their ratio.

python -m tests.benchmarks.office            2,000 against 200,000, as `make bench` prints it
python -m tests.benchmarks.office 500 5000   smaller, to see that it runs
"""

import gc
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from flask import Flask
from sqlalchemy import select

from fieldapp import clock, create_app, demo
from fieldapp.commands.history import write_year
from fieldapp.commands.upgrade import upgrade_database
from fieldapp.commands.which_branch import which_branch
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.domain.order import Order
from fieldapp.passwords import hashed
from fieldapp.web.turning import mark
from tests.benchmarks.__main__ import answer, cookie
from tests.benchmarks.say import say
from tests.postgres import started

SMALL, LARGE = 2_000, 200_000
ROUNDS = 15
LIST_GOAL, FIGURE_GOAL = 1.5, 20.0


@dataclass(frozen=True)
class Page:
    """A page, who asks for it, and how much longer it may take with a hundred times as many orders."""

    name: str
    login: str
    path: str
    goal: float = LIST_GOAL


def main(small: int = SMALL, large: int = LARGE) -> None:
    with ExitStack() as things:
        folder = Path(things.enter_context(TemporaryDirectory()))
        server = things.enter_context(started())
        for engine in ("SQLite", "PostgreSQL"):
            apps = []
            for orders in (small, large):
                name = f"office_{orders}"
                if engine == "PostgreSQL":
                    server.create(name)
                url = f"sqlite:///{folder / name}.db" if engine == "SQLite" else server.url(name)
                apps.append(branch(url, orders))
            report(engine, apps, (small, large))


def branch(url: str, orders: int) -> Flask:
    """The app on a database with the demo branch and so many orders of the year before it."""
    app = create_app(Settings(database_url=url, secret_key="bench", public_url="http://localhost"))
    began = perf_counter()
    with app.app_context():
        upgrade_database()
        demo.load(db.session(), now=clock.now(), password_hash=hashed("bench bench"))
        db.session.commit()
        write_year(which_branch(""), orders)
    say(f"{orders:,} orders written in {perf_counter() - began:.0f} s")
    return app


def pages(app: Flask) -> list[Page]:
    """Every list, page and figure of the office, on this branch."""
    with app.app_context():
        middle = clock.now() - timedelta(days=180)
        older = select(Order.id, Order.received_at).where(Order.received_at < middle)
        past = db.session.execute(older.order_by(Order.received_at.desc()).limit(1)).one()
    today = clock.now().date()
    last_month = (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    lists = {
        "orders, newest": "/desk/orders",
        "orders, half a year back": f"/desk/orders?after={mark(past.received_at, past.id)}".replace("+", "%2B"),
        **{f"orders, {stage}": f"/desk/orders?stage={stage}" for stage in ("open", "under_way", "call_back", "over")},
        "orders of a room": "/desk/orders?q=3-503",
        "orders of a day": f"/desk/orders?day={middle.date()}",
        "orders of a department": "/desk/orders?department=cleaning",
        "an order": f"/desk/orders/{past.id}",
        "call-backs": "/desk/call-backs",
        "new order": "/desk/orders/new",
        "money, open amounts": "/money",
        "money of an order": f"/money/orders/{past.id}",
    }
    office = {"office": "/office", "catalogue": "/office/catalogue", "money, a month": f"/money/months/{last_month}"}
    admin = {"people": "/admin/people"}
    found = [Page(name, "desk", path) for name, path in lists.items() if answers(app, "desk", path)]
    found += [Page("board", "repair", "/board"), Page("board, a week", "repair", "/board/week")]
    found += [Page(name, "general", path) for name, path in office.items()]
    found += [Page(name, "admin", path) for name, path in admin.items() if answers(app, "admin", path)]
    return found + figures(today)


def figures(today: date) -> list[Page]:
    """The figures of a month, and of a year in every way they are laid out."""
    year = f"from={today - timedelta(days=364)}&to={today}"
    found = [Page("figures, 30 days", "general", "/office/figures", FIGURE_GOAL)]
    for by in ("period", "site", "team", "person"):
        found.append(Page(f"figures of a year, {by}", "general", f"/office/figures?{year}&by={by}", FIGURE_GOAL))
    return [*found, Page("figures of a year, table", "general", f"/office/figures/table?{year}&by=period", FIGURE_GOAL)]


def answers(app: Flask, login: str, path: str) -> bool:
    return answer(app, path, cookie(app, login))[2] == 200


def report(engine: str, apps: list[Flask], orders: tuple[int, int]) -> None:
    small, large = apps
    names = [page.name for page in pages(small)]
    asked = [[asking(app, page) for page in pages(app)] for app in (small, large)]
    goals = {page.name: page.goal for page in pages(small)}
    least = [[float("inf")] * len(names) for _ in asked]
    gc.collect()
    gc.freeze()
    for _ in range(ROUNDS):  # in turns, so that a busy neighbour is fair to all
        for side, asks in enumerate(asked):
            for nth, ask in enumerate(asks):
                began = perf_counter()
                ask()
                least[side][nth] = min(least[side][nth], perf_counter() - began)
    say(f"\n{engine}: milliseconds, the least of {ROUNDS} in turns\n")
    say(f"{'page':<28}{orders[0]:>10,}{orders[1]:>10,}{'ratio':>8}{'goal':>8}")
    for nth, name in enumerate(names):
        few, many = 1000 * least[0][nth], 1000 * least[1][nth]
        say(f"{name:<28}{few:>10.2f}{many:>10.2f}{many / few:>8.2f}{goals[name]:>8g}")


def asking(app: Flask, page: Page) -> Callable[[], int]:
    headers = cookie(app, page.login)
    status = answer(app, page.path, headers)[2]
    if status != 200:
        sys.exit(f"{page.path} answered {status}")
    return lambda: len(answer(app, page.path, headers)[0])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
