"""Papers to test with: a signed order as bare things, and the sealed files that are made of it, once for a module."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.documents import reading_seals
from fieldapp.domain.base import new_id
from fieldapp.domain.owner_copy import OwnerCopy
from fieldapp.domain.paper_source import PaperSource
from fieldapp.domain.photo import Moment, Photo
from tests.builders import NOW, an_owner
from tests.jobs import a_line, a_visit, an_item, an_order, the_catalogue, the_procedure

ADDRESS = "https://service.example.com"
HOSTILE = '*粗* #panic("x") $1/0$ `raw` <a> @b "]); #eval(read("/etc/passwd")) \\u{41} // 完 😀\u202e'


def read(content: bytes) -> dict[str, Any]:
    """What the reader says of a file. It has a process of its own elsewhere; here a browser's loop may be running."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(reading_seals.read, content).result()


def a_signed_order(
    *, lines: int = 2, photos: int = 3, words: str = "厨房水槽下渗水", signer: str = "王秀英"
) -> PaperSource:
    """Ms Wang's order with so many lines and photos, signed."""
    item = an_item()
    item.name_zh = item.name_zh if words == "厨房水槽下渗水" else words
    order = an_order(an_owner(), *(a_line(item, quantity=n + 1) for n in range(lines)), requirements=words)
    visit = a_visit(order, until="complete")
    visit.procedure = the_procedure()
    visit.photos = [
        Photo(id=new_id(), visit_id=visit.id, sha256=f"{n:02x}" * 32, moment=Moment.BEFORE, consent=True, at=NOW)
        for n in range(photos)
    ]
    signature = visit.signature
    assert signature is not None
    signature.signer = signer
    return PaperSource(OwnerCopy(signature, visit, order), the_catalogue(item), price=None, entry=None, device=new_id())


@contextmanager
def an_app(folder: Path, **more: object) -> Iterator[Flask]:
    """An app that seals as the demo does; no question is asked of its database."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'never.db'}",
        seal=str(folder / "seal.pem"),
        blobs=str(folder / "blobs"),
        public_url=ADDRESS,
        demo=True,
        **more,  # type: ignore[arg-type]
    )
    app = create_app(settings)
    with app.app_context():
        yield app
