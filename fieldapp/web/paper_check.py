"""Is this PDF ours, whole, and of which order? For whoever was handed one: the page that checks, and the command."""

from dataclasses import dataclass
from hashlib import sha256

from fieldapp.db import db
from fieldapp.documents.seal_check import SealFound, Verdict, check_seal
from fieldapp.domain.paper import Paper, paper_with_hash, sealed_under


@dataclass(frozen=True, slots=True)
class PdfChecked:
    """What can be said of a file that somebody handed in."""

    sha256: str  # of the file
    seal: SealFound
    paper: Paper | None  # the one of ours that is this file, byte for byte
    ours: bool  # sealed under a certificate under which papers of ours were sealed

    @property
    def genuine(self) -> bool:
        """Is it, byte for byte, a paper that we made, with its seal whole?"""
        return self.paper is not None and self.seal.verdict is Verdict.SEALED and self.ours

    @property
    def forged_name(self) -> bool:
        """Is the seal whole, but not under a certificate of ours, whatever name it shows?"""
        return self.seal.verdict is Verdict.SEALED and not self.ours

    def is_of(self, signature_id: object) -> bool:
        """Is it the genuine paper of this signature?"""
        return self.genuine and self.paper is not None and self.paper.signature_id == signature_id


def check_pdf(content: bytes) -> PdfChecked:
    """Check a file that anybody may have made: never raises for what is in it, and takes seconds at most."""
    seal = check_seal(content)
    digest = sha256(content).hexdigest()
    return PdfChecked(
        sha256=digest,
        seal=seal,
        paper=db.session.scalars(paper_with_hash(digest)).first(),
        ours=bool(seal.certificate) and db.session.scalar(sealed_under(seal.certificate)) is not None,
    )
