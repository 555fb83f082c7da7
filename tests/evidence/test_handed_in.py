"""Whoever holds a PDF is told whether it is the one that was made of this order."""

from io import BytesIO
from types import SimpleNamespace

import pytest

from fieldapp.documents.seal_check import SealFound, Verdict
from fieldapp.domain.base import new_id
from fieldapp.domain.people import Language
from fieldapp.web.language import speaking
from fieldapp.web.owner import handed_in
from fieldapp.web.paper_check import PdfChecked

SIGNED = new_id()
OURS = SimpleNamespace(signature_id=SIGNED)
OF_ANOTHER = SimpleNamespace(signature_id=new_id())
WORDS = {
    "ours, of this order": (Verdict.SEALED, OURS, True, "ours, of this order"),
    "of another order": (Verdict.SEALED, OF_ANOTHER, True, "of another order"),
    "not kept any more": (Verdict.SEALED, None, True, "do not keep it any more"),
    "sealed by somebody else": (Verdict.SEALED, None, False, "not ours, whatever name"),
    "changed": (Verdict.CHANGED, None, True, "changed after it was sealed"),
    "a print": (Verdict.UNSEALED, None, False, "has no seal"),
}


@pytest.mark.parametrize("what", WORDS)
def test_what_can_be_said_of_a_file(what, app):
    verdict, paper, ours, words = WORDS[what]
    checked = PdfChecked("ab" * 32, SealFound(verdict), paper, ours)
    with app.app_context(), speaking(Language.ENGLISH):
        assert words in handed_in.said_of(checked, SimpleNamespace(id=SIGNED))


def test_a_file_that_is_no_pdf_is_told_so_beside_what_is_stored(signed, client):
    page = hand_in(client, signed, b"GIF89a")
    assert page.status_code == 200
    assert "这不是 PDF 文件" in page.text and "签字后没有改动过" in page.text


def test_no_file_no_such_link_and_too_many(signed, client):
    assert client.post(f"/verify/{signed}/file").status_code == 422
    assert hand_in(client, "0" * 32, b"%PDF-").status_code == 404
    assert {hand_in(client, signed, b"no").status_code for _ in range(10)} == {200, 429}


def hand_in(client, token, content):
    return client.post(f"/verify/{token}/file", data={"file": (BytesIO(content), "单.pdf")})
