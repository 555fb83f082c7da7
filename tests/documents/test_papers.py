"""The printable service order: what can be read on it, that its seal holds, and that nobody's words can harm it."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12
from cryptography.hazmat.primitives.serialization import NoEncryption as Open
from flask import Flask
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from fieldapp.clock import now
from fieldapp.documents import seal_check
from fieldapp.documents.certificate import Certificate, NoCertificate, read_certificate
from fieldapp.documents.letters import MISSING, printable
from fieldapp.documents.seal_check import Verdict, check_seal
from fieldapp.documents.sealing import Authority, NotStamped, seal
from fieldapp.documents.typesetting import pictures, typeset
from fieldapp.domain.paper_source import PaperSource
from fieldapp.domain.people import Language
from fieldapp.web.language import speaking
from fieldapp.web.paper_files import paper_files
from fieldapp.web.paper_words import SealedBy, paper_words
from fieldapp.worker.papers import made
from tests.papers import ADDRESS, HOSTILE, a_signed_order, an_app, read

pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler-utils) is not installed")

ORDER = a_signed_order()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with an_app(tmp_path_factory.mktemp("papers")) as app:
        yield app


@pytest.fixture(scope="module")
def chinese(app: Flask) -> bytes:
    return made(ORDER, Language.CHINESE).content


@pytest.fixture(scope="module")
def english(app: Flask) -> bytes:
    return made(ORDER, Language.ENGLISH).content


def words_of(paper: bytes) -> str:
    """Its words as a reader of PDF finds them, without the white between them."""
    told = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True)
    return "".join(told.stdout.decode().split())


def pages_of(paper: bytes) -> int:
    return int(PdfFileReader(BytesIO(paper)).root["/Pages"]["/Count"])


def size_of(paper: bytes) -> list[int]:
    """Its first sheet, in whole millimetres."""
    sheet = PdfFileReader(BytesIO(paper)).root["/Pages"]["/Kids"][0]
    return [round(float(edge) / 72 * 25.4) for edge in list(sheet["/MediaBox"])[2:]]


def enclosed(paper: bytes) -> dict[str, bytes]:
    """The files in it."""
    names = list(PdfFileReader(BytesIO(paper)).root["/Names"]["/EmbeddedFiles"]["/Names"])
    pairs = zip(names[::2], names[1::2], strict=True)
    return {str(name): file.get_object()["/EF"]["/F"].get_object().data for name, file in pairs}


@pdftotext
def test_everything_that_matters_can_be_read_in_chinese(chinese):
    words = words_of(chinese)
    for part in (
        "居家服务单",
        "阳光物业",
        ORDER.copy.order.number,
        "3栋503",
        "王女士",
        "李建国",
        "A1027",
        "更换角阀",
        "2只×¥15",
    ):
        assert part in words
    for part in (
        "¥45.00",
        "人民币（大写）肆拾伍元整",
        "同意并签字",
        "王秀英",
        "厨房水槽下渗水",
        "2026年第3版",
        "演示文件",
    ):
        assert part in words
    assert ORDER.copy.signature.document_sha256 in words and "02" * 32 in words


@pdftotext
def test_everything_that_matters_can_be_read_in_english(english):
    words = words_of(english)
    for part in (
        "Serviceorder",
        "SunshineProperty",
        "MsWang",
        "LiJianguo",
        "Replaceanglevalve",
        "2piece×¥15",
        "¥45.00",
    ):
        assert part in words


def test_a_usual_order_is_one_sheet_and_a_long_one_goes_on(app, chinese, english):
    assert pages_of(chinese) == pages_of(english) == 1
    assert size_of(chinese) == size_of(english) == [210, 297], "A4"
    assert pages_of(in_type(a_signed_order(lines=8, photos=4))) == 1
    assert pages_of(in_type(a_signed_order(lines=25, photos=30))) > 1


def test_it_is_an_archives_file_with_what_was_signed_in_it_byte_for_byte(chinese):
    assert b"<pdfaid:part>3</pdfaid:part>" in chinese and b"<pdfaid:conformance>A<" in chinese
    files = enclosed(chinese)
    assert sha256(files["document.json"]).hexdigest() == ORDER.copy.signature.document_sha256
    assert json.loads(files["strokes.json"])["work"] == ORDER.copy.signature.strokes
    shown = json.loads(files["document.json"])
    assert sha256(files["words.json"]).hexdigest() == shown["words_sha256"] and shown["language"] == "zh"
    photos = json.loads(files["evidence.json"])["photos"]
    assert [photo["sha256"] for photo in photos] == [photo.sha256 for photo in ORDER.photos]
    assert json.loads(files["price.json"])["document_sha256"] == ORDER.copy.visit.agreement.document_sha256


def test_its_seal_is_whole_and_says_whose(app, chinese):
    told = read(chinese)
    certificate = read_certificate(Path(app.config["SEAL"]))
    assert (told["verdict"], told["certificate"], told["self_made"]) == ("sealed", certificate.fingerprint, True)


@pdfsig
def test_another_reader_of_pdf_says_the_same(chinese, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(chinese)
    told = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
    assert "Total document signed" in told and "Signature is Valid" in told


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.8, 0.999])
def test_a_changed_byte_is_found(chinese, part):
    at = int(len(chinese) * part)
    assert read(chinese[:at] + bytes([chinese[at] ^ 1]) + chinese[at + 1 :])["verdict"] != "sealed"


def test_what_is_added_afterwards_is_found(chinese):
    assert read(chinese + b"\n% and a little more\n")["verdict"] == "added_to"


@pdftotext
def test_nobodys_words_are_a_command_to_the_typesetter(app):
    paper = in_type(a_signed_order(words=HOSTILE, signer=HOSTILE))
    words = words_of(paper)
    for part in ("*粗*", '#panic("x")', "$1/0$", "`raw`", '"]);#eval(read("/etc/passwd"))', "//完"):
        assert part in words
    assert "root:" not in words and pages_of(paper) == 1


def test_a_letter_that_cannot_be_printed_gets_a_sign_and_a_long_word_may_be_broken():
    assert printable({"a": ["王😀\u202e\ud800\x07\n李", 7]}) == {"a": [f"王{MISSING} 李", 7]}
    assert "a" * 25 not in printable("a" * 200) and printable("ab" * 32) == "ab" * 32


def test_the_worst_words_still_make_a_paper(app):
    words = "W" * 900 + "\u0301" * 50 + "\U0010fffd" + "الله" + "𠮷" * 20
    assert pages_of(in_type(a_signed_order(words=words, signer=words))) >= 1


def test_whoever_reads_a_strangers_file_does_it_in_a_process_of_its_own(chinese):
    found = check_seal(chinese)
    assert (found.verdict, found.stamped, found.by) == (Verdict.SEALED, False, "阳光物业 (self-made)")
    assert abs(found.at - now()) < timedelta(minutes=10)


def test_a_strangers_file_gets_an_answer_and_never_an_error(chinese, monkeypatch):
    unsealed = chinese[: chinese.index(b"%%EOF") + 6]
    for content, verdict in (
        (b"hello", "no_pdf"),
        (b"", "no_pdf"),
        (b"%PDF-1.7\n" + b"<<" * 5000, "unreadable"),
        (chinese[: len(chinese) // 2], "unreadable"),
        (unsealed, "unsealed"),
    ):
        assert read(content)["verdict"] == verdict
    assert check_seal(b"%PDF-" + b"x" * seal_check.MOST_BYTES).verdict is Verdict.TOO_LARGE
    monkeypatch.setattr(seal_check, "SECONDS", 0.01)
    assert check_seal(chinese).verdict is Verdict.UNREADABLE


def test_a_time_stamp_is_part_of_the_seal(chinese):
    authority = a_certificate(x509.ExtendedKeyUsageOID.TIME_STAMPING)
    own, key = in_asn1(authority)
    stamped = seal(unsealed(chinese), a_certificate(), DummyTimeStamper(own, key), reason="", place="")
    told = read(stamped)
    assert (told["verdict"], told["stamped"]) == ("sealed", True)


def test_an_authority_that_does_not_answer_is_said_in_words(chinese):
    with pytest.raises(NotStamped, match="did not answer"):
        seal(unsealed(chinese), a_certificate(), Authority("http://127.0.0.1:9/"), reason="", place="")


def test_a_certificate_comes_as_pkcs12_too_and_what_is_wrong_with_it_is_said(tmp_path):
    ours, file = a_certificate(), tmp_path / "seal.p12"
    lock = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1000).build(b"open sesame")
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", ours.key, ours.own, None, lock))
    assert read_certificate(file, "open sesame").fingerprint == ours.fingerprint
    with pytest.raises(NoCertificate, match="cannot be read"):
        read_certificate(file, "wrong")
    with pytest.raises(NoCertificate, match="fieldapp seal"):
        read_certificate(tmp_path / "nowhere.pem")
    with pytest.raises(NoCertificate, match="not valid today"):
        ours.require_good(now() + timedelta(days=2))


def test_the_code_leads_to_where_it_can_be_checked(app):
    (page,) = in_type(ORDER, pictures)
    codes = zxingcpp.read_barcodes(Image.open(BytesIO(page)))
    assert [code.text for code in codes] == [f"{ADDRESS}/verify/{ORDER.copy.signature.copy_token}"]


def in_type(source: PaperSource, how: Callable[..., Any] = typeset) -> Any:
    """The paper in Chinese, without a seal."""
    with speaking(Language.CHINESE):
        words = paper_words(source, SealedBy("Somebody", "ab" * 32, self_made=True), demo=False)
    return how(words, paper_files(source), at=now())


def unsealed(paper: bytes) -> bytes:
    """The paper as it was before it was sealed."""
    return paper[: paper.index(b"%%EOF") + 6]


def a_certificate(*usage: x509.ObjectIdentifier) -> Certificate:
    """One for a day, made in no time."""
    # The library's own stand-in of an authority knows RSA alone.
    key = rsa.generate_private_key(65537, 2048) if usage else ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Somebody")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
    )
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=True)
    return Certificate(key, builder.sign(key, hashes.SHA256()))


def in_asn1(certificate: Certificate):
    """As the library that stamps wants it."""
    key = certificate.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, Open())
    return asn1.Certificate.load(certificate.own.public_bytes(Encoding.DER)), keys.PrivateKeyInfo.load(key)
