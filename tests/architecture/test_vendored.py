"""What we carry of others is exactly what they published, and nothing lies beside it unlisted."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "static/vendor"
LISTED: list[dict[str, object]] = json.loads((VENDOR / "vendored.json").read_text())


def listed_files() -> dict[str, str]:
    return {name: checksum for package in LISTED for name, checksum in dict(package["files"]).items()}  # type: ignore[call-overload]


def test_every_vendored_file_is_listed():
    found = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert found - {"vendored.json"} == set(listed_files())


def test_every_vendored_file_is_as_published():
    for name, checksum in listed_files().items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == checksum, name


def test_every_vendored_package_names_itself_and_brings_its_licence():
    for package in LISTED:
        assert {"name", "version", "licence", "source"} <= package.keys()
        assert any(name.endswith("/LICENSE") for name in dict(package["files"])), package["name"]  # type: ignore[call-overload]
