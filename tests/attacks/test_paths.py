"""Words that try to become a path, a header or another address."""

from urllib.parse import quote, urlsplit

import pytest
from werkzeug.test import TestResponse

from fieldapp.domain.people import Role
from fieldapp.web.guard import EVERYONE, who_may
from tests.attacks.calls import calls, of, open_to, rules
from tests.attacks.counting import Kind
from tests.attacks.world import OURS

ELSEWHERE = (
    *(
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
    ),
    *(
        "https://evil.example",
        "https:evil.example",
        "https:/evil.example",
        "HTTPS://evil.example",
        "http:///evil.example",
    ),
    *("javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "//localhost@evil.example"),
    *("http://localhost.evil.example/", "http://localhost@evil.example/", "//evil.example/%2e%2e", "/%09/evil.example"),
    *(
        "/x\r\nSet-Cookie: a=b",
        "/x\nLocation: https://evil.example",
        "/x%0d%0aSet-Cookie:%20a=b",
        "/\x00//evil.example",
    ),
    *(
        "////evil.example/..",
        "/.//evil.example",
        "/..//evil.example",
        "x",
        "?",
        "",
        "//",
        "/ /evil.example",
        " //evil.example",
    ),
)
CLIMBING = (
    *("../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..\\..\\windows\\win.ini"),
    *("....//....//etc/passwd", "..;/..;/etc/passwd", "%252e%252e%252fetc%252fpasswd", "/etc/passwd", "//etc/passwd"),
    *(
        "%00",
        "a%00.jpg",
        "file:///etc/passwd",
        "~root",
        "C:%5cwindows",
        "..%c0%af..%c0%afetc",
        ".git/config",
        "instance",
    ),
)
HOSTS = (
    "evil.example",
    "localhost:evil",
    "localhost@evil.example",
    "localhost, evil.example",
    "evil.example#localhost",
)


def test_signing_in_never_leads_to_another_site(world, attempts):
    for place in ELSEWHERE:
        browser = world.app.test_client()
        form = {"login": "tech2", "password": "open sesame", "next": place}
        for answer in (
            browser.get("/sign-in", query_string={"next": place}),
            browser.post("/sign-in", data=form),
            browser.get("/sign-in", query_string={"next": place}),
        ):
            attempts.made(Kind.PATHS, f"next={place!r}", refused=stays(answer.headers.get("Location", "/")))
            attempts.made(Kind.PATHS, f"a cookie by next={place!r}", refused=not made_up(answer))


def test_the_way_back_never_leads_to_another_site(world, attempts):
    browser = world.browser("tech1")
    for place in ELSEWHERE:
        for header in ("Referer", "HX-Current-URL"):
            told = {
                header: place.encode("ascii", "ignore").decode().replace("\r", "").replace("\n", "").replace("\0", "")
            }
            answer = browser.post("/language", data={"language": "zh_Hans_CN"}, headers=told)
            attempts.made(Kind.PATHS, f"{header}: {place!r}", refused=stays(answer.headers.get("Location", "/")))


def test_no_page_believes_the_name_by_which_it_is_called(world, attempts):
    """A page that somebody made the server draw under another name names no other site, for nobody to keep."""
    for rule in rules(world.app):
        if "GET" not in (rule.methods or ()) or rule.arguments:
            continue
        roles = who_may(world.app, rule.endpoint)
        browser = world.browser(OURS[sorted(roles & set(Role))[0]]) if roles and roles & set(Role) else None
        for header in ("Host", "X-Forwarded-Host", "X-Original-URL", "Forwarded"):
            said = {header: "evil.example" if header != "Forwarded" else "host=evil.example"}
            answer = world.ask(browser or world.app.test_client(), "GET", rule.rule, headers=said)
            hidden = answer is not None and "evil.example" not in answer.text + str(answer.headers)
            attempts.made(Kind.PATHS, f"{rule.rule} under {header}", refused=hidden)


def test_a_name_in_an_address_is_no_path(world, watch, attempts):
    for rule in rules(world.app):
        words = [name for name in rule.arguments if rule._converters[name].__class__.__name__ == "UnicodeConverter"]
        role = next((role for role in Role if open_to(world.app, rule.endpoint, role)), Role.ADMIN)
        for name in words:
            for place in CLIMBING:
                for call in calls(world.app, rule, of(world.ours) | {name: "HERE"}):
                    path = call.path.replace("HERE", place)
                    answer = world.ask(world.browser(OURS[role]), call.method, path, data=None if call.safe else {})
                    kept_out = answer is not None and answer.status_code in {308, 400, 401, 404, 405, 422, 429}
                    unseen = answer is not None and "root:" not in answer.text and not watch.changed()
                    attempts.made(Kind.PATHS, f"{call.method} {path}", refused=kept_out and unseen)


@pytest.mark.parametrize("place", ["/static/", "/static/now/", "/", "/my/blobs/"])
def test_nothing_but_what_is_ours_to_serve_is_served(world, client_of_nobody, place, attempts):
    for climbing in (*CLIMBING, "../fieldapp/config.py", "../instance/fieldapp.db", ".env", "wsgi.py"):
        answer = world.ask(client_of_nobody, "GET", place + climbing)
        kept_out = answer is not None and answer.status_code in {301, 302, 308, 400, 404, 405}
        attempts.made(Kind.PATHS, place + climbing, refused=kept_out)


def test_a_name_of_somebody_never_becomes_a_header(world, attempts):
    """What somebody is called stands in names of files: line breaks and quotation marks stay what they are."""
    nasty = 'x"; filename="evil.exe\r\nSet-Cookie: a=b\r\n\r\n<script>'
    for rule in rules(world.app):
        if "GET" not in (rule.methods or ()) or "token" in rule.arguments:
            continue
        role = next((role for role in Role if open_to(world.app, rule.endpoint, role)), None)
        if role is None or who_may(world.app, rule.endpoint) is EVERYONE:
            continue
        for call in calls(world.app, rule, of(world.ours)):
            told = {"q": nasty, "as": nasty, "kind": nasty, "month": nasty, "lang": nasty, "name": nasty, "part": nasty}
            answer = world.ask(
                world.browser(OURS[role]), "GET", call.path, query_string=told, headers={"Accept": quote(nasty)}
            )
            kept_out = answer is not None and "a=b" not in answer.headers.getlist("Set-Cookie")
            disposition = answer.headers.get("Content-Disposition", "") if answer else ""
            attempts.made(Kind.PATHS, f"{call} with {nasty!r}", refused=kept_out and "evil.exe" not in disposition)


@pytest.fixture
def client_of_nobody(world):
    """A visitor who has not signed in."""
    return world.app.test_client()


def made_up(answer: TestResponse) -> list[str]:
    """The cookies that are none of ours."""
    return [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("a=")]


def stays(place: str) -> bool:
    """Would a browser stay with us?"""
    read = place.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "").strip()
    parts = urlsplit(read)
    return read.startswith("/") and not read.startswith("//") and not parts.netloc and not parts.scheme
