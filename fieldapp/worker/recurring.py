"""What happens again and again: a timer each, always one ahead. Every worker sees to it, and one of them does."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain import (
    agreement_orders,
    call_back_reminder,
    chain_month,
    chain_night,
    figure_round,
    paper_wanted,
    purging,
    silent_phones,
    tidying,
)
from fieldapp.domain.timer import Timer
from fieldapp.worker import removing_files

RECURRING = {
    silent_phones.TOPIC: timedelta(minutes=1),
    paper_wanted.TOPIC: timedelta(hours=1),
    tidying.TOPIC: timedelta(minutes=10),
    call_back_reminder.TOPIC: timedelta(hours=1),
    agreement_orders.LOOK: timedelta(hours=1),
    purging.TOPIC: purging.EVERY,
    removing_files.TOPIC: removing_files.EVERY,
    figure_round.TOPIC: figure_round.EVERY,
    chain_month.TOPIC: timedelta(days=1),
    chain_night.TOPIC: chain_night.EVERY,
}
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def keep_recurring(session: Session, now: datetime) -> None:
    """Write the next timer of each topic, if it is not there. Its key is its turn, so that two workers write one."""
    turns = [_next_turn(topic, every, now) for topic, every in RECURRING.items()]
    there = set(session.scalars(select(Timer.key).where(Timer.key.in_([turn.key for turn in turns]))))
    session.add_all(turn for turn in turns if turn.key not in there)


def _next_turn(topic: str, every: timedelta, now: datetime) -> Timer:
    turn = (now - EPOCH) // every + 1
    return Timer.at(EPOCH + turn * every, topic, f"{topic}:{turn}", branch_id=None)
