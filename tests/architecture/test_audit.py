"""What is known of the locked versions: a vulnerability fails the run, silence does not."""

import subprocess

import pytest

from tests import audit

SOUND = {"name": "flask", "version": "3.1.2", "vulns": []}
BROKEN = {
    "name": "pillow",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": ["CVE-2026-1"], "description": ""}],
}
NOBODY_KNOWS = '{"dependencies": [{"name": "flask", "skip_reason": "not found"}]}'


@pytest.fixture
def reasons(tmp_path, monkeypatch):
    """What is ignored, in the words of the file."""
    file = tmp_path / "ignored.toml"
    monkeypatch.setattr(audit, "IGNORED", file)
    file.write_text("")
    return file.write_text


def found(monkeypatch, *packages) -> None:
    monkeypatch.setattr(audit, "answer", lambda: list(packages))


def test_a_known_vulnerability_fails_the_run_and_is_named(monkeypatch, reasons, capsys):
    found(monkeypatch, SOUND, BROKEN)
    assert audit.main() == 1
    assert "pillow 1.0: PYSEC-2026-1, mended in 1.1" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["PYSEC-2026-1", "CVE-2026-1"])
def test_what_does_not_concern_us_is_ignored_with_a_reason_alone(monkeypatch, reasons, name):
    found(monkeypatch, BROKEN)
    reasons(f'"{name}" = "Only TIFF, which we refuse."')
    assert audit.main() == 0
    reasons(f'"{name}" = " "')
    assert audit.main() == 1


@pytest.mark.parametrize(
    "said", ["", "<html>", "{}", NOBODY_KNOWS], ids=["nothing", "a portal", "something else", "knows none"]
)
def test_where_nobody_answers_one_line_says_so(monkeypatch, reasons, capsys, said):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess((), 1, said, "no network"))
    assert audit.main() == 0
    assert capsys.readouterr().out.count("\n") == 1


def test_whoever_takes_too_long_has_not_answered(monkeypatch, reasons):
    def hangs(*_, **__):
        raise subprocess.TimeoutExpired("pip_audit", audit.SECONDS)

    monkeypatch.setattr(subprocess, "run", hangs)
    assert audit.main() == 0
