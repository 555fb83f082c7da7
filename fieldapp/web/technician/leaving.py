"""The end of a visit: how long it took, the owner's copy to take along, what is to be paid, and where to go next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from fieldapp.domain.signature import COPY_LASTS, SignatureAnswer
from fieldapp.domain.visit import Visit
from fieldapp.web.places import public_address
from fieldapp.web.qr import QrCode, qr_code


@dataclass(frozen=True, slots=True)
class Leaving:
    """What stands on the screen when the owner has signed, or has said why not."""

    answer: SignatureAnswer
    reason: str
    signed_at: datetime
    took: timedelta | None
    address: str
    code: QrCode
    copy_days: int
    due_fen: int

    @property
    def agreed(self) -> bool:
        """Signed, and all is well."""
        return self.answer is SignatureAnswer.AGREED


def leaving(visit: Visit) -> Leaving | None:
    """The end of this visit, once there is a signature or a reason why there is none."""
    signature = visit.signature
    if signature is None:
        return None
    address = public_address(url_for("owner.copy.show", token=signature.copy_token))
    return Leaving(
        answer=signature.answer,
        reason=signature.reason,
        signed_at=signature.at,
        took=signature.at - visit.arrived_at if visit.arrived_at else None,
        address=address,
        code=qr_code(address),
        copy_days=COPY_LASTS.days,
        due_fen=signature.contents["total_fen"],
    )
