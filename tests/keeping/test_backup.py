"""What a backup refuses, and what it says."""

import os
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from fieldapp.blobs import Folder, blobs_of
from fieldapp.clock import now
from fieldapp.commands import fieldapp
from fieldapp.db import db
from fieldapp.keeping import Refused, postgres
from fieldapp.keeping.archive import checked
from fieldapp.keeping.backing_up import back_up, drop_old
from fieldapp.keeping.restoring import restore
from tests.keeping.conftest import PHOTOS, SENT, hashes
from tests.storage import Storage


@pytest.fixture
def backed_up(house: Flask, photos: Folder, tmp_path: Path) -> Path:
    file = tmp_path / "backup.tar"
    with house.app_context():
        back_up(db.engine, photos, file, now())
    return file


def test_it_is_a_tar_that_others_can_open_and_check(backed_up: Path, tmp_path: Path):
    with tarfile.open(backed_up) as tar:
        names = tar.getnames()
        sums = tar.extractfile("SHA256SUMS").read().decode()

    assert names[0] == "database.sqlite" and names[-2:] == ["SHA256SUMS", "manifest.json"]
    assert [line.split("  ")[1] for line in sums.splitlines()] == names[:-2]
    assert backed_up.stat().st_mode & 0o077 == 0, "nobody else may read it"


def test_a_database_in_a_file_is_nobody_elses_on_this_machine(house: Flask, backed_up: Path, empty: Flask):
    """As a backup is: numbers of owners, fingerprints of passwords and the secrets of webhooks stand in it."""
    with empty.app_context():
        restore(db.engine, Folder(Path(empty.config["BLOBS"])), backed_up)
        db.session.execute(text("SELECT 1"))
        restored = Path(db.engine.url.database)
    with house.app_context():
        place = Path(db.engine.url.database)
        files = [restored, *place.parent.glob(f"{place.name}*")]
        assert {oct(file.stat().st_mode & 0o777) for file in files} == {"0o600"}


def test_one_bit_is_found_and_its_file_named(backed_up: Path):
    content = bytearray(backed_up.read_bytes())
    content[content.index(b"the door")] ^= 1
    backed_up.write_bytes(content)

    with pytest.raises(Refused, match="photos/../../.* is not what was backed up"):
        checked(backed_up)


@pytest.mark.parametrize("left", [0, 100, 600, 60_000, -20_000], ids=str)
def test_what_was_cut_off_is_refused_in_words(backed_up: Path, left: int):
    backed_up.write_bytes(backed_up.read_bytes()[:left])

    with pytest.raises(Refused, match="no whole backup"):
        checked(backed_up)


def test_it_goes_into_nothing_that_is_not_empty(house: Flask, backed_up: Path, empty: Flask):
    with house.app_context(), pytest.raises(Refused, match="not empty"):
        restore(db.engine, blobs_of(house.config), backed_up)
    with empty.app_context(), pytest.raises(Refused, match="photos already"):
        restore(db.engine, blobs_of(house.config), backed_up)


def test_what_a_newer_version_made_is_refused(house: Flask, photos: Folder, empty: Flask, tmp_path: Path):
    with house.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        back_up(db.engine, photos, tmp_path / "newer.tar", now())

    with empty.app_context(), pytest.raises(Refused, match="9999, which this version does not know"):
        restore(db.engine, blobs_of(empty.config), tmp_path / "newer.tar")


def test_photos_move_from_a_folder_into_a_bucket(backed_up: Path, empty: Flask, s3: Storage):
    empty.config.update(s3.settings())

    with empty.app_context():
        restore(db.engine, blobs_of(empty.config), backed_up)

    assert hashes(blobs_of(empty.config)) == SENT


def test_photos_may_be_left_out(house: Flask, empty: Flask, tmp_path: Path):
    said = run(house, "backup", tmp_path / "small.tar", "--without-photos")

    assert said.exit_code == 0 and "without photos" in said.output
    assert "without photos" in run(empty, "restore", tmp_path / "small.tar").output


def test_a_folder_keeps_so_many(house: Flask, tmp_path: Path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 5):
        (folder / datetime(2026, 1, day, tzinfo=UTC).strftime("fieldapp-%Y%m%dT%H%M%SZ.tar")).touch()
    (folder / "fieldapp-20260101T000000Z.tar.unfinished").mkdir()
    (folder / "somebody-elses.tar").touch()

    said = run(house, "backup", folder, "--keep", "2")

    assert said.exit_code == 0 and "3 older ones are gone" in said.output
    assert len(list(folder.glob("fieldapp-*.tar*"))) == 2 and (folder / "somebody-elses.tar").exists()


def test_the_newest_is_never_dropped(tmp_path: Path):
    (tmp_path / "fieldapp-20260101T000000Z.tar").touch()
    assert drop_old(tmp_path, 1) == []


def test_without_its_programs_postgresql_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused, match="pg_dump is not on the PATH.*postgresql-client"):
        postgres.require_as_new_as("16.4")


def test_programs_that_are_too_old_are_told_with_both_versions(monkeypatch):
    monkeypatch.setattr(postgres, "version_of", lambda _: 15)
    with pytest.raises(Refused, match="pg_dump on the PATH is version 15, and 17.2 made"):
        postgres.require_as_new_as("17.2 (Debian 17.2-1)")
    postgres.require_as_new_as("15.9")


def test_orphans_are_counted_and_deleted_only_when_told_and_old(house: Flask, photos: Folder):
    young, old = (photos.path(letter * 64) for letter in "ab")
    scrap = photos.folder / ".cut-off"
    for file in (young, old, scrap):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    make_old(old, scrap)

    said = run(house, "blobs", "check")
    assert said.exit_code == 0 and "5 files" in said.output and "3 of them named by nobody" in said.output
    assert old.exists()

    assert "2 of them deleted" in run(house, "blobs", "check", "--delete").output
    assert young.exists() and not old.exists() and not scrap.exists()
    assert hashes(photos)[-1:] != [] and len(list(photos.entries())) == len(PHOTOS) + 1


def test_a_photo_that_lies_nowhere_is_named(house: Flask, photos: Folder):
    photos.path(SENT[0]).unlink()

    said = run(house, "blobs", "check")

    assert said.exit_code == 1 and f"{SENT[0]} is named and lies nowhere" in said.stderr


def make_old(*files: Path) -> None:
    for file in files:
        os.utime(file, ((now() - timedelta(days=2)).timestamp(),) * 2)


def run(app: Flask, *words: object):
    return app.test_cli_runner().invoke(fieldapp, [str(word) for word in words])
