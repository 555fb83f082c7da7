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
    token: str
    address: str
    code: QrCode
    copy_days: int
    due_fen: int

    @property
    def agreed(self) -> bool:
        """Signed, and all is well."""
        return self.answer is SignatureAnswer.AGREED

    @property
    def copy(self) -> dict[str, str | int]:
        """The code of the owner's copy as plain data."""
        return copy_plain(self.token, self.address, self.code)


def leaving(visit: Visit) -> Leaving | None:
    """The end of this visit, once there is a signature or a reason why there is none."""
    signature = visit.signature
    if signature is None:
        return None
    address, code = copy_code(signature.copy_token)
    return Leaving(
        answer=signature.answer,
        reason=signature.reason,
        signed_at=signature.at,
        took=signature.at - visit.arrived_at if visit.arrived_at else None,
        token=signature.copy_token,
        address=address,
        code=code,
        copy_days=COPY_LASTS.days,
        due_fen=signature.contents["total_fen"],
    )


def copy_code(token: str) -> tuple[str, QrCode]:
    """The address of the owner's copy with this token, and its code to scan."""
    address = public_address(url_for("owner.copy.show", token=token))
    return address, qr_code(address)


def copy_plain(token: str, address: str, code: QrCode) -> dict[str, str | int]:
    """The same as the phone keeps it."""
    return {"token": token, "address": address, "size": code.size, "path": code.path}
