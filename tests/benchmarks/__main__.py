"""CPU per request of Today, Visit and Board: against bare pages, and as the history grows. Ratios, all from one run."""

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from flask import Flask, render_template
from jinja2 import DictLoader, Template
from sqlalchemy import select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from fieldapp import clock, create_app, demo
from fieldapp.commands.upgrade import upgrade_database
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.domain.people import Person
from fieldapp.domain.visit import Visit
from fieldapp.passwords import hashed
from fieldapp.web import session as sign_in
from tests.benchmarks.history import add_history

ROUNDS = 25
BATCH = 8
SMALL, LARGE = 1_000, 100_000
ROWS = """<!doctype html><title>{{ title }}</title><ul>
{% for row in rows %}<li><a href="/{{ row.id }}">{{ row.name }}</a><p>{{ row.words }}</p><b>{{ row.price }}</b></li>
{% endfor %}</ul>{{ rest }}"""

Ask = Callable[[], int]


@dataclass
class Page:
    """A page that can be asked for again and again, and the bytes of its answer."""

    name: str
    ask: Ask
    size: int
    best: float = float("inf")  # CPU seconds a request


def main() -> None:
    with TemporaryDirectory() as folder:
        small, large = (branch(Path(folder), orders) for orders in (SMALL, LARGE))
        pages = {name: asked(small, *where) for name, where in addresses(small).items()}
        grown = {name: asked(large, *where) for name, where in addresses(large).items()}
        hello = asked(bare_app(), "/hello", None)
        twins = {name: asked(bare_app(page.size), "/page", None) for name, page in pages.items()}
        measure([hello, *pages.values(), *grown.values(), *twins.values()])
        report(hello, pages, twins, grown)


def branch(folder: Path, orders: int) -> Flask:
    """The app on a database with the demo day and so many orders behind it."""
    url = f"sqlite:///{folder / f'{orders}.db'}"
    app = create_app(Settings(database_url=url, secret_key="bench", public_url="http://localhost"))
    with app.app_context():
        upgrade_database()
        demo.load(db.session(), now=clock.now(), password_hash=hashed("bench bench"))
        add_history(db.session(), orders, now=clock.now())
        db.session.commit()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    return app


def addresses(app: Flask) -> dict[str, tuple[str, dict[str, str]]]:
    """The three pages, each with the cookie of somebody who may see it, and Today as it is asked for again."""
    technician, supervisor = cookie(app, "tech1"), cookie(app, "repair")
    with app.app_context():
        person = db.session.scalars(select(Person.id).where(Person.login == "tech1")).one()
        open_visit = select(Visit.id).where(Visit.technician_id == person, Visit.ended_at.is_(None)).limit(1)
        visit = db.session.scalars(open_visit).one()
    tag = {"If-None-Match": answer(app, "/my", technician)[1]["ETag"]}
    return {
        "Today": ("/my", technician),
        "Today, unchanged": ("/my", technician | tag),
        "Visit": (f"/my/visits/{visit}", technician),
        "Board": ("/board", supervisor),
    }


def cookie(app: Flask, login: str) -> dict[str, str]:
    with app.test_request_context(method="POST"):
        sign_in.begin(db.session.scalars(select(Person).where(Person.login == login)).one())
        kept = dict(sign_in.session) | {"day": clock.now().date().isoformat()}  # as it rolls on, once a day
        signed = app.session_interface.get_signing_serializer(app).dumps(kept)
    return {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={signed}", "Accept-Language": "zh-CN"}


def bare_app(size: int = 0) -> Flask:
    """A page that only says hello, and one that fills a template with a list until it has so many bytes, no more."""
    app = Flask("bare")
    app.jinja_loader = DictLoader({"page.html": ROWS})  # compiled once, as any template is
    rows, rest = filling(size)

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/page")
    def page() -> str:
        return render_template("page.html", title="page", rows=rows, rest=rest)

    return app


def filling(size: int) -> tuple[list[dict[str, object]], str]:
    """As many rows as so many bytes have room for, and what is left over."""

    def left(rows: list[dict[str, object]]) -> int:
        return size - len(Template(ROWS).render(title="page", rows=rows, rest="").encode())

    rows: list[dict[str, object]] = []
    while left([*rows, row := a_row(len(rows))]) >= 0:
        rows.append(row)
    return rows, "." * left(rows)


def a_row(nth: int) -> dict[str, object]:
    return {"id": nth, "name": f"{nth}栋503", "words": "厨房水槽下渗水" * 4, "price": nth * 15}


def asked(app: Flask, path: str, headers: dict[str, str] | None) -> Page:
    body, _told, status = answer(app, path, headers)
    if status not in {200, 304}:
        sys.exit(f"{path} answered {status}")
    return Page(path, lambda: len(answer(app, path, headers)[0]), len(body))


def answer(app: Flask, path: str, headers: dict[str, str] | None) -> tuple[bytes, dict[str, str], int]:
    environ = EnvironBuilder(path=path, headers=headers).get_environ()
    parts, status, told = run_wsgi_app(app, environ, buffered=True)
    return b"".join(parts), dict(told), int(status.split()[0])


def measure(pages: list[Page]) -> None:
    """The least CPU of each page over many short batches, taken in turns, so that a busy neighbour is fair to all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)  # as the server runs
    for _ in range(ROUNDS):
        for page in pages:
            began = process_time()
            for _ in range(BATCH):
                page.ask()
            page.best = min(page.best, (process_time() - began) / BATCH)


def report(hello: Page, pages: dict[str, Page], twins: dict[str, Page], grown: dict[str, Page]) -> None:
    say(f"CPU per request, the least of {ROUNDS} batches in turns. A bare Flask page: {1000 * hello.best:.3f} ms.\n")
    heads = ("page", "bytes", "ms", "to bare Flask", "to bare Jinja", "goal", f"{LARGE:,} / {SMALL:,} orders", "goal")
    say("{:<18}{:>8}{:>8}{:>15}{:>15}{:>7}{:>24}{:>7}".format(*heads))
    for name, page in pages.items():
        unchanged = name == "Today, unchanged"
        twin = twins["Today" if unchanged else name]  # unchanged, it stands for a page of as many bytes
        told = (name, page.size, 1000 * page.best, page.best / hello.best, page.best / twin.best)
        grows = grown[name].best / page.best
        row = "{:<18}{:>8}{:>8.2f}{:>15.1f}{:>15.1f}{:>7}{:>24.2f}{:>7}"
        say(row.format(*told, "≤ 3" if unchanged else "≤ 6", grows, "≤ 1.2"))
    say("\nBare Jinja: Flask and a template that fills a list until it has as many bytes as the page.")


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    main()
