"""The printable service order as it comes from the typesetter, in both languages: a part of `make pictures`."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from fieldapp import create_app
from fieldapp.clock import now
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.documents.typesetting import pictures
from fieldapp.domain.paper_source import paper_source
from fieldapp.domain.people import Language
from fieldapp.domain.signature import Purpose, Signature
from fieldapp.web.language import speaking
from fieldapp.web.paper_files import paper_files
from fieldapp.web.paper_words import SealedBy, paper_words
from fieldapp.worker.papers import the_certificate

SHARP = 132  # pixels an inch: the small print can be read, and a sheet is as wide as a tablet's screen


def take_all(data: Path, public_address: str, keep: Callable[[bytes, str], None]) -> None:
    """What was signed last in the branch whose data are here; ``keep(png, name)`` each language."""
    settings = Settings(
        database_url=f"sqlite:///{data / 'fieldapp.db'}",
        blobs=str(data / "blobs"),
        seal=str(data / "seal.pem"),
        secret_key="pictures",
        public_url=public_address,
        demo=True,
    )
    with create_app(settings).app_context():
        last = select(Signature.id).where(Signature.purpose == Purpose.WORK).order_by(Signature.id.desc()).limit(1)
        source = paper_source(db.session(), db.session.scalars(last).one())
        assert source is not None
        certificate = the_certificate(source.copy.signature.contents["company_zh"])
        by = SealedBy(certificate.name, certificate.fingerprint, certificate.self_made)
        for spoken in Language:
            with speaking(spoken):
                words = paper_words(source, by, demo=True)
            (sheet,) = pictures(words, paper_files(source), at=now(), ppi=SHARP)
            keep(sheet, f"service-order-{spoken.value[:2]}")
