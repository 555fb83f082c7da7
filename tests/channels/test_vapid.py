"""The key of the installation: checked when it is read, not when the first emergency is sent."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from fieldapp.channels.vapid import Vapid, VapidWrong, new_key_file
from tests.channels.conftest import SUBJECT
from tests.push_reader import text


def test_a_new_key_is_nobody_elses_and_never_replaces_another(tmp_path):
    file = tmp_path / "keys" / "vapid.pem"
    new_key_file(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = Vapid.read(str(file), SUBJECT).public_key
    with pytest.raises(FileExistsError):
        new_key_file(file)
    assert Vapid.read(str(file), SUBJECT).public_key == before and len(before) == 87


def test_a_key_in_base64url_is_the_same_key():
    key = ec.generate_private_key(ec.SECP256R1())
    number = key.private_numbers().private_value.to_bytes(32)
    assert Vapid.read(text(number), SUBJECT).public_key == Vapid(key, SUBJECT).public_key


@pytest.mark.parametrize("key", [text(b"\0" * 32), text(b"\xff" * 32), "not/there.pem", "", "é" * 43])
def test_what_is_no_key_is_told_at_once(key):
    with pytest.raises(VapidWrong):
        Vapid.read(key, SUBJECT)


@pytest.mark.parametrize("curve", [ec.SECP384R1(), ec.SECP256K1()])
def test_a_key_of_another_curve_is_told_at_once(tmp_path, curve):
    file = tmp_path / "key.pem"
    key = ec.generate_private_key(curve)
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(VapidWrong, match="P-256"):
        Vapid.read(str(file), SUBJECT)


@pytest.mark.parametrize("subject", ["", "duty@sunshine.example", "mailto:", "mailto:duty@localhost", "mailto:a b@c.d"])
def test_a_subject_that_apple_would_answer_with_403_is_told_at_once(vapid, subject):
    with pytest.raises(VapidWrong, match="VAPID_SUBJECT"):
        Vapid(vapid.key, subject)


@pytest.mark.parametrize("subject", [SUBJECT, "https://service.example.com", "https://service.example.com/contact"])
def test_an_address_or_a_page_is_a_subject(vapid, subject):
    assert Vapid(vapid.key, subject).subject == subject
