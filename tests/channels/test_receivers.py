"""Where another system may be told of orders, and how what it is told is signed."""

from datetime import UTC, datetime

import pytest

from fieldapp.channels import RetryAfter
from fieldapp.channels.receivers import Receivers, StrangeAddress, Told, signed

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)


def test_only_https_is_an_address_but_for_a_host_of_ours_that_is_named():
    receivers = Receivers("wecom.internal:8080")
    assert receivers.read("https://app.example.com/hooks?of=orders").port == 443
    assert receivers.read("http://wecom.internal:8080/in").named
    for strange in ("http://app.example.com/", "https://user:word@app.example.com/", "https://a b/", "ftp://a/", "/x"):
        with pytest.raises(StrangeAddress):
            receivers.read(strange)


def test_nothing_is_sent_into_our_own_network():
    receivers = Receivers()
    for host in ("localhost", "127.0.0.1", "[::1]"):
        outcome = receivers.send(f"https://{host}/", "whsec_c2VjcmV0", Told("1", b"{}"), NOW)
        assert isinstance(outcome, RetryAfter) and "not a public address" in outcome.reason
    receivers.clear()


def test_a_signature_is_over_the_id_the_moment_and_the_body():
    """As another tool says: printf '%s' '7.1795401660.{}' | openssl dgst -sha256 -hmac secret -binary | base64."""
    told = signed("whsec_c2VjcmV0", Told("7", b"{}"), NOW)
    assert told["webhook-timestamp"] == "1795401660"
    assert told["webhook-signature"] == "v1,8vScl2VL7lBUUNWrubZRr95UO3V75VfdQB+QtbPRnZ4="
