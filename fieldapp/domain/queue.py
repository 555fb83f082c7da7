"""The order of a phone's commands: none is carried out before those that it pressed earlier are here."""

from collections.abc import Set
from dataclasses import dataclass, field
from uuid import UUID

from fieldapp.domain.sent import Sent

OTHER_PERSON = "command.other_person"
EARLIER_MISSING = "command.earlier_missing"


@dataclass(slots=True)
class Queue:
    """One call's commands against what has come before."""

    person_id: UUID
    min_seq: int  # below it nothing waits on the phone
    known: Set[int]  # numbers from min_seq on that are here, or were thrown away
    seen: set[int] = field(default_factory=set)
    held_up: set[UUID | None] = field(default_factory=set)  # visits of which an earlier command waits

    def why_later(self, sent: Sent) -> str:
        """Why this one has to wait on the phone; "" when it has not. Asked once for each, in their order."""
        code = self._code(sent)
        if code:
            self.hold_up(sent.visit_id)
        if sent.seq is not None:
            self.seen.add(sent.seq)
        return code

    def hold_up(self, visit_id: UUID | None) -> None:
        """What this call brings of this visit from here on waits as well."""
        self.held_up.add(visit_id)

    def _code(self, sent: Sent) -> str:
        if sent.by_id is not None and sent.by_id != self.person_id:
            return OTHER_PERSON
        if sent.visit_id in self.held_up or self._has_a_gap_before(sent.seq):
            return EARLIER_MISSING
        return ""

    def _has_a_gap_before(self, seq: int | None) -> bool:
        if seq is None or seq <= self.min_seq:
            return False
        here = sum(self.min_seq <= number < seq for number in self.known | self.seen)
        return here < seq - self.min_seq
