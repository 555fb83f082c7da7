"""A demonstration that is told anew on another day begins its chain anew: none of its moments is what was sealed."""

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from fieldapp.domain.chain import ChainHead, Link
from fieldapp.domain.chain_check import ChainCheck
from fieldapp.domain.erasure import Erasure
from fieldapp.domain.evidence_set import KINDS
from fieldapp.domain.message import Message, MessageKind


def begin_anew(session: Session) -> None:
    """Nothing is sealed any more, and nobody was told of a head."""
    for table in (Link, ChainHead, ChainCheck, Erasure):
        session.execute(delete(table).execution_options(synchronize_session=False))
    for kind in KINDS.values():
        session.execute(update(kind.table).values(link=None))
    # What was sent stays sent; what it says of the chain is true of no chain any more.
    told = update(Message).where(Message.kind == MessageKind.CHAIN).values(facts={})
    session.execute(told.execution_options(synchronize_session=False))
