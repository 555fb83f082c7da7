"""The certificate that papers are sealed with, and its key: from the settings, or one that we made ourselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

BITS = 3072  # RSA, because every reader of PDF knows it
LASTS = timedelta(days=3650)


class NoCertificate(Exception):
    """There is no certificate to seal with, or it will not do; the message says what would."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate, its key, and what leads from it to its root."""

    key: Any
    own: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        """Whom it names."""
        names = self.own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(names[0].value) if names else self.own.subject.rfc4514_string()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hexadecimal."""
        return self.own.fingerprint(hashes.SHA256()).hex()

    @property
    def self_made(self) -> bool:
        """Does nobody but its holder vouch for it?"""
        return self.own.issuer == self.own.subject

    def require_good(self, at: datetime) -> None:
        """Refuse one that has run out or has not begun. Raises NoCertificate."""
        if not self.own.not_valid_before_utc <= at <= self.own.not_valid_after_utc:
            until = f"{self.own.not_valid_after_utc:%Y-%m-%d}"
            raise NoCertificate(f"The certificate of the seal is not valid today (it runs until {until}).")


def read_certificate(file: Path, password: str = "") -> Certificate:
    """From a PEM or PKCS#12 file. Raises NoCertificate."""
    secret = password.encode() or None
    try:
        content = file.read_bytes()
        return _from_pem(content, secret) if b"-----BEGIN" in content else _from_pkcs12(content, secret)
    except FileNotFoundError:
        raise NoCertificate(f"There is no seal in {file}; `fieldapp seal` makes one.") from None
    except (OSError, ValueError, TypeError) as error:
        raise NoCertificate(f"The seal in {file} cannot be read: {error}") from None


def new_certificate_file(file: Path, company: str, *, at: datetime) -> None:
    """One of our own making, readable by nobody else. Raises FileExistsError: papers are known by the old one."""
    key = rsa.generate_private_key(65537, BITS)
    whole = _pem(key) + _self_made(key, company, at).public_bytes(Encoding.PEM)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600, exist_ok=False)
    file.write_bytes(whole)


def _self_made(key: rsa.RSAPrivateKey, company: str, at: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, company[:60]),
                      x509.NameAttribute(NameOID.COMMON_NAME, f"{company} (self-made)"[:60])])  # fmt: skip
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _from_pem(content: bytes, password: bytes | None) -> Certificate:
    key = load_pem_private_key(content, password)
    own, *above = _own_first(x509.load_pem_x509_certificates(content), key)
    return Certificate(key, own, tuple(above))


def _from_pkcs12(content: bytes, password: bytes | None) -> Certificate:
    key, own, above = pkcs12.load_key_and_certificates(content, password)
    if key is None or own is None:
        raise ValueError("it holds no key with its certificate")
    own, *above = _own_first([own, *above], key)
    return Certificate(key, own, tuple(above))


def _own_first(found: list[x509.Certificate], key: Any) -> list[x509.Certificate]:
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError("its key is neither RSA nor of an elliptic curve")
    ours = [one for one in found if one.public_key() == key.public_key()]
    if not ours:
        raise ValueError("none of its certificates belongs to its key")
    return [ours[0], *(one for one in found if one is not ours[0])]
