"""Static files: under the hash of them all, for ever, compressed; and the manifest."""

import gzip

import brotli
import pytest

from fieldapp.config import CHECKOUT
from fieldapp.web.assets import Assets, build_of, pressed


@pytest.fixture
def asset(app):
    return app.extensions["assets"].url


def test_a_file_is_kept_for_ever(client, asset):
    answer = client.get(asset("css/phone.css"), buffered=True)
    assert answer.status_code == 200 and answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"] and "public" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_comes_compressed(client, asset):
    plain = client.get(asset("css/phone.css"), buffered=True).data
    small = client.get(asset("css/phone.css"), headers={"Accept-Encoding": "gzip, br"}, buffered=True)
    assert small.headers["Content-Encoding"] == "br" and brotli.decompress(small.data) == plain
    assert "Accept-Encoding" in small.headers["Vary"]
    zipped = client.get(asset("css/phone.css"), headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert gzip.decompress(zipped.data) == plain


def test_the_address_of_another_build_is_not_there(client):
    assert client.get("/static/0123456789/css/phone.css").status_code == 404
    assert client.get("/static/css/phone.css").status_code == 404


@pytest.mark.parametrize("path", ["../wsgi.py", "..%2f..%2fwsgi.py", "css/", ""])
def test_nothing_else_is_served(client, asset, path):
    assert client.get(asset(path)).status_code == 404


def test_a_picture_cannot_run_as_a_page(client, asset):
    assert "sandbox" in client.get(asset("icons/sprite.svg"), buffered=True).headers["Content-Security-Policy"]


def test_the_build_changes_with_any_file_and_with_any_name(tmp_path):
    (tmp_path / "a.css").write_text("a")
    first = build_of(tmp_path)
    (tmp_path / "a.css").write_text("b")
    second = build_of(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, second, build_of(tmp_path)}) == 3
    assert build_of(tmp_path) == build_of(tmp_path)


def test_old_builds_are_tidied_away(tmp_path):
    for number in range(6):
        pressed(Assets(CHECKOUT / "static" / "icons", f"build{number}"), tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / "build5" / "sprite.svg").exists()


def test_a_folder_that_cannot_be_written_is_served_as_it_is(tmp_path):
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    folder = CHECKOUT / "static"
    assert pressed(Assets(folder, "x"), blocked / "static") == folder


@pytest.mark.parametrize(("language", "name"), [("zh_Hans_CN", "居家服务"), ("en", "Home service")])
def test_the_manifest_names_the_app_and_shows_the_plate(client, language, name):
    client.set_cookie("language", language)
    answer = client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    assert answer.json["name"] == name and answer.json["start_url"] == "/" and answer.json["display"] == "standalone"
    for icon in answer.json["icons"]:
        assert client.get(icon["src"], buffered=True).status_code == 200, icon
