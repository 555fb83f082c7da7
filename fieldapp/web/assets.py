"""Static files under /static/<build>/…: the build is a hash of them all, so that a browser keeps each one for ever.

Relative imports between stylesheets and between modules keep the build in their address. What is served is
made from them once for each build: stylesheets written out, scripts joined and without their comments, all compressed.
"""

import gzip
import inspect
import os
import shutil
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from wsgiref.headers import Headers

import brotli
import structlog
from flask import Flask
from whitenoise import WhiteNoise

from fieldapp.web import joined_scripts, scripts, stylesheets
from fieldapp.web.joined_scripts import joined
from fieldapp.web.protocol import HEADER, VERSION
from fieldapp.web.scripts import lightened
from fieldapp.web.stylesheets import written_out

log = structlog.get_logger(__name__)

PRESSED = {".css", ".js", ".json", ".map", ".svg", ".txt", ".webmanifest", ".html"}
TEN_YEARS = 10 * 365 * 24 * 60 * 60
BUILDS_KEPT = 3
MAKERS = (joined_scripts, scripts, stylesheets)


@dataclass(frozen=True, slots=True)
class Assets:
    """The static files of one build, in the folder from which they are served."""

    folder: Path
    build: str

    def url(self, path: str) -> str:
        """The address of a file, for templates."""
        return f"/static/{self.build}/{path}"


def init_app(app: Flask, folder: Path) -> None:
    """Serve the folder, compressed. When debugging it is served as it is, and a changed file is seen at once."""
    written = Assets(folder, "now" if app.debug else build_of(folder))
    served = folder if app.debug else pressed(written, Path(app.instance_path) / "static")
    assets = Assets(served, written.build)
    app.extensions["assets"] = assets
    app.add_template_global(assets.url, "asset")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(served),
        prefix=f"/static/{assets.build}/",
        autorefresh=app.debug,
        max_age=0 if app.debug else TEN_YEARS,
        immutable_file_test=lambda path, url: not app.debug,
        allow_all_origins=False,
        add_headers_function=_secure,
        mimetypes={".js": "text/javascript", ".webmanifest": "application/manifest+json"},
    )


def build_of(folder: Path) -> str:
    """A hash of all files and their names, and of what makes from them the files that are served."""
    whole = sha256()
    for maker in MAKERS:
        whole.update(sha256(inspect.getsource(maker).encode()).digest())
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(file.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:10]


def pressed(assets: Assets, into: Path) -> Path:
    """A copy of the files with a .br and a .gz beside each text, made once for each build.

    Where nothing can be written (a read-only installation) the files are served as they are.
    """
    done = into / assets.build
    try:
        if not done.exists():
            into.mkdir(parents=True, exist_ok=True)
            _put_in_place(_copy(assets.folder, Path(tempfile.mkdtemp(dir=into, prefix="."))), done)
            _drop_old_builds(into)
    except OSError as trouble:
        log.warning("assets.not_compressed", folder=str(into), trouble=str(trouble))
        return assets.folder
    return done


def _copy(folder: Path, into: Path) -> Path:
    shutil.copytree(folder, into, dirs_exist_ok=True)
    for stylesheet in folder.glob("css/*.css"):
        (into / "css" / stylesheet.name).write_text(written_out(stylesheet), "utf-8")
    for path, text in joined(folder).items():
        (into / path).write_text(text, "utf-8")
    scripts = sorted((into / "js").rglob("*.js"))
    for script, text in zip(scripts, lightened([script.read_text("utf-8") for script in scripts]), strict=True):
        script.write_text(text, "utf-8")
    for file in [path for path in into.rglob("*") if path.suffix in PRESSED]:
        _press(file)
    into.chmod(0o755)
    into.touch()
    return into


def _press(file: Path) -> None:
    whole = file.read_bytes()
    for ending, smaller in (
        (".br", brotli.compress(whole, quality=11)),
        (".gz", gzip.compress(whole, compresslevel=9, mtime=0)),
    ):
        if len(smaller) < 0.95 * len(whole):
            file.with_name(file.name + ending).write_bytes(smaller)


def _put_in_place(begun: Path, done: Path) -> None:
    try:
        os.rename(begun, done)
    except OSError:  # another process was quicker; its files are the same
        shutil.rmtree(begun)


def _drop_old_builds(into: Path) -> None:
    builds = sorted((path for path in into.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for old in builds[:-BUILDS_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _secure(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers[HEADER] = VERSION  # a phone keeps no script that a captive portal made
    if path.endswith(".svg"):  # a picture that a browser would run as a page when opened by itself
        headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
