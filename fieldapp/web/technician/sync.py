"""`POST /my/sync`: what a phone kept is taken over, command by command, and answered with receipts."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.custody import Courier
from fieldapp.domain.device import SOMEBODY_ELSES, Discarded
from fieldapp.domain.loss import Contact, hear, known_numbers
from fieldapp.domain.parked import told
from fieldapp.domain.queue import Queue
from fieldapp.domain.sent import Sent
from fieldapp.domain.writing import cleaned
from fieldapp.web.sent_body import takes
from fieldapp.web.session import me
from fieldapp.web.technician.fragments import called_fragments, fragments
from fieldapp.web.technician.own_transaction import in_its_own
from fieldapp.web.technician.receipts import Answer, answer_later, answer_of, decided_words
from fieldapp.web.technician.sync_call import MOST_BYTES, Call, EnvelopeFault, call
from fieldapp.web.technician.taking_in import OursToMend, TakingIn
from fieldapp.web.this_phone import hold_to

bp = Blueprint("sync", __name__)
MOST_OF_A_REASON = 2000


@bp.post("/sync")
@takes(MOST_BYTES)
def sync() -> Response:
    received = Received(call(), now())
    hold_to(received.device)
    received.note_discarded()
    receipts = received.taken_over()
    decided = in_its_own(received.note_contact)
    return jsonify(
        now=received.at.isoformat(),
        offset_ms=received.offset_ms,
        receipts=receipts,
        decided=decided,
        # Last: a page turned to the owner speaks the owner's language.
        html=called_fragments(received.answered) | fragments(received.touched),
    )


@bp.errorhandler(EnvelopeFault)
def unreadable(fault: EnvelopeFault) -> tuple[Response, int]:
    db.session.rollback()
    return jsonify(index=fault.index, error=fault.error), 422


@dataclass(slots=True)
class Received:
    """One call, and what became of it so far."""

    call: Call
    at: datetime
    touched: dict[UUID, None] = field(default_factory=dict)  # visits, in their order
    answered: dict[UUID, None] = field(default_factory=dict)  # emergencies, in their order
    settled: int = 0  # commands that the phone need not keep any more

    @property
    def offset(self) -> timedelta:
        return self.at - self.call.envelope.sent_at

    @property
    def offset_ms(self) -> int:
        return self.offset // timedelta(milliseconds=1)

    @property
    def device(self) -> UUID:
        return self.call.envelope.device

    def note_discarded(self) -> None:
        """What was thrown away on the phone, before it is asked what is missing."""
        if self.call.envelope.discarded:
            in_its_own(self._add_discarded)

    def _add_discarded(self) -> None:
        for thrown in self.call.envelope.discarded:
            db.session.merge(
                Discarded(
                    device=self.device,
                    seq=thrown.seq,
                    person_id=me().id,
                    command_id=thrown.id,
                    reason=cleaned(thrown.reason)[:MOST_OF_A_REASON],
                    told_at=self.at,
                )
            )

    def taken_over(self) -> list[Answer]:
        """One receipt for each command, in their order."""
        queue = self._queue()
        return [self._answer(queue, sent, name) for sent, name in zip(self.call.commands, self.call.names, strict=True)]

    def _queue(self) -> Queue:
        first = self.call.envelope.pending.min_seq
        end = max((sent.seq for sent in self.call.commands if sent.seq is not None), default=first)
        known = known_numbers(db.session(), self.device, first, end) if end > first else set()
        db.session.rollback()
        return Queue(me().id, first, known)

    def _answer(self, queue: Queue, sent: Sent, name: str) -> Answer:
        later = queue.why_later(sent)
        if later:
            return answer_later(name, later)
        try:
            receipt = TakingIn(sent, Courier(me().id, self.device, self.at, self.offset)).receipt()
        except OursToMend:
            queue.hold_up(sent.visit_id)
            return answer_later(name, "command.ours_to_mend")
        self.settled += 1
        if receipt.visit_id is not None:
            self.touched[receipt.visit_id] = None
        if sent.dispatch_id is not None:
            self.answered[sent.dispatch_id] = None
        return answer_of(name, receipt, sent)

    def note_contact(self) -> list[dict[str, Any]]:
        """What the phone told of itself, an alarm where something may be lost; and what the office has decided."""
        if not self._is_somebody_elses():
            hear(db.session(), self._contact())
        return [decided_words(receipt) for receipt in told(db.session(), me().id, self.at)]

    def _is_somebody_elses(self) -> bool:
        """A page that is still open of whoever was signed in before: it says nothing of the phone of this person."""
        told = self.call.commands
        foreign = bool(told) and all(sent.by_id not in (None, me().id) for sent in told)
        asked = {"device": self.device, "person_id": me().id}
        return foreign or db.session.scalar(SOMEBODY_ELSES, asked) is not None

    def _contact(self) -> Contact:
        envelope = self.call.envelope
        numbers = [sent.seq for sent in self.call.commands if sent.seq is not None]
        numbers += [thrown.seq for thrown in envelope.discarded]
        return Contact(
            person_id=me().id,
            branch_id=me().branch_id,
            device=self.device,
            at=self.at,
            offset_ms=self.offset_ms,
            min_seq=envelope.pending.min_seq,
            first_told=min([envelope.pending.min_seq, *numbers]),
            waiting=max(0, envelope.pending.count - self.settled),
            tray=envelope.pending.tray,
            oldest_at=envelope.pending.oldest,
            usage_bytes=envelope.storage.usage,
            quota_bytes=envelope.storage.quota,
            persisted=envelope.storage.persisted,
        )
