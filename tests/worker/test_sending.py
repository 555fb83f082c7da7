"""A message goes out by every way of the first rank, and what becomes of each delivery is written down."""

from datetime import timedelta

import pytest

from fieldapp.channels import Gone, Refused, RetryAfter
from fieldapp.domain.base import new_id
from fieldapp.domain.message import ORDINARY_TTL, URGENT_TTL, MessageKind
from fieldapp.domain.people import Language
from fieldapp.domain.timer import LEASE, MOST_ATTEMPTS, NEVER_ENDED
from fieldapp.domain.way import Way
from tests.builders import NOW
from tests.worker.stand_in import killed

SECOND = timedelta(seconds=1)


@pytest.mark.both_engines
def test_it_is_sent_once_by_the_first_way(ways, quiet, loud, tell, go_round, deliveries):
    tell()
    go_round()
    (delivery,) = deliveries()
    assert [address for address, _ in quiet.sent] == [ways[0].id] and not loud.sent
    assert (delivery.sent_at, delivery.accepted_at, delivery.reference) == (NOW, NOW, "no. 1")
    assert delivery.failed_at is None and delivery.received_at is None


def test_all_phones_of_a_person_get_it(ways, quiet, tell, go_round):
    ways.insert(0, Way("quiet", new_id(), 1))
    tell()
    go_round()
    assert {address for address, _ in quiet.sent} == {ways[0].id, ways[1].id}


def test_a_louder_message_goes_out_by_more_ranks_at_once(ways, quiet, loud, tell, go_round):
    tell(ranks=2)
    go_round()
    assert len(quiet.sent) == len(loud.sent) == 1


def test_a_trial_of_one_phone_goes_to_that_phone_only(ways, quiet, tell, go_round):
    ways.append(Way("quiet", new_id(), 1))
    tell(way_id=ways[-1].id)
    go_round()
    assert [address for address, _ in quiet.sent] == [ways[-1].id]


def test_the_channel_is_told_all_it_needs(ways, quiet, tell, go_round, deliveries):
    tell("dispatch:1:li", MessageKind.DISPATCH, urgent=True)
    go_round()
    ((_, parcel),) = quiet.sent
    assert (parcel.kind, parcel.key, parcel.urgency) == ("dispatch", "dispatch:1:li", "high")
    assert parcel.ttl_seconds == URGENT_TTL.total_seconds()
    assert parcel.receipt_token == deliveries()[0].receipt_token


def test_the_words_are_in_the_language_of_the_person(app, ways, quiet, tell, go_round, person, save):
    tell("one")
    go_round()
    person.language = Language.ENGLISH
    save(person)
    tell("two")
    go_round()
    assert [parcel.words.title for _, parcel in quiet.sent] == ["试一下", "A trial"]


def test_who_has_no_way_is_on_record_as_not_called(ways, tell, go_round, deliveries):
    ways.clear()
    tell()
    go_round()
    (delivery,) = deliveries()
    assert delivery.failure == "no_way" and delivery.failed_at == NOW


def test_an_ordinary_one_waits_out_its_time(ways, quiet, tell, go_round, clock):
    tell(wait=15 * SECOND)
    assert go_round() == NOW + 15 * SECOND and not quiet.sent
    clock.shift(15 * SECOND)
    go_round()
    assert len(quiet.sent) == 1


@pytest.mark.both_engines
def test_a_way_that_is_gone_is_forgotten_and_the_next_one_tried(ways, quiet, loud, tell, go_round, deliveries):
    quiet.answers[ways[0].id] = [Gone("410")]
    tell()
    go_round()
    gone, next_one = deliveries()
    assert quiet.forgotten == [ways[0].id]
    assert (gone.failure, gone.failure_words, gone.failed_at) == ("gone", "410", NOW)
    assert next_one.channel == "loud" and next_one.accepted_at == NOW


@pytest.mark.parametrize("trouble", [RetryAfter("503"), Refused("413"), Gone("404"), ValueError("broken")])
def test_in_an_emergency_the_next_channel_goes_out_at_once(ways, quiet, loud, tell, go_round, trouble):
    quiet.answers[ways[0].id] = [trouble]
    tell(urgent=True)
    go_round()
    assert len(loud.sent) == 1


def test_two_phones_that_fail_lead_to_the_next_channel_once(ways, quiet, loud, tell, go_round):
    ways.insert(0, Way("quiet", new_id(), 1))
    quiet.answers[ways[0].id] = quiet.answers[ways[1].id] = [Gone(), Gone()]
    tell(urgent=True)
    go_round()
    assert len(loud.sent) == 1


def test_an_ordinary_one_that_is_to_be_tried_again_troubles_no_other_channel(
    ways, quiet, loud, tell, go_round, clock, deliveries
):
    quiet.answers[ways[0].id] = [RetryAfter("429", seconds=30)]
    tell()
    go_round()
    clock.shift(29 * SECOND)
    go_round()
    assert len(quiet.sent) == 1 and not loud.sent

    clock.shift(SECOND)
    go_round()
    (delivery,) = deliveries()
    assert len(quiet.sent) == 2 and delivery.accepted_at == NOW + 30 * SECOND and delivery.failure == ""


def test_what_is_never_taken_is_dead_in_the_end_and_can_be_sent_again(
    app, ways, quiet, tell, go_round, clock, timer, deliveries
):
    del ways[1]
    quiet.answers[ways[0].id] = [RetryAfter("503")] * MOST_ATTEMPTS
    tell()
    for _ in range(MOST_ATTEMPTS):
        go_round()
        clock.shift(timedelta(minutes=10))
    dead = timer("deliver:")
    assert dead.failed_at and dead.error == "503" and len(quiet.sent) == MOST_ATTEMPTS
    assert deliveries()[0].failed_at is not None


def test_what_nobody_lives_to_send_is_given_up_and_the_next_channel_tried(
    ways, quiet, loud, tell, go_round, clock, deliveries
):
    quiet.while_sending = killed
    tell()
    for _ in range(MOST_ATTEMPTS):
        go_round()
        clock.shift(LEASE)
    assert not loud.sent
    go_round()
    cut_off, next_one = deliveries()
    assert not quiet.sent and (cut_off.failure_words, cut_off.failed_at) == (NEVER_ENDED, NOW + MOST_ATTEMPTS * LEASE)
    assert len(loud.sent) == 1 and next_one.accepted_at


def test_what_is_too_late_is_not_sent(ways, quiet, loud, tell, go_round, clock, deliveries, timer):
    tell()
    quiet.answers[ways[0].id] = [RetryAfter("503", seconds=ORDINARY_TTL.total_seconds())]
    go_round()
    clock.shift(ORDINARY_TTL + SECOND)
    go_round()
    assert len(quiet.sent) == 1
    assert deliveries()[0].failure == "expired" and timer("deliver:").failed_at


def test_while_it_is_sent_everybody_else_may_write(app, ways, quiet, tell, go_round, save):
    quiet.while_sending = lambda: tell("another", wait=SECOND)
    tell()
    go_round(2)
    assert len(quiet.sent) == 1


def test_who_was_too_slow_writes_nothing(app, ways, quiet, tell, go_round, clock, deliveries, worker):
    """Its lease ran out while it was sending, and another worker has taken it since."""

    def slowly() -> None:
        quiet.while_sending = lambda: None
        clock.shift(LEASE + SECOND)
        worker.round()
        while len(quiet.sent) < 1:
            pass

    quiet.while_sending = slowly
    tell()
    go_round()
    (delivery,) = deliveries()
    assert len(quiet.sent) == 2 and delivery.accepted_at == NOW + LEASE + SECOND
