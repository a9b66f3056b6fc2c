"""The `tongket` command. Each subcommand is a module of its own, imported only when it is called."""

from tongket.cli.main import main

__all__ = ["main"]
