"""Passkeys as browsers speak of them (WebAuthn): where they count, what is asked, and whether an answer is right.

Which authenticator it is, and who built it, is nobody's business: no attestation is asked for. That whoever holds it
was recognised (finger, face or the device's own code) is asked for always.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

import structlog
from flask import request, session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.options_to_json_dict import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from fieldapp.clock import now
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.passkey import LONGEST_ID, Passkey
from fieldapp.web.places import public_address
from fieldapp.web.session import Me

log = structlog.get_logger(__name__)

ASKED = "passkey"  # in the signed cookie: what was asked of this browser last
GOOD_FOR = timedelta(minutes=5)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Home:
    """The one place where our passkeys count."""

    name: str  # of the host, without a port: what a passkey is bound to
    origin: str  # as the browser says where it is


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a browser: an answer to anything else is none."""

    challenge: bytes
    at: datetime
    name: str  # of the passkey that is to be made


def home() -> Home | None:
    """Where passkeys count; None where there can be none, because a host without a name has none.

    A trial on one's own machine is known by its number; the same machine is called localhost.
    """
    parts = urlsplit(public_address(""))
    host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    try:
        if not ip_address(host).is_loopback:
            return None
        host = "localhost"
    except ValueError:
        pass
    return Home(host, f"{parts.scheme}://{host}{port}") if host else None


def offered() -> bool:
    """Whether the page that is being drawn stands where passkeys count."""
    place = home()
    return place is not None and place.origin == request.host_url.rstrip("/")


def ask_for_a_new_one(person: Me, name: str, standing: Sequence[Passkey]) -> dict[str, Any]:
    """What the browser needs to make a passkey for this person: not on a device that has one of theirs."""
    place = _here()
    options = generate_registration_options(
        rp_id=place.name,
        rp_name=place.name,
        user_id=person.id.bytes,
        user_name=person.login,
        user_display_name=person.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(one.credential)) for one in standing],
    )
    _remember("new", options.challenge, name)
    return options_to_json_dict(options)


def ask_for_one() -> dict[str, Any]:
    """What the browser needs to find a passkey: whoever comes says by it who they are."""
    options = generate_authentication_options(
        rp_id=_here().name, user_verification=UserVerificationRequirement.REQUIRED
    )
    _remember("sign in", options.challenge)
    return options_to_json_dict(options)


def new_one(credential: str, asked: Asked) -> VerifiedRegistration:
    """The passkey that was made. Raises RuleBroken ``passkey.wrong``."""
    place = _here()
    made = _read(
        lambda: verify_registration_response(
            credential=credential,
            expected_challenge=asked.challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    )
    if len(named(made.credential_id)) > LONGEST_ID:
        raise RuleBroken("passkey.wrong")
    return made


def answer_in(credential: str) -> AuthenticationCredential:
    """What a browser says that a passkey answered: nothing of it is proven. Raises RuleBroken ``passkey.wrong``."""
    return _read(lambda: parse_authentication_credential_json(credential))


def proven(answer: AuthenticationCredential, asked: Asked, passkey: Passkey) -> VerifiedAuthentication:
    """That this passkey signed what was asked, and counted on since it did so last.

    Raises RuleBroken ``passkey.wrong``.
    """
    place = _here()
    if answer.response.user_handle != passkey.person_id.bytes:
        raise RuleBroken("passkey.wrong")
    return _read(
        lambda: verify_authentication_response(
            credential=answer,
            expected_challenge=asked.challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.signed,
            require_user_verification=True,
        )
    )


def named(credential_id: bytes) -> str:
    """What a passkey calls itself, in letters."""
    return bytes_to_base64url(credential_id)


def asked(purpose: str) -> Asked:
    """What was asked of this browser: it is answered once, and soon. Raises RuleBroken ``passkey.too_late``."""
    kept = session.pop(ASKED, None)
    if not kept or kept["for"] != purpose:
        raise RuleBroken("passkey.too_late")
    at = datetime.fromisoformat(kept["at"])
    if now() - at > GOOD_FOR:
        raise RuleBroken("passkey.too_late")
    return Asked(base64url_to_bytes(kept["challenge"]), at, kept["name"])


def _remember(purpose: str, challenge: bytes, name: str = "") -> None:
    told = {"for": purpose, "challenge": bytes_to_base64url(challenge), "at": now().isoformat(), "name": name}
    session[ASKED] = told


def _here() -> Home:
    place = home()
    if place is None:
        raise RuleBroken("passkey.not_here")
    return place


def _read(verify: Callable[[], Read]) -> Read:
    # What a browser of somebody's own making sends may break any of five formats: whatever it is, it proves nothing.
    try:
        return verify()
    except Exception as trouble:
        log.info("passkey.refused", trouble=type(trouble).__name__, words=str(trouble)[:200])
        raise RuleBroken("passkey.wrong") from trouble
