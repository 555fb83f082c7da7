"""What is gathered at a visit beside its course: photos, things tried together, and notes."""

from uuid import UUID

from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.mark import Trial, TrialMark
from fieldapp.domain.order import reason_given
from fieldapp.domain.photo import Moment, Photo
from fieldapp.domain.visit import Visit


def take_photo(visit: Visit, act: Act, photo: Photo) -> None:
    """A photo was taken; its bytes may still be on the way.

    A picture inside a home needs the owner's consent (Civil Code, article 1033); the closed door from outside does not.
    Taken after the signature it does not belong to what was signed: raises RuleBroken ``order.locked``; told late it is
    kept, and stands on no paper. Raises RuleBroken ``photo.no_consent``.
    """
    if any(known.id == photo.id for known in visit.photos):
        return
    visit.require(act, *OrderState)
    if not photo.consent and photo.moment is not Moment.DOOR:
        raise RuleBroken("photo.no_consent")
    photo.at, photo.by_id = act.at, act.by_id or visit.technician_id
    visit.photos.append(photo)
    visit.record(act, "photo", photo=str(photo.id), moment=photo.moment.value)


def picture_receipt(visit: Visit, act: Act, *, entry: UUID, sha256: str) -> None:
    """The receipt of an errand (4.4.1), by its entry's id: a slip of paper, for which nobody's consent is asked."""
    if all(known.id != entry for known in visit.photos):
        by_id = act.by_id or visit.technician_id
        slip = Photo(id=entry, sha256=sha256, moment=Moment.OTHER, consent=False, at=act.at, by_id=by_id)
        visit.photos.append(slip)


def drop_photo(visit: Visit, act: Act, *, photo_id: UUID) -> None:
    """Taken by mistake: no longer shown. After the signature it stays: raises RuleBroken ``order.locked``."""
    visit.require(act, *OrderState)
    for photo in visit.photos:
        if photo.id == photo_id and photo.dropped_at is None:
            if not visit.is_signed:
                photo.dropped_at = act.at
            visit.record(act, "drop_photo", photo=str(photo_id))


def try_out(visit: Visit, act: Act, *, key: Trial, good: bool, remark: str = "") -> None:
    """Tried together with the owner. What is not good needs a word about it.

    Raises RuleBroken ``visit.remark_missing``, or ``order.locked`` after the signature.
    """
    if not good and not remark.strip():
        raise RuleBroken("visit.remark_missing")
    visit.require(act, OrderState.TO_BE_SIGNED, OrderState.WORKING)
    if not visit.is_signed:
        visit.tests.append(TrialMark(id=new_id(), key=key, good=good, remark=remark.strip(), at=act.at))
    visit.record(act, "test", why=remark.strip(), key=key.value, good=good)


def note(visit: Visit, act: Act, *, words: str) -> None:
    """Anything worth telling; accepted at any time."""
    visit.record(act, "note", why=reason_given(words))
