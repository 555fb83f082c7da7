"""The phone's own word that a message arrived: the only proof that a way works."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.message import Delivery
from fieldapp.domain.open_app import OpenApp
from fieldapp.domain.subscription import Subscription
from fieldapp.domain.way import APP, PUSH


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
        way.prove(at=at)
