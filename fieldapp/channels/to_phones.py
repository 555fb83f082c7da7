"""The phone itself as a channel: a push to a browser that subscribed, or an open page that finds it by itself."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.channels import Accepted, Gone, Outcome, Parcel, Refused, RetryAfter
from fieldapp.channels.push_payload import payload
from fieldapp.channels.web_push import Answer, Push, Subscription, Urgency, WebPush
from fieldapp.channels.web_push import Outcome as Became
from fieldapp.domain.open_app import OpenApp
from fieldapp.domain.subscription import Subscription as Row

LEAST_TTL = timedelta(seconds=60)  # with less a phone that sleeps for a moment gets nothing


class PushChannel:
    """Web push. Its ways are subscriptions."""

    def __init__(self, web_push: WebPush, public_url: str) -> None:
        self.web_push, self.public_url = web_push, public_url

    def address(self, session: Session, way_id: UUID) -> Subscription | None:
        """Where the browser is reached, and its keys."""
        row = session.get(Row, way_id)
        return Subscription(row.endpoint, row.p256dh, row.auth) if row and row.is_live else None

    def send(self, address: Subscription, parcel: Parcel) -> Outcome:
        """To the push service; whether the phone has it, only the phone can say."""
        ttl = max(timedelta(seconds=parcel.ttl_seconds), LEAST_TTL)
        push = Push(payload(parcel, self.public_url), ttl, Urgency(parcel.urgency), parcel.topic)
        return _outcome(self.web_push.send(push, address, datetime.now(UTC)))

    def forget(self, session: Session, way_id: UUID, *, at: datetime) -> None:
        """Its push service does not know it any more."""
        row = session.get(Row, way_id)
        if row:
            row.forget("gone", at=at)


class OpenAppChannel:
    """The open page. Nothing is sent: the page asks, finds the delivery, rings, and says so. Its ways are people."""

    def address(self, session: Session, way_id: UUID) -> UUID | None:
        """Whose page it is."""
        return way_id if session.get(OpenApp, way_id) else None

    def send(self, address: UUID, parcel: Parcel) -> Outcome:
        """It is there to be found."""
        return Accepted()

    def forget(self, session: Session, way_id: UUID, *, at: datetime) -> None:
        """A page that is not there any more falls silent by itself."""


def _outcome(answer: Answer) -> Outcome:
    words = f"{answer.status} {answer.words}".strip() if answer.status else answer.words
    if answer.outcome is Became.ACCEPTED:
        return Accepted(answer.location)
    if answer.outcome is Became.GONE:
        return Gone(words)
    if answer.again:
        return RetryAfter(words, answer.rest.total_seconds() if answer.rest is not None else None)
    return Refused(words)
