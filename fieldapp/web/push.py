"""`/push/…`: what a browser needs to be woken, that it lets itself be woken, and its word that something arrived."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar, cast
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from fieldapp.channels.push_services import PushServices, StrangeEndpoint
from fieldapp.channels.push_setup import vapid
from fieldapp.channels.vapid import Vapid, VapidWrong
from fieldapp.channels.web_push import BadKeys, require_keys
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.feed import stir
from fieldapp.domain.receipt_of_a_push import proven, receipt_for
from fieldapp.domain.subscription import (
    LONGEST_ENDPOINT,
    Subscription,
    make_room,
    subscription_at,
    subscriptions_of,
)
from fieldapp.web import guard
from fieldapp.web.protocol import ours
from fieldapp.web.sent_body import takes
from fieldapp.web.session import me
from fieldapp.web.this_phone import hold_to

MOST_BYTES = 4096

bp = Blueprint("push", __name__, url_prefix="/push")
bp.before_request(guard.signed_in())
bp.after_request(ours)

receipts = Blueprint("receipts", __name__, url_prefix="/push")
receipts.before_request(guard.open_to_all())
receipts.after_request(ours)

Read = TypeVar("Read", bound=BaseModel)


class Part(BaseModel):
    """What a later browser adds to it is not ours to judge."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Keys(Part):
    """Of the browser, in base64url."""

    p256dh: str = Field(max_length=100)
    auth: str = Field(max_length=40)


class Subscribed(Part):
    """`PushSubscription.toJSON()`, and which phone it is, if the page knows."""

    endpoint: str = Field(max_length=LONGEST_ENDPOINT)
    keys: Keys
    device: UUID | None = None


class Ended(Part):
    """The browser that shall not be woken any more, and why, in a word."""

    endpoint: str = Field(max_length=LONGEST_ENDPOINT)
    why: Literal["permission", "signed_out", "ended"] = "ended"


def _in_time(moment: datetime | None) -> datetime | None:
    return moment if moment and moment.tzinfo else None


class Receipt(Part):
    """The phone's word: what happened to the message with this token, and when by its own clock."""

    token: str = Field(min_length=16, max_length=64)
    event: Literal["received", "opened"] = "received"
    at: Annotated[datetime | None, AfterValidator(_in_time)] = None


@bp.get("/key")
def key() -> Response:
    """The public key that a browser subscribes with; 503 where push is not set up."""
    return Response(_vapid().public_key, mimetype="text/plain")


@bp.post("/subscriptions")
@takes(MOST_BYTES)
def subscribe() -> tuple[dict[str, Any], int]:
    """This browser may be woken for whoever is signed in. Sent at every start: sent again it changes nothing."""
    said = _read(Subscribed)
    _require_real(said)
    if said.device is not None:
        hold_to(said.device)
    at = now()
    row = db.session.scalars(subscription_at(said.endpoint)).one_or_none() or _new(said, at)
    row.renew(me().id, p256dh=said.keys.p256dh, auth=said.keys.auth, device=said.device, at=at)
    db.session.flush()
    make_room(db.session.scalars(subscriptions_of(me().id)), at=at)
    db.session.commit()
    return {"id": str(row.id), "tested_at": row.tested_at.isoformat() if row.tested_at else None}, 201


@bp.delete("/subscriptions")
@takes(MOST_BYTES)
def unsubscribe() -> tuple[str, int]:
    """This browser is not to be woken any more. Of somebody else's nothing is said."""
    said = _read(Ended)
    row = db.session.scalars(subscription_at(said.endpoint)).one_or_none()
    if row is not None and row.person_id == me().id:
        row.forget(said.why, at=now())
        stir(db.session(), me().branch_id)
        db.session.commit()
    return "", 204


@receipts.post("/receipts")
@takes(MOST_BYTES)
def receive() -> tuple[str, int]:
    """A message arrived on a phone, or was opened. The token is the right to say so; a login may have ended by now."""
    said = _read(Receipt)
    delivery = db.session.scalars(receipt_for(said.token)).one_or_none() or abort(404)
    at = now()
    if said.event == "opened":
        delivery.open(at=at, device_at=said.at, told_at=at)
    # What was opened has arrived, too, even if the word of that was lost.
    if delivery.received_at is None:
        delivery.receive(at=at, device_at=said.at, told_at=at)
        proven(db.session(), delivery, at=at)
    db.session.commit()
    return "", 204


def _read(kind: type[Read]) -> Read:
    if request.mimetype != "application/json":
        abort(415)
    try:
        return kind.model_validate_json(request.get_data())
    except ValidationError:
        abort(422)


def _require_real(said: Subscribed) -> None:
    services: PushServices = _kept("push_services", lambda: PushServices(current_app.config["PUSH_HOSTS"]))
    try:
        services.endpoint(said.endpoint)
        require_keys(said.keys.p256dh, said.keys.auth)
    except (StrangeEndpoint, BadKeys):
        abort(422)


def _new(said: Subscribed, at: datetime) -> Subscription:
    keys = said.keys
    row = Subscription(id=new_id(), person_id=me().id, endpoint=said.endpoint, p256dh=keys.p256dh, auth=keys.auth)
    row.device, row.made_at, row.renewed_at, row.failure = said.device, at, at, ""
    db.session.add(row)
    return row


def _vapid() -> Vapid:
    try:
        return cast(Vapid, _kept("vapid", lambda: vapid(current_app.config)))
    except VapidWrong:
        abort(503)


def _kept(name: str, make: Callable[[], Any]) -> Any:
    """Read once a process. What cannot be read is tried again: the key may be made meanwhile."""
    if name not in current_app.extensions:
        current_app.extensions[name] = make()
    return current_app.extensions[name]
