"""Does any version that is locked have a known vulnerability? A step of `make test`, by itself `make audit`.

Without a network nobody answers: that is said in a line and hinders nobody. What was found and does not concern us
stands with its reason in `ignored_vulnerabilities.toml`.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.architecture.tree import ROOT

LOCK = ROOT / "requirements.lock"  # what is run for real; what only tests use never meets a stranger
IGNORED = Path(__file__).with_name("ignored_vulnerabilities.toml")
SECONDS = 15
ASK = [
    *(sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "5", "--cache-dir", str(ROOT / ".venv" / "audit")),
]


def main() -> int:
    """0: nothing is known, or nobody answered. 1: something is."""
    found = answer()
    if not found:
        say(f"Known vulnerabilities: nobody answered within {SECONDS} seconds, so nothing was checked.")
        return 0
    known = list(vulnerabilities(found))
    reasons = tomllib.loads(IGNORED.read_text(encoding="utf-8"))
    ours = [one for one in known if not ignored(one, reasons)]
    say(f"Known vulnerabilities: {len(ours)} in {len(found)} locked packages; {len(known) - len(ours)} are ignored.")
    for one in ours:
        mended = ", ".join(one["fix_versions"]) or "no version yet"
        say(f"  {one['name']} {one['version']}: {one['id']}, mended in {mended}")
    return 1 if ours else 0


def answer() -> list[dict[str, Any]]:
    """What is known of the locked packages; nothing when nobody answered in time, or nobody knows any of them."""
    try:
        told = subprocess.run(ASK, capture_output=True, text=True, timeout=SECONDS, check=False)
        packages = json.loads(told.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return [package for package in packages if "skip_reason" not in package]


def vulnerabilities(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each with the package that has it."""
    for package in found:
        for vulnerability in package["vulns"]:
            yield vulnerability | {"name": package["name"], "version": package["version"]}


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def ignored(vulnerability: Mapping[str, Any], reasons: Mapping[str, str]) -> bool:
    """Is it named there, by any of its names, and is a reason given?"""
    return any(reasons.get(name, "").strip() for name in (vulnerability["id"], *vulnerability.get("aliases", ())))


if __name__ == "__main__":
    sys.exit(main())
