"""The copy that an owner gets of everything about them, in one file: a page to read, the data, and the photos."""

import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Response, render_template, send_file

from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.journal import Act
from fieldapp.domain.owner_account import Account, account_of
from fieldapp.domain.premises import Branch, Owner
from fieldapp.domain.timeline import Event
from fieldapp.web.home_zone import home_zone
from fieldapp.web.language import owner_language
from fieldapp.web.photo_bytes import blobs
from fieldapp.web.privacy_words import notice_of


def owner_copy(owner: Owner, act: Act) -> Response:
    """The file, in the owner's language. Who took it along is written down; the caller commits."""
    account = account_of(db.session(), owner)
    branch = db.session.get_one(Branch, owner.room.site.branch_id)
    about = f"{owner.room.building}{owner.room.door} {owner.surname}"
    counts: dict[str, Any] = {"orders": len(account.data["orders"]), "photos": len(account.pictures)}
    note(db.session(), branch.id, act, "owner_copied", about=about, **counts)
    owner_language(owner.language)
    with blobs().scratch() as path:
        _write(path, account, branch, act.at)
        file = path.open("rb")  # it stays readable until it is sent, though its name goes with the scratch
    name = f"owner-{act.at:%Y%m%d}-{str(owner.id)[-6:]}.zip"
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=name)


def _write(path: Path, account: Account, branch: Branch, at: datetime) -> None:
    page = render_template(
        "admin/owner_copy.html",
        data=account.data,
        pictures=set(account.pictures),
        branch=branch,
        at=at,
        zone=home_zone(),
        notice=notice_of(branch)[1],
        as_event=_event,
        moment=datetime.fromisoformat,
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("index.html", page)
        file.writestr("data.json", json.dumps(account.data, ensure_ascii=False, indent=1))
        for sha256 in account.pictures:
            _put_picture(file, sha256)


def _put_picture(file: zipfile.ZipFile, sha256: str) -> None:
    """As it is kept, a piece at a time. What is still on a phone is not there to be copied."""
    kept = blobs().read(sha256)
    if kept is None:
        return
    with file.open(zipfile.ZipInfo(f"photos/{sha256}.jpg"), "w") as picture:
        for chunk in kept.chunks:
            picture.write(chunk)


def _event(entry: dict[str, Any]) -> Event:
    """An entry of the journal as the timeline tells it."""
    at, received_at = datetime.fromisoformat(entry["at"]), datetime.fromisoformat(entry["received_at"])
    return Event(entry["what"], at, None, received_at, entry["by_id"] or "", entry["why"], entry["facts"])
