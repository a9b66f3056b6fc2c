"""What `report` and `reconcile` share: the question to a case, and what is said when it cannot be asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongket.cli.shell import fail, the_operator

if TYPE_CHECKING:
    from tongket.core.rollup.combine.statement import Question


def ask(case: str, **words: Any) -> Question:
    """The question; ends with 2 where the case, event, moment, map or unit is unknown."""
    from tongket.flow.consolidation import queries  # noqa: PLC0415 (after Django is set up)
    from tongket.flow.returns.queries import CaseNotFound  # noqa: PLC0415

    try:
        return queries.ask(the_operator(), case, **words)
    except CaseNotFound as error:
        there = f"there are: {', '.join(error.names)}" if error.names else "none is loaded: tongket case load DIR"
        fail(f"there is no case '{case}'; {there}")
    except queries.WrongQuestion as error:
        between = "; " if any("," in choice for choice in error.choices) else ", "  # units are named with those above
        fail(str(error) + (f"; there are: {between.join(error.choices)}" if error.choices else ""))


def deliver(data: bytes, output: str) -> None:
    """Write the answer to a file, whole or not at all, or to standard output ("-")."""
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    if target.exists() and not target.is_file():
        _write_through(target, data)
        return
    draft = target.with_name(f".{target.name}.part")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        fail(f"{output} cannot be written: {error.strerror}")


def _write_through(device: Path, data: bytes) -> None:
    """A device or a pipe is written to, never replaced."""
    try:
        with device.open("wb") as stream:
            stream.write(data)
    except OSError as error:
        fail(f"{device} cannot be written: {error.strerror}")
