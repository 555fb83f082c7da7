"""The phone's own word that a message arrived: the only proof that a way works."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.feed import stir
from fieldapp.domain.message import Delivery, Message
from fieldapp.domain.open_app import OpenApp
from fieldapp.domain.subscription import Subscription
from fieldapp.domain.way import APP, PUSH

SOON = timedelta(minutes=1)  # messages that follow each other prove nothing new


def receipt_for(token: str) -> Select[Delivery]:
    """The delivery that carried this token; it is good once for each thing that a phone can say of it."""
    return select(Delivery).where(Delivery.receipt_token == token)


def proven(session: Session, delivery: Delivery, *, at: datetime) -> None:
    """The way that it took has been shown to work."""
    way: Subscription | OpenApp | None = None
    if delivery.channel == PUSH:
        way = session.get(Subscription, delivery.way_id)
    elif delivery.channel == APP:
        way = session.get(OpenApp, delivery.way_id)
    if way is not None:
        if way.tested_at is None or at - way.tested_at > SOON:
            stir(session, session.get_one(Message, delivery.message_id).branch_id)  # their badge on the board
        way.prove(at=at)
