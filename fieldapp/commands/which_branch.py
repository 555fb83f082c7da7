"""Which branch a command is about: the only one, or the one that is named."""

import click

from fieldapp.db import db
from fieldapp.domain.premises import Branch, branches


def which_branch(name: str) -> Branch:
    """The branch of this name; without a name the only one there is."""
    known = db.session.scalars(branches()).all()
    found = [branch for branch in known if not name or name in {branch.name_zh, branch.name_en}]
    if len(found) == 1:
        return found[0]
    if not known:
        raise click.ClickException("There is no branch yet: fieldapp branch add.")
    raise click.ClickException(f"Say which branch with --branch: {', '.join(branch.name_zh for branch in known)}.")
