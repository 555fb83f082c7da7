"""Whoever has a copy reads in words whether document, signature and chain hold."""

import pytest
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.commands import fieldapp
from fieldapp.db import db, looking
from fieldapp.domain.base import new_id
from fieldapp.domain.chain_check import Break, ChainCheck
from fieldapp.domain.signature import Signature
from fieldapp.domain.visit import Visit
from tests.builders import BRANCH_ID
from tests.evidence.conftest import PAPER

CHANGES = {
    "the signature": ("UPDATE signature SET signer = '别人'", "签名被改过", "第"),
    "a stroke": ("UPDATE signature SET strokes = replace(strokes, '60', '61')", "签名被改过", "签名"),
    "an entry of the journal": ("UPDATE journal SET why = '没有人' WHERE id = 3", "其他记录被改过", "流水记录"),
    "the price": ("UPDATE price_agreement SET total_fen = 1", "其他记录被改过", "对报价的答复"),
    "a paper": ("UPDATE paper SET certificate = replace(certificate, 'a', 'b')", "其他记录被改过", "封好的 PDF"),
    "a link": ("UPDATE chain_link SET sealed_at = '2026-01-01 00:00:00.000000' WHERE kind = 'photo'", "被改过", "照片"),
}


def test_everything_holds_and_is_said_to(signed, client):
    page = client.get(f"/verify/{signed}").text
    assert "签字后没有改动过" in page and page.count('data-state="fine"') == 3 and "poor" not in page


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_changed_is_named(what, signed, client, tampered):
    statement, verdict, named = CHANGES[what]
    with tampered((statement, ())):
        page = client.get(f"/verify/{signed}").text
    assert verdict in page and named in page and "签字后没有改动过" not in page


def test_a_photo_whose_bytes_were_changed_is_named(signed, client, app, tmp_path):
    (kept,) = (tmp_path / "blobs").rglob("ab" * 32)
    kept.write_bytes(b"something else")
    assert "照片文件" in client.get(f"/verify/{signed}?lang=zh").text


def test_a_paper_whose_bytes_were_changed_is_named(signed, client, tmp_path):
    (kept,) = (file for file in (tmp_path / "blobs").rglob("*") if file.is_file() and file.read_bytes() == PAPER)
    kept.write_bytes(PAPER + b"%")
    page = client.get(f"/verify/{signed}?lang=zh").text
    assert "封好的 PDF" in page and "不是当时制作的" in page


def test_a_paper_that_is_not_there_any_more_is_told_by_the_walk_and_on_the_page(signed, client, app, tampered):
    with tampered(("DELETE FROM paper", ())):
        result = app.test_cli_runner().invoke(fieldapp, ["verify"])
        assert result.exit_code == 1 and "(a sealed PDF" in result.output and "is gone" in result.output
        assert "封好的 PDF" in client.get(f"/verify/{signed}").text


def test_what_waits_to_be_sealed_is_no_fault(doorstep, client):
    visit_id = doorstep.visit("test")
    doorstep.sign(visit_id)
    page = client.get(f"/verify/{doorstep.stored(visit_id).signature.copy_token}").text
    assert "还没封存" in page and "签字后没有改动过" in page


def test_a_chain_that_broke_elsewhere_is_told_beside_an_order_that_holds(signed, client, save):
    where = {"number": 3, "kind": "journal", "row": "3"}
    save(
        ChainCheck(branch_id=BRANCH_ID, at=now(), count=9, hash=b"", faults=2, first_fault=Break.ROW_GONE, facts=where)
    )
    page = client.get(f"/verify/{signed}?lang=en").text
    assert "This order is unchanged, but not all around it" in page
    assert "What link 3 seals (an entry of the journal) is gone." in page


def test_the_walk_of_the_command_is_told_on_the_page(signed, client, app):
    result = app.test_cli_runner().invoke(fieldapp, ["verify"])
    assert result.exit_code == 0 and "Nothing waits" in result.output
    assert "通查过一遍" in client.get(f"/verify/{signed}").text


def test_the_command_names_the_first_broken_link_and_fails(signed, client, app, tampered):
    with tampered(("UPDATE journal SET why = 'x' WHERE id IN (3, 5)", ())):
        result = app.test_cli_runner().invoke(fieldapp, ["verify"])
        assert result.exit_code == 1
        assert "BROKEN: What link 3 seals (an entry of the journal 3) was changed." in result.output
        with app.app_context(), looking() as session:
            assert session.scalars(select(ChainCheck.faults)).all() == [2]
        db_page = client.get(f"/verify/{signed}").text
        assert "分公司的证据链接不上" in db_page and "第3环" in db_page


def test_a_version_that_was_signed_anew_says_so(signed, client, app, save):
    with app.app_context():
        first = db.session.scalars(select(Signature)).one()
        facts = {
            column.key: getattr(first, column.key) for column in Signature.__table__.columns if column.key != "link"
        }
        again = Signature(**facts | {"id": new_id(), "copy_token": "e" * 32})
        db.session.add(again)
        db.session.flush()
        db.session.get_one(Visit, first.visit_id).signature_id = again.id
        db.session.commit()
    assert "第 1 版已被取代" in client.get(f"/verify/{signed}").text
    assert "第 1 版已被取代" in client.get(f"/copy/{signed}").text
    assert "后来又重新签过" not in client.get(f"/verify/{'e' * 32}").text
