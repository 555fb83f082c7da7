"""A paper is wanted: what was signed of late gets one by itself, anything older when somebody asks for it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from fieldapp.domain.order import Order
from fieldapp.domain.paper import Paper, paper_of
from fieldapp.domain.people import Language
from fieldapp.domain.premises import Owner
from fieldapp.domain.signature import Purpose, Signature
from fieldapp.domain.timer import PAPER, Due, Timer

TOPIC = "papers"
LOOKS_BACK = timedelta(days=2)
AT_ONCE = 50  # more wait for the next look


def ask_for_paper(session: Session, signature: Signature, language: Language, branch_id: UUID, *, at: datetime) -> None:
    """Have the paper made at once, also if it failed before. Twice is once, and one that is there stays."""
    if session.scalars(paper_of(signature.id, language)).first() is not None:
        return
    known = session.scalars(making(signature.id, language)).one_or_none()
    if known is None:
        session.add(_timer(signature.id, language, branch_id, at))
    elif known.done_at is None:
        known.send_again(at=at)
        if known.error:  # without one it waits for nothing: somebody has it in hand, or takes it at once
            known.next_at = min(known.next_at, at)


def making(signature_id: UUID, language: Language) -> Select[Timer]:
    """The making of this paper: still to be done, failed and to be tried again, or given up."""
    return select(Timer).where(Timer.key == _key(signature_id, language))


def look_for_papers(session: Session, _due: Due, now: datetime) -> None:
    """Whatever was signed of late and has no paper gets one, in the owner's language."""
    wanted = session.execute(_without_paper(now)).all()
    keys = [_key(row.id, row.language) for row in wanted]
    known = set(session.scalars(select(Timer.key).where(Timer.key.in_(keys))))
    for row, key in zip(wanted, keys, strict=True):
        if key not in known:
            session.add(_timer(row.id, row.language, row.branch_id, now))


def _without_paper(now: datetime) -> Select[UUID, Language, UUID]:
    there = exists().where(Paper.signature_id == Signature.id, Paper.language == Owner.language)
    return (
        select(Signature.id, Owner.language, Order.branch_id)
        .join(Order, Order.id == Signature.order_id)
        .join(Owner, Owner.id == Order.owner_id)
        # Ids sort by their time of birth: this reads the end of the table, however long it has become.
        .where(Signature.id > _first_id_at(now - LOOKS_BACK), Signature.purpose == Purpose.WORK, ~there)
        .order_by(Signature.id)
        .limit(AT_ONCE)
    )


def _first_id_at(moment: datetime) -> UUID:
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def _timer(signature_id: UUID, language: Language, branch_id: UUID, at: datetime) -> Timer:
    key = _key(signature_id, language)
    return Timer.at(at, PAPER, key, branch_id=branch_id, signature=str(signature_id), language=language.value)


def _key(signature_id: UUID, language: Language) -> str:
    return f"{PAPER}:{signature_id}:{language.value}"
