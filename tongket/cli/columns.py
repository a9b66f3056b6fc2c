"""`tongket columns`: column files of the roll-up, which can be made again at any time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongket.cli.shell import WRONG_DATA, fail, messages_option, reject, the_operator, with_database
from tongket.core.messages import InputRejected

if TYPE_CHECKING:
    from tongket.core.rollup.tables import Table
    from tongket.formats.columns.manifest import Folder

_FOLDER = click.argument("folder")


@click.group()
def columns() -> None:
    """Check, make again and export column files.

    FOLDER is a folder with a manifest.json, on this machine or elsewhere (s3://bucket/form).
    """


@columns.command()
@_FOLDER
def verify(folder: str) -> None:
    """Read every file of FOLDER and compare it with its digest; exit code 1 where one is wrong."""
    from tongket.formats.columns.manifest import Damaged, Manifest  # noqa: PLC0415 (only when it is called)

    try:
        manifest = Manifest(_folder(folder))
    except Damaged as error:
        fail(str(error), WRONG_DATA)
    if not manifest.partitions:
        fail(f"{folder} has no column files", WRONG_DATA)
    problems = list(manifest.problems())
    for problem in problems:
        click.echo(f"{problem}: make it again with tongket columns rebuild", err=True)
    if problems:
        raise SystemExit(WRONG_DATA)
    click.echo(f"{len(manifest.partitions)} periods as they were written")


@columns.command()
@_FOLDER
@click.option("--case", help="From this case in the database: a form an event, a period a moment.")
@click.option("--question", type=click.Path(path_type=Path), help="From the values of a question file.")
@messages_option
def rebuild(folder: str, case: str | None, question: Path | None, messages_as: str) -> None:
    """Write all files of FOLDER anew from the database, or from a question file."""
    if case is not None and question is None:
        tables = _of_case(case)
    elif question is not None and case is None:
        tables = _of_question(question, messages_as)
    else:
        fail("say from what: --case NAME or --question QUESTION.toml")
    from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory  # noqa: PLC0415 (only when called)
    from tongket.formats.columns.writing import replace_all  # noqa: PLC0415

    replace_all(_folder(folder), ColumnMemory.of_tables(tables).periods)
    click.echo(f"{folder}: {len(tables)} periods written")


@columns.command()
@_FOLDER
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
def export(folder: str, target: Path) -> None:
    """Write FOLDER as Parquet into TARGET, for DuckDB, pandas, Polars or Spark: a file a period."""
    from tongket.formats.columns import parquet  # noqa: PLC0415 (only when it is called)
    from tongket.formats.columns.manifest import Damaged  # noqa: PLC0415

    try:
        written = parquet.export(_folder(folder), target)
    except Damaged as error:
        fail(str(error), WRONG_DATA)
    except OSError as error:
        fail(f"{target} cannot be written: {error.strerror}")
    for path in written:
        click.echo(str(path))


def _folder(url: str) -> Folder:
    from tongket.formats.columns.manifest import Folder  # noqa: PLC0415 (only when it is called)

    return Folder(url)


@with_database
def _of_case(name: str) -> dict[str, Table]:
    from tongket.flow.returns.queries import CaseNotFound, case_tables  # noqa: PLC0415 (after Django is set up)

    try:
        return dict(case_tables(the_operator(), name))
    except CaseNotFound as error:
        fail(f"there is no case '{name}'; there are: {', '.join(error.names) or 'none'}")


def _of_question(file: Path, messages_as: str) -> dict[str, Table]:
    from tongket.formats.reading.question import read_question  # noqa: PLC0415 (only when it is called)

    try:
        return dict(read_question(file).source.tables)
    except InputRejected as error:
        reject(error, messages_as)
