"""Script in every text of every table: on every screen a browser sees it as text, and nothing of it runs.

In one language: what escapes is the same in both.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.db import db
from tests import databases
from tests.attacks.counting import Kind
from tests.attacks.marked import mark, seen_in
from tests.attacks.test_ids_of_others import pages_of
from tests.attacks.world import OURS, World, built
from tests.browser.server import free_port
from tests.builders import PASSWORD

# Out of an attribute, of a script, of a field, and then a thing that runs.
NASTY = '"\'></script></title></textarea><svg data-attack onload="ran=1">{{{{7*7}}}}«{}»'
# Screens that are put together by scripts, opened as people open them; all others are read as a browser reads them.
OPENED = {
    "technician": ("/my", "/my/phone", "/my/catalogue"),
    "supervisor": ("/board", "/board/week"),
    "desk": ("/desk", "/desk/orders/new?room=3-503"),
    "cashier": ("/money",),
    "admin": ("/admin/people", "/admin/audit"),
}
MOST_SHOWN = 80  # texts of which some screen says something; the others are kept for programs, or for nobody yet
READ = """async (paths) => {
  const runs = (each) => [...each.attributes].some(({ name }) => name.startsWith("on") || name === "data-attack")
  const words = (each) => [...each.attributes].map(({ value }) => value).join(" ")
  const found = []
  for (const path of paths) {
    const answer = await fetch(path)
    if (!(answer.headers.get("Content-Type") ?? "").includes("html")) continue
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const all = [...page.querySelectorAll("*")]
    const told = [page.documentElement.textContent, ...all.map(words)].join(" ")
    found.push([path, answer.status, all.filter(runs).length, told])
  }
  return found
}"""


@pytest.fixture(scope="module")
def marked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, str]]:
    """The demo branch with script in all of its texts, and where it is served."""
    folder, port = tmp_path_factory.mktemp("marked"), free_port()
    file, address = Path(shutil.copy(sqlite_template, folder / "fieldapp.db")), f"http://127.0.0.1:{port}"
    first = built(databases.tested_app(f"sqlite:///{file}"), file)
    mark(file, NASTY.format)
    settings = {"database_url": f"sqlite:///{file}", "secret_key": "test", "public_url": address}
    app = create_app(Settings(**settings, blobs=str(folder / "blobs"), threads=4))
    with served(app, port):
        yield World(app, file, first.ours, first.theirs), address
    for each in (app, first.app):
        with each.app_context():
            db.engine.dispose()


@contextmanager
def served(app: Any, port: int) -> Iterator[None]:
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_text_is_text_on_every_screen(marked, chromium, attempts):
    world, address = marked
    seen, read = set[str](), set[str]()
    for role, login in OURS.items():
        context, page, complaints = signed_in(chromium, address, login)
        for path in OPENED.get(role.value, ()):
            page.goto(path)
            page.wait_for_load_state("networkidle")
            alive = page.evaluate("document.querySelectorAll('[data-attack]').length || typeof ran !== 'undefined'")
            attempts.made(Kind.SCRIPTS, f"{path} opened by {login}", refused=not alive)
        paths = list(dict.fromkeys(path for path in pages_of(world, role) if path not in read))
        read.update(paths)  # by whoever may see them first: a screen escapes the same for everybody
        for path, status, alive, words in page.evaluate(READ, paths):
            assert status != 500, f"{path} is a mishap"
            seen |= seen_in(words)
            for name in seen_in(words):
                attempts.made(Kind.SCRIPTS, f"{name} on {path} for {login}", refused=not alive and "{{7*7}}" in words)
        attempts.made(Kind.SCRIPTS, f"the policy for {login}: {complaints}", refused=not complaints)
        context.close()
    assert len(seen) >= MOST_SHOWN // 2, f"Only these were seen: {sorted(seen)}"


def signed_in(chromium: Browser, address: str, login: str) -> tuple[BrowserContext, Page, list[str]]:
    """A browser of this person, and what its policy stopped."""
    context = chromium.new_context(base_url=address, locale="zh-CN", service_workers="block")
    form = {"login": login, "password": PASSWORD}
    answer = context.request.post("/sign-in", form=form, headers={"Origin": address}, max_redirects=0)
    assert answer.status == 303
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto("/")
    return context, page, complaints
