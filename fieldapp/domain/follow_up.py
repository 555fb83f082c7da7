"""Calling back (回访): the customer centre asks afterwards whether all went well (3.1, 4.1.2)."""

from datetime import datetime, timedelta

from fieldapp.domain.signature import SignatureAnswer

AFTER_AGREEMENT = timedelta(days=2)
AFTER_DISAGREEMENT = timedelta(days=1)  # who disagreed or could not sign hears from us within a day


def call_back_due_at(left_at: datetime, answer: SignatureAnswer) -> datetime:
    """Until when the owner must be called."""
    return left_at + (AFTER_AGREEMENT if answer is SignatureAnswer.AGREED else AFTER_DISAGREEMENT)
