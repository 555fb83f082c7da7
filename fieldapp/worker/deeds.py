"""Which deed belongs to which topic of a timer: the one place that lists them.

A deed gets the session of a transaction that is the worker's to commit, what is due, and the moment. What it changes
and the mark that it is done are committed together, so it happens exactly once; what it raises is taken back, kept as
the timer's error, and tried again later. It asks again whether it is still wanted, sends nothing and waits for nobody:
words to people are messages, and the next step is another timer.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from fieldapp.domain import (
    agreement_orders,
    call_back,
    call_back_reminder,
    chain_month,
    chain_night,
    developer_chase,
    paper_wanted,
    purging,
    silent_phones,
    tidying,
)
from fieldapp.domain.announcement import ANNOUNCE
from fieldapp.domain.call_back_draw import decide_call_back
from fieldapp.domain.climbing import rung_is_due
from fieldapp.domain.figure_round import TOPIC as COUNT
from fieldapp.domain.figure_round import count_figures
from fieldapp.domain.message import TELL
from fieldapp.domain.rung import TOPIC as RUNG
from fieldapp.domain.telling import tell
from fieldapp.domain.timer import Due
from fieldapp.domain.webhook import announce
from fieldapp.worker import removing_files

Deed = Callable[[Session, Due, datetime], None]

DEEDS: dict[str, Deed] = {
    TELL: tell,
    RUNG: rung_is_due,
    COUNT: count_figures,
    ANNOUNCE: announce,
    silent_phones.TOPIC: silent_phones.look_for_silent_phones,
    tidying.TOPIC: tidying.tidy,
    developer_chase.TOPIC: developer_chase.chase,
    call_back.DECIDE: decide_call_back,
    call_back_reminder.TOPIC: call_back_reminder.remind_of_call_backs,
    purging.TOPIC: purging.purge,
    removing_files.TOPIC: removing_files.remove_files,
    chain_month.TOPIC: chain_month.tell_head_office,
    chain_night.TOPIC: chain_night.begin_walks,
    agreement_orders.LOOK: agreement_orders.look_through,
    agreement_orders.MAKE: agreement_orders.make_visits,
    paper_wanted.TOPIC: paper_wanted.look_for_papers,
}
