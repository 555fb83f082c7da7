"""Who hears of a correction: the owner at their number, whoever was there, and whoever opened it, of the answer."""

from sqlalchemy import select

from fieldapp.channels.others import OtherChannel as Sms
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.other_channel import OtherChannel
from fieldapp.domain.people import Language
from fieldapp.domain.still_wanted import still_wanted
from fieldapp.domain.telling import try_ranks
from fieldapp.web.message_words import words_for
from tests.builders import NOW
from tests.corrections import opened


def messages(desk):
    """What was written, by kind."""
    told = select(Message).where(
        Message.kind.in_((MessageKind.CORRECTION, MessageKind.TO_BE_SIGNED, MessageKind.CORRECTED))
    )
    return {message.kind: message for message in db.session.scalars(told)}


def test_the_owner_hears_at_their_number_and_whoever_was_there_by_their_phone(desk):
    with desk.app.app_context():
        db.session.add(OtherChannel(name="sms", rank=2, needs_phone=True))
        db.session.commit()
    correction = opened(desk.app, desk.order("complete"), desk.chen.id, quantity=2)

    with desk.app.test_request_context(method="POST"):
        told = messages(desk)
        assert told[MessageKind.TO_BE_SIGNED].person_id == desk.li.id
        to_owner = told[MessageKind.CORRECTION]
        (delivery,) = try_ranks(db.session(), to_owner, after=0, at=NOW)
        assert isinstance(delivery, Delivery) and (delivery.channel, delivery.way_id) == ("sms", desk.wang.id)
        address = Sms("sms", "json://sms.example.com/?to={phone}").address(db.session(), desk.wang.id)
        assert address is not None and address.phone == "13812345678"
        words = words_for(to_owner.kind, to_owner.facts, Language.ENGLISH, None)
        assert (
            words.path == f"/copy/{correction.token}" and "更正" in words.title
        )  # the owner's language, not the desk's
        assert still_wanted(db.session(), to_owner)


def test_nothing_goes_out_of_what_was_withdrawn_and_whoever_opened_it_hears_the_answer(desk):
    order_id = desk.order("complete")
    correction = opened(desk.app, order_id, desk.chen.id, quantity=2)
    answer = {"signature": str(new_id()), "document_sha256": correction.document_sha256, "answer": "disagreed"}
    answer |= {"strokes": "[]", "other_reason": "只有一个"}
    assert desk.app.test_client().post(f"/copy/{correction.token}/correction", data=answer).status_code == 303

    with desk.app.test_request_context(method="POST"):
        told = messages(desk)
        assert MessageKind.CORRECTION not in told  # no channel here reaches anybody by number
        assert told[MessageKind.CORRECTED].person_id == desk.chen.id and not told[MessageKind.CORRECTED].facts["agreed"]
        assert not still_wanted(db.session(), told[MessageKind.TO_BE_SIGNED])
