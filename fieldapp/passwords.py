"""Passwords and PINs, kept as Argon2id hashes only; for a phone without signal a PIN's proof that is slow to try."""

from hashlib import pbkdf2_hmac, sha256
from secrets import token_bytes

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

ROUNDS = 600_000  # OWASP's for PBKDF2-SHA-256: less than a second on a phone
LEAST_LETTERS = 10  # so that nobody guesses one at a sign-in form that allows five tries a minute

# OWASP's lower bound for Argon2id: some 20 ms and 19 MiB a sign-in, so that a small server survives the
# morning's queue.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Compared with when the login is unknown, so that the answer takes as long as for a wrong password.
_NOBODYS_HASH = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """The text to store for a new password."""
    return _hasher.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether this is the password behind the hash; without a hash it is not, and takes as long to say so."""
    try:
        return _hasher.verify(password_hash or _NOBODYS_HASH, password) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def proof_for_a_phone(pin: str) -> str:
    """What a phone that hears nobody compares a PIN with: rounds, salt and PBKDF2-SHA-256, which every browser knows.

    Whoever has the phone open with tools of their own finds so few figures all the same. It stops whoever holds it for
    a minute.
    """
    salt = token_bytes(16)
    return f"{ROUNDS}.{salt.hex()}.{pbkdf2_hmac('sha256', pin.encode(), salt, ROUNDS).hex()}"


def fingerprint(password_hash: str) -> str:
    """A few letters that change with the password: a session made with the old one is over."""
    return sha256(password_hash.encode()).hexdigest()[:12]
