"""The `fieldapp` command: one module for each family of commands, listed here."""

import click
from flask.cli import ScriptInfo

from fieldapp import create_app
from fieldapp.commands.backup import backup, restore
from fieldapp.commands.blobs import blobs_group
from fieldapp.commands.branch import branch
from fieldapp.commands.catalogue import catalogue
from fieldapp.commands.demo import demo
from fieldapp.commands.exporting import export_group
from fieldapp.commands.history import history
from fieldapp.commands.importing import import_group
from fieldapp.commands.person import person
from fieldapp.commands.push import push
from fieldapp.commands.run import run
from fieldapp.commands.seal import seal
from fieldapp.commands.serve import serve
from fieldapp.commands.trouble import told_in_one_line
from fieldapp.commands.upgrade import upgrade
from fieldapp.commands.vapid import vapid
from fieldapp.commands.verify import verify
from fieldapp.commands.worker import worker


@click.group(context_settings={"max_content_width": 100})
@click.pass_context
def fieldapp(context: click.Context) -> None:
    """In-home service orders: run the app and look after its data."""
    script = context.ensure_object(ScriptInfo)
    script.create_app = script.create_app or create_app


for command in (
    backup,
    blobs_group,
    branch,
    catalogue,
    demo,
    export_group,
    history,
    import_group,
    person,
    push,
    restore,
    run,
    seal,
    serve,
    upgrade,
    vapid,
    verify,
    worker,
):
    fieldapp.add_command(command)


def main() -> None:
    """Run the command line."""
    with told_in_one_line():
        fieldapp()
