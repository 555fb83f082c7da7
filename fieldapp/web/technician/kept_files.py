"""The static files that the technician's pages use: found in templates and scripts, so that none is missed."""

import re
from pathlib import Path

from flask import current_app

from fieldapp.web.assets import Assets

LAYOUTS = ("layouts/base.html", "layouts/bare.html", "layouts/phone.html", "layouts/_")
TEMPLATES = (*LAYOUTS, "components/", "technician/", "offline.html")
NAMED = re.compile(r"""\basset\(["']([^"']+)["']\)""")
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")
ALWAYS = {"icons/sprite.svg"}  # drawn by one template for all


def kept_files() -> list[str]:
    """Their addresses, of this build. Looked for once a process."""
    known: list[str] | None = current_app.extensions.get("kept_files")
    if known is None:
        assets: Assets = current_app.extensions["assets"]
        named = {path for path in _named_in_templates() | ALWAYS if (assets.folder / path).is_file()}
        found = sorted(_with_imports(assets.folder, named))
        known = current_app.extensions["kept_files"] = [assets.url(path) for path in found]
    return known


def _named_in_templates() -> set[str]:
    env = current_app.jinja_env
    assert env.loader is not None
    texts = [env.loader.get_source(env, name)[0] for name in env.list_templates() if name.startswith(TEMPLATES)]
    return {path for text in texts for path in NAMED.findall(text)}


def _with_imports(folder: Path, named: set[str]) -> set[str]:
    """These and all that their scripts import, to the last."""
    found, to_read = set(named), [path for path in named if path.endswith(".js")]
    while to_read:
        script = folder / to_read.pop()
        imported = {(script.parent / path).resolve() for path in IMPORTED.findall(script.read_text("utf-8"))}
        fresh = {path.relative_to(folder.resolve()).as_posix() for path in imported} - found
        found |= fresh
        to_read += fresh
    return found
