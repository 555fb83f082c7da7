"""Making a paper: read what was signed, set it in type, seal it, keep it by its hash, and write down which it is.

No transaction is open while it is made. A paper that cannot be made is tried again, and the reason stands on the page
of whoever asked for it.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import random
from typing import Any
from uuid import UUID

import structlog
from flask import current_app

from fieldapp.clock import now
from fieldapp.db import db, looking
from fieldapp.documents.certificate import Certificate, NoCertificate, new_certificate_file, read_certificate
from fieldapp.domain.base import new_id
from fieldapp.domain.paper import EDITION, Paper, paper_of
from fieldapp.domain.paper_source import PaperSource, paper_source
from fieldapp.domain.people import Language
from fieldapp.domain.timer import Due, NeverEnded, finish, give_up, pause, postpone, set_aside
from fieldapp.web.language import speaking
from fieldapp.web.paper_files import paper_files
from fieldapp.web.paper_words import SealedBy, paper_words
from fieldapp.web.photo_bytes import blobs

WITHOUT_SEAL = timedelta(minutes=10)  # until it is looked for again: somebody has to put it there

log = structlog.get_logger(__name__)


class NotGenuine(Exception):
    """What is stored is not what was signed: nobody gets a paper of it, and trying again changes nothing."""


@dataclass(frozen=True, slots=True)
class Made:
    """A sealed file, and what it was sealed with."""

    content: bytes
    certificate: Certificate
    stamped: bool


def make_paper(due: Due, in_turn: AbstractContextManager[Any]) -> None:
    """Make what was claimed. Needs an app context of its own; commits by itself, ``in_turn`` with our other threads."""
    signature_id, spoken = UUID(due.facts["signature"]), Language(due.facts["language"])
    try:
        if due.never_ended:
            raise NeverEnded
        with looking() as session:
            there = session.scalars(paper_of(signature_id, spoken)).first() is not None
            source = None if there else paper_source(session, signature_id)
        paper = _kept(source, spoken) if source else None
    except Exception as trouble:
        log.warning("paper.failed", key=due.key, trouble=type(trouble).__name__, why=str(trouble)[:300])
        with in_turn:
            return _try_later(due, trouble)
    with in_turn:
        return _write_down(due, paper)


def made(source: PaperSource, spoken: Language) -> Made:
    """The sealed file of this paper. Raises NotGenuine, NoCertificate, NotStamped, or what the typesetter says."""
    if not source.copy.signature.genuine:
        raise NotGenuine("The stored document is not the one whose hash was signed.")
    # Both take a second to load and much memory: only a worker has them, and only when there is something to seal.
    from fieldapp.documents.sealing import Authority, seal
    from fieldapp.documents.typesetting import typeset

    company, authority, at = source.copy.signature.contents["company_zh"], current_app.config["TIME_STAMPS"], now()
    certificate = the_certificate(company)
    certificate.require_good(at)
    with speaking(spoken):
        by = SealedBy(certificate.name, certificate.fingerprint, certificate.self_made, authority)
        words = paper_words(source, by, demo=current_app.config["DEMO"])
    set_in_type = typeset(words, paper_files(source), at=at)
    asked = Authority(authority) if authority else None
    content = seal(set_in_type, certificate, asked, reason=f"{words['title']} {words['number']}", place=company)
    return Made(content, certificate, stamped=asked is not None)


def the_certificate(company: str) -> Certificate:
    """What this installation seals with; the demo makes its own. Raises NoCertificate."""
    file = Path(current_app.config["SEAL"]).expanduser()
    if current_app.config["DEMO"] and not file.exists():
        new_certificate_file(file, company, at=now())
    return read_certificate(file, current_app.config["SEAL_PASSWORD"])


def _kept(source: PaperSource, spoken: Language) -> Paper:
    whole = made(source, spoken)
    digest = sha256(whole.content).hexdigest()
    with blobs().scratch() as file:
        file.write_bytes(whole.content)
        blobs().put(digest, file)
    return Paper(
        id=new_id(),
        signature_id=source.copy.signature.id,
        language=spoken,
        sha256=digest,
        size=len(whole.content),
        document_sha256=source.copy.signature.document_sha256,
        edition=EDITION,
        certificate=whole.certificate.fingerprint,
        self_made=whole.certificate.self_made,
        stamped=whole.stamped,
        made_at=now(),
    )


def _write_down(due: Due, paper: Paper | None) -> None:
    session = db.session()
    if not finish(session, due, at=now()):
        session.rollback()  # our lease was over: whoever has it now makes it once more
        return
    if paper is not None:
        session.add(paper)
    session.commit()


def _try_later(due: Due, trouble: Exception) -> None:
    session, at, why = db.session(), now(), f"{type(trouble).__name__}: {trouble}"[:500]
    if isinstance(trouble, NoCertificate):
        set_aside(session, due, until=at + WITHOUT_SEAL, error=why)
    elif due.is_last_attempt or isinstance(trouble, NotGenuine):
        give_up(session, due, at=at, error=why)
    else:
        postpone(session, due, until=at + pause(due.attempts, random()), error=why)
    session.commit()
