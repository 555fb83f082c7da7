"""Every command that a phone was ever able to keep, as samples of it: any phone may still bring one (I20)."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from fieldapp.domain.base import new_id

CORPUS: list[dict[str, Any]] = [
    json.loads(path.read_text()) for path in sorted((Path(__file__).parents[1] / "corpus").glob("*.json"))
]
MINTED = {"signature", "photo", "line"}  # by whoever presses


def a_sample(told: dict[str, Any]) -> tuple[str, dict[str, Any], int, str]:
    """Its verb, its data with ids of their own, its version, and the code that its verdict has in the corpus."""
    command, data = told["command"], dict(told["command"]["data"])
    data |= {name: str(new_id()) for name in MINTED & data.keys()}
    if "copy_token" in data:
        data["copy_token"] = uuid4().hex
    return command["verb"], data, command["v"], told["code"]
