"""One command of a phone, taken over in a transaction of its own, whatever it contains and whoever else is writing."""

from dataclasses import dataclass
from time import sleep

import structlog

from fieldapp.db import Busy, Stale, StoredTwice, Unstorable, db, write_again
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.conflict import verdict_on
from fieldapp.domain.custody import Courier, keep_refused, take_in
from fieldapp.domain.receipt import Receipt, Verdict
from fieldapp.domain.sent import Sent
from fieldapp.domain.visit_in_hand import forget, version_in_hand

TRIES = 6
A_MOMENT = 0.02  # seconds, for whoever is writing to be done

# What the content of a command can cause beyond a rule that says no.
CONTENT = (*Unstorable, ValueError, ArithmeticError, RecursionError)
# A mistake of ours in what carries it out. What else may go wrong is the machine's: the whole call comes again.
OURS = (LookupError, TypeError, AttributeError, AssertionError)

log = structlog.get_logger(__name__)


class OursToMend(Exception):
    """It stays on the phone, and is carried out once the mistake is mended."""


def take_back() -> None:
    """Undo what was begun, and know nothing of it any more."""
    db.session.rollback()
    forget(db.session())


@dataclass(slots=True)
class TakingIn:
    """What is known of one command while it is taken in."""

    sent: Sent
    courier: Courier
    beside: bool = False
    refusal: RuleBroken | None = None
    verdict: Verdict = Verdict.REJECTED
    judged: int | None = None  # the number of the order when a rule said no
    twice: int = 0

    def receipt(self) -> Receipt:
        """Its receipt, committed. Raises Busy when others keep changing the same order, and OursToMend."""
        for nth in range(TRIES):
            write_again()
            try:
                receipt = self._carried_out()
                db.session.commit()
                return receipt
            except Stale as trouble:
                take_back()
                self._look_again(trouble)
                sleep(A_MOMENT * nth)
        raise Busy

    def _carried_out(self) -> Receipt:
        if self._went_on():
            raise Stale("the order went on since this was judged")
        if self.refusal is not None:
            return self._kept(self.refusal)
        try:
            receipt = take_in(db.session(), self.sent, self.courier, beside=self.beside)
            db.session.flush()
            return receipt
        except RuleBroken as refusal:
            self._judge(refusal)
        except CONTENT:
            log.exception("command.unstorable", command=str(self.sent.id), verb=self.sent.verb)
            self.refusal = RuleBroken("command.unstorable")
        except OURS as mistake:
            log.exception("command.failed", command=str(self.sent.id), verb=self.sent.verb)
            take_back()
            raise OursToMend from mistake
        take_back()
        return self._carried_out()

    def _kept(self, refusal: RuleBroken) -> Receipt:
        receipt = keep_refused(db.session(), self.sent, self.courier, self.verdict, refusal)
        db.session.flush()
        return receipt

    def _went_on(self) -> bool:
        """Whether what a rule said no to was changed before that could be written down."""
        return self.judged is not None and self._version() != self.judged

    def _version(self) -> int | None:
        visit_id, session = self.sent.visit_id, db.session()
        with session.no_autoflush:
            return version_in_hand(session, visit_id) if visit_id else None

    def _judge(self, refusal: RuleBroken) -> None:
        self.judged = self._version()
        verdict = verdict_on(self.sent.verb, refusal.code, beside=self.beside)
        if verdict is None:
            self.beside = True
        else:
            self.refusal, self.verdict = refusal, verdict

    def _look_again(self, trouble: Stale) -> None:
        """Begin anew on what is stored now; ids that are taken every time name something else."""
        self.beside, self.refusal, self.verdict, self.judged = False, None, Verdict.REJECTED, None
        self.twice += isinstance(trouble, StoredTwice)
        if self.twice > 1:
            self.refusal = RuleBroken("command.ids_taken")
