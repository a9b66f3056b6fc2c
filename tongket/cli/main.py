"""The command group: finds subcommands by name without importing the others."""

from __future__ import annotations

import importlib

import click

import tongket

# command -> module of tongket.cli, attribute, one line of help
COMMANDS = {
    "account": ("account", "account", "Invite people to sign in; help those who lost their password."),
    "backup": ("data", "backup", "Write the database and the files into one file."),
    "case": ("case", "case", "Load and list cases, or make an empty one for Excel."),
    "columns": ("columns", "columns", "Check, make again and export the column files of the roll-up."),
    "demo": ("demo.command", "demo", "Set up a made-up committee in the middle of a month, to try everything on."),
    "doctor": ("doctor", "doctor", "Tell what works on this machine and what is missing."),
    "extract": ("extract", "extract", "Read directives: identity, tasks, deadlines, reporting duties, as JSON."),
    "journal": ("journal", "journal", "Verify the record of who did what, and seal it."),
    "migrate": ("data", "migrate", "Bring the database up to date, after a backup."),
    "period": ("period", "period", "Write the consolidated report of a regime for a period."),
    "read": ("extract", "read", "Show the blocks of a document, or its plain text."),
    "reconcile": ("reconcile", "reconcile", "Compare our totals with the published ones, over all moments."),
    "report": ("report", "report", "Write the report of a moment."),
    "restore": ("data", "restore", "Put a backup back."),
    "rounds": ("rounds", "rounds", "Open the periods of regimes whose figures have closed."),
    "rollup": ("rollup", "rollup", "Answer a question in a file: roll-ups across levels, periods and reforms."),
    "serve": ("serve", "serve", "Serve the site on this machine."),
    "units": ("units", "units", "Count units on a date; trace what became of one."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called: `tongket --help` stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"tongket.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(tongket.__version__, prog_name="tongket")
def main() -> None:
    """Tổng Kết: from the units' figures to the official report.

    Exit codes: 0 done, 1 the data is wrong, 2 the call is wrong. Only the answer goes to standard output.
    """
