"""What a browser may do with our pages, and what it may keep of them."""

import pytest

from fieldapp import create_app
from fieldapp.config import Settings


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/office", "/healthz", "/manifest.webmanifest"])
def test_every_answer_carries_the_rules(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy and "unsafe" not in policy
    for rule in ("object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=(self)" in headers["Permissions-Policy"]


def test_pages_are_kept_by_nobody_in_between_and_asked_about_each_time(client):
    assert client.get("/sign-in").headers["Cache-Control"] == "private, no-cache"


def test_a_page_and_its_fragment_are_not_mistaken_for_each_other(client):
    assert {"Cookie", "HX-Request"} <= set(client.get("/sign-in").headers["Vary"].replace(" ", "").split(","))


def test_https_stays_https(client, database_url):
    public = create_app(Settings(database_url=database_url, secret_key="test", public_url="https://x.example"))
    said = public.test_client().get("/sign-in").headers["Strict-Transport-Security"]
    assert said == f"max-age={365 * 24 * 60 * 60}; includeSubDomains"
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


@pytest.mark.parametrize("encoding", ["zstd", "br", "gzip"])
def test_pages_are_compressed_as_the_browser_likes(client, encoding):
    answer = client.get("/sign-in", headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
