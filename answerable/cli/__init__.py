"""The `answerable` command. Each command says what it needs, shows progress, and speaks JSON to machines."""

import os
from typing import Any

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")


class Commands(click.Group):
    """Loads a command only when it is used, so that --help is quick."""

    modules = {
        "addressees": "answerable.cli.addressees",
        "alerts": "answerable.cli.alerts",
        "daily": "answerable.cli.daily",
        "demo": "answerable.cli.demo",
        "dictionary": "answerable.cli.dictionary",
        "due": "answerable.cli.due",
        "effect": "answerable.cli.effect",
        "evaluate": "answerable.cli.evaluate",
        "export": "answerable.cli.export",
        "figures": "answerable.cli.figures",
        "harvest": "answerable.cli.harvest",
        "indicators": "answerable.cli.indicators",
        "ingest": "answerable.cli.ingest",
        "mailbox": "answerable.cli.mailbox",
        "names": "answerable.cli.names",
        "organisations": "answerable.cli.organisations",
        "people": "answerable.cli.people",
        "reindex": "answerable.cli.search",
        "relate": "answerable.cli.relate",
        "replies": "answerable.cli.replies",
        "report": "answerable.cli.report",
        "search": "answerable.cli.search",
        "sectors": "answerable.cli.sectors",
        "serve": "answerable.cli.serve",
        "similar": "answerable.cli.similar",
        "spc": "answerable.cli.spc",
        "statuses": "answerable.cli.statuses",
        "summaries": "answerable.cli.summaries",
        "succession": "answerable.cli.succession",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        import importlib

        module = self.modules.get(name)
        if module is None:
            return None
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            from answerable.cli.failures import in_plain_words

            if message := in_plain_words(error):
                raise click.ClickException(message) from error
            raise


@click.group(cls=Commands)
@click.version_option(package_name="answerable")
def main() -> None:
    """A register of patient-safety recommendations: what was asked, of whom, and what became of it.

    Data lives in ANSWERABLE_HOME (a folder of your user account by default); the database may be moved
    elsewhere by DATABASE_URL.
    """
