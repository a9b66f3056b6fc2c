"""`tongket journal`: whether the record of who did what is as it was written."""

from __future__ import annotations

from pathlib import Path

import click

from tongket.cli.shell import WRONG_CALL, WRONG_DATA, fail, now, the_operator, with_database


@click.group()
def journal() -> None:
    """Verify the journal, and seal it for a witness elsewhere."""


@journal.command()
@click.option(
    "--seals",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with seals that were kept elsewhere, as `tongket journal seal` printed them.",
)
@with_database
def verify(seals: Path | None) -> None:
    """Compare every entry with its digest and with all seals; 1, and the first broken entry, where one does not fit."""
    from tongket.cli.snapshot import one_moment  # noqa: PLC0415 (after Django is set up)
    from tongket.flow.journal import queries  # noqa: PLC0415
    from tongket.flow.journal.chain import read_marks  # noqa: PLC0415

    try:
        kept = read_marks(seals.read_text(encoding="utf-8")) if seals else ()
    except ValueError as error:
        fail(f"{seals}: {error}", WRONG_CALL)
    with one_moment():
        found = queries.verify(the_operator(), kept)
    if found.broken:
        fail(f"the journal is broken at entry {found.broken.sequence}: {found.broken.what}", WRONG_DATA)
    click.echo(f"The journal is whole: {found.entries:,} entries, {found.seals + len(kept):,} seals.")


@journal.command()
@with_database
def seal() -> None:
    """Seal the last entry and print the seal: kept where nobody of this machine can reach it, it proves all before."""
    from tongket.flow.journal.actions import seal_now  # noqa: PLC0415 (after Django is set up)
    from tongket.flow.journal.chain import mark_line  # noqa: PLC0415

    mark = seal_now(at=now())
    if mark is None:
        fail("the journal is empty", WRONG_DATA)
    click.echo(mark_line(mark))
