"""Progress on standard error, only where a person is looking and the work is long."""

from __future__ import annotations

import sys
from types import TracebackType

import click


class Progress:
    """One line that is rewritten; nothing at all where standard error is not a terminal."""

    def __init__(self) -> None:
        self._shown = False
        self._terminal = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)

    def line(self, line: int) -> None:
        """Reading has reached that line."""
        self._show(f"reading: line {line:,}")

    def part(self, done: int, all_: int) -> None:
        """So many of so many are written."""
        self._show(f"writing: {done:,} of {all_:,} returns ({100 * done // max(all_, 1)} %)")

    def _show(self, text: str) -> None:
        if self._terminal:
            self._shown = True
            click.echo(f"\r\033[K{text}", nl=False, err=True)
