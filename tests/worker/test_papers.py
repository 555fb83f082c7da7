"""The worker makes a paper: it is kept by its hash, written down once, and tried again when it could not be made."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.blobs import Folder
from fieldapp.db import db
from fieldapp.documents.certificate import NoCertificate
from fieldapp.documents.seal_check import Verdict
from fieldapp.domain.gone_file import GoneFile
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.paper import Paper
from fieldapp.domain.paper_reduction import let_papers_go
from fieldapp.domain.timer import MOST_ATTEMPTS, PAPER, Timer, lease_of
from fieldapp.web.paper_check import check_pdf
from fieldapp.worker import papers
from fieldapp.worker.rounds import Worker
from tests.builders import NOW
from tests.doorstep import Doorstep
from tests.worker.conftest import come_to_rest
from tests.worker.stand_in import killed

A_FILE = papers.Made(b"%PDF-", SimpleNamespace(fingerprint="ab" * 32, self_made=True), stamped=False)


@pytest.fixture
def scene(app, save, signed_in, tmp_path, clock) -> Doorstep:
    """Ms Wang has signed; the office seals as the demo does."""
    app.config.update(BLOBS=str(tmp_path / "blobs"), SEAL=str(tmp_path / "seal.pem"), DEMO=True)
    return Doorstep(app, save, signed_in)


@pytest.fixture
def any_file(monkeypatch) -> None:
    """What is in the file does not matter here, and to make one takes long."""
    monkeypatch.setattr(papers, "made", lambda *_: A_FILE)


@pytest.fixture
def link(scene) -> str:
    return f"/copy/{scene.stored(scene.visit('complete')).signature.copy_token}/paper"


@pytest.fixture
def other(app, clock) -> Worker:
    """A second worker on the same database."""
    return Worker(app, {}, threads=1)


def no_certificate(*_) -> None:
    raise NoCertificate


def the_paper(app) -> Paper:
    with app.app_context():
        return db.session.scalars(select(Paper)).one()


def test_an_owner_asks_for_it_and_has_it_seconds_later(app, client, scene, link, go_round):
    assert client.get(link).status_code == 200  # nobody has asked yet

    asked = client.post(link)
    waiting = client.get(asked.headers["Location"])
    assert (asked.status_code, waiting.status_code, waiting.headers["Refresh"]) == (303, 202, "2")
    go_round(1)
    with client.get(link) as file:
        content = file.data

    paper = the_paper(app)
    assert file.mimetype == "application/pdf" and content.startswith(b"%PDF-")
    assert sha256(content).hexdigest() == paper.sha256 and paper.size == len(content)
    assert "%E5%B1%85%E5%AE%B6%E6%9C%8D%E5%8A%A1%E5%8D%95-2026-" in file.headers["Content-Disposition"]
    assert file.headers["Cache-Control"] == "private, no-store"
    with app.app_context():
        checked = check_pdf(content)
        assert checked.genuine and checked.is_of(paper.signature_id) and not checked.forged_name
        half = len(content) // 2  # a bit there; near the end it could be one of the signature that says nothing
        changed = check_pdf(content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :])
        assert not changed.genuine and changed.paper is None and changed.seal.verdict is not Verdict.SEALED


def test_without_a_certificate_it_is_tried_again_and_the_office_reads_why(app, scene, link, client, go_round, timer):
    app.config["DEMO"] = False
    client.post(link)
    go_round(1)

    assert timer("paper:").next_at == NOW + papers.WITHOUT_SEAL and timer("paper:").error.startswith("NoCertificate")
    page = client.get(link)
    assert page.status_code == 202 and "10:51" in page.text and "NoCertificate" not in page.text
    with app.app_context():
        assert db.session.scalars(select(Paper)).all() == []


def test_whatever_goes_wrong_ends_after_so_many_attempts(app, scene, link, client, go_round, timer, monkeypatch, clock):
    monkeypatch.setattr(papers, "made", lambda *_: 1 / 0)
    client.post(link)
    for _ in range(10):
        go_round(1)
        clock.shift(timedelta(minutes=11))

    assert timer("paper:").failed_at is not None and "ZeroDivisionError" in timer("paper:").error
    page = client.get(link)
    assert page.status_code == 200 and "PDF 未能生成" in page.text and "Refresh" not in page.headers


@pytest.mark.both_engines
def test_one_that_takes_a_minute_is_made_once_beside_a_second_worker(
    app, monkeypatch, link, client, go_round, other, timer, clock
):
    begun = []

    def slowly(*_) -> papers.Made:
        begun.append(1)
        if len(begun) == 1:
            clock.shift(timedelta(minutes=1))
            other.round()
            come_to_rest(other)
        return A_FILE

    monkeypatch.setattr(papers, "made", slowly)
    client.post(link)
    go_round(1)
    assert len(begun) == 1 and the_paper(app).size == len(A_FILE.content)
    assert timer("paper:").done_at == NOW + timedelta(minutes=1)


def test_one_that_nobody_lives_to_finish_is_given_up(monkeypatch, link, client, go_round, timer, clock):
    monkeypatch.setattr(papers, "made", killed)
    client.post(link)
    for _ in range(MOST_ATTEMPTS):
        go_round(1)
        clock.shift(lease_of(PAPER))
    assert timer("paper:").attempts == MOST_ATTEMPTS and timer("paper:").is_waiting
    go_round(1)
    assert timer("paper:").failed_at and timer("paper:").error.startswith("NeverEnded")
    assert "PDF 未能生成" in client.get(link).text


def test_to_wait_for_a_certificate_is_no_attempt(app, any_file, monkeypatch, link, client, go_round, timer, clock):
    with monkeypatch.context() as without:
        without.setattr(papers, "made", no_certificate)
        client.post(link)
        for _ in range(MOST_ATTEMPTS + 1):
            go_round(1)
            clock.shift(papers.WITHOUT_SEAL)
    go_round(1)
    assert timer("paper:").done_at == NOW + (MOST_ATTEMPTS + 1) * papers.WITHOUT_SEAL


def test_two_workers_that_made_the_same_one_keep_one(app, any_file, link, client, go_round, timer, clock):
    """The first one's lease was over before it had finished."""
    client.post(link)
    go_round(1)
    with app.app_context():
        due = db.session.scalars(select(Timer).where(Timer.key.startswith("paper:"))).one()
        due.done_at = None
        db.session.commit()
    clock.shift(lease_of(PAPER))
    go_round(1)
    assert the_paper(app).made_at == NOW and timer("paper:").done_at is not None


def test_a_file_that_is_gone_is_said_to_be_gone(app, any_file, link, client, go_round):
    client.post(link)
    go_round(1)
    Folder(Path(app.config["BLOBS"])).path(the_paper(app).sha256).unlink()
    assert "文件已丢失" in client.get(link).text


def test_of_what_is_not_as_it_was_signed_nobody_gets_a_paper(scene, link, client, go_round, timer):
    scene.change(lambda signature: setattr(signature, "document", signature.document.replace("3栋", "4栋")))
    client.post(link)
    go_round(1)
    assert timer("paper:").failed_at == NOW and timer("paper:").error.startswith("NotGenuine")


def test_a_paper_goes_with_the_words_that_it_shows(app, any_file, link, client, go_round):
    client.post(link)
    go_round(1)
    digest = the_paper(app).sha256
    with app.app_context():
        order = db.session.scalars(select(Order.id)).one()
        assert let_papers_go(db.session(), [order], Act.here(by_id=None, now=NOW), reason="保存期已过") == 1
        db.session.commit()
        assert db.session.get(GoneFile, digest).gone_at == NOW
    page = client.get(link)
    assert page.status_code == 200 and "PDF 已删除" in page.text and "<form" not in page.text


def test_the_link_ends_with_the_copys(scene, link, client):
    with time_machine.travel(NOW + timedelta(days=31)):
        assert (client.get(link).status_code, client.post(link).status_code) == (410, 410)


def test_the_office_has_it_from_the_orders_page(any_file, scene, go_round, signed_in):
    visit = scene.stored(scene.visit("complete"))
    browser = signed_in("chen")
    path = f"/desk/orders/{visit.order.id}/papers/{visit.signature.id}"
    page = browser.get(f"/desk/orders/{visit.order.id}").text
    assert all(f'action="{path}?lang={tag}"' in page for tag in ("zh", "en")), "In both languages"

    assert browser.post(f"{path}?lang=en").headers["Location"] == f"{path}?lang=en"
    assert browser.get(f"{path}?lang=en").status_code == 202
    go_round(1)
    with browser.get(f"{path}?lang=en") as file:
        pass
    assert "UTF-8''Service-order-2026-" in file.headers["Content-Disposition"]
    assert signed_in("li").get(path).status_code == 404
    assert browser.get(f"/desk/orders/{visit.order.id}/papers/{visit.order.id}").status_code == 404
