"""Sealing a paper (PAdES): whoever changes a byte of it afterwards breaks the seal, and every reader of PDF says so.

Loading this takes a second: only the worker does, when the first paper is to be made.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate as Certificate509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from fieldapp.documents.certificate import Certificate

FIELD = "Seal"
SECONDS = 4.0  # that a time-stamp authority has for its answer; it is asked twice the first time
MOST_OF_AN_ANSWER = 64 * 1024  # bytes


class NotStamped(Exception):
    """The time-stamp authority did not answer, or not with a time stamp."""


class Authority(TimeStamper):
    """A time-stamp authority, asked over http."""

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.address = address
        self.pool = PoolManager(timeout=Timeout(total=SECONDS), retries=False)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        headers = {"Content-Type": "application/timestamp-query"}
        try:
            answer = self.pool.request("POST", self.address, body=req.dump(), headers=headers, preload_content=False)
            content = answer.read(MOST_OF_AN_ANSWER)
            answer.release_conn()
            return tsp.TimeStampResp.load(content)
        except (HTTPError, OSError, ValueError) as trouble:
            raise NotStamped(f"The time-stamp authority did not answer: {type(trouble).__name__}.") from trouble


def seal(paper: bytes, certificate: Certificate, authority: TimeStamper | None, *, reason: str, place: str) -> bytes:
    """The paper with our seal on the whole of it: nothing may be added afterwards. Raises NotStamped."""
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        name=certificate.name,
        reason=reason,
        location=place,
    )
    signer = PdfSigner(metadata, signer=Hand(certificate), timestamper=authority)
    signing = signer.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(paper)))
    with ThreadPoolExecutor(1) as beside:  # whoever calls may have a loop running already
        sealed = beside.submit(asyncio.run, signing).result()
    return bytes(sealed.getbuffer())


class Hand(Signer):
    """Signs with a key that is read already: to read it anew takes ten times as long as to sign."""

    def __init__(self, certificate: Certificate) -> None:
        above = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        above.register_multiple([_der(each) for each in certificate.above])
        super().__init__(signing_cert=_der(certificate.own), cert_registry=above)
        self.key = certificate.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if isinstance(self.key, RSAPrivateKey):
            return self.key.sign(data, PKCS1v15(), SHA256())
        return bytes(self.key.sign(data, ECDSA(SHA256())))


def _der(certificate: Certificate509) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
