"""`tongket case`: load and list cases, or make an empty one for Excel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongket.cli.progress import Progress
from tongket.cli.question import deliver
from tongket.cli.shell import (
    fail,
    messages_option,
    now,
    reject,
    show_messages,
    the_operator,
    with_database,
)
from tongket.core.messages import InputRejected, Message

if TYPE_CHECKING:
    from tongket.core.units.names import Alias, NameBook


@click.group()
def case() -> None:
    """Load and list cases, or make an empty one for Excel."""


@case.command()
@click.argument("path", metavar="DIR|FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace the case of the same name; its revisions are kept.")
@click.option("--private", is_flag=True, help="Do not show the case on the public pages.")
@messages_option
@with_database
def load(path: Path, replace: bool, private: bool, messages_as: str) -> None:
    """Load a case folder or a workbook, whole or not at all."""
    from tongket.flow.returns.actions import CaseExists, load_case  # noqa: PLC0415 (after Django is set up)
    from tongket.formats.reading.case import read_case  # noqa: PLC0415

    with Progress() as progress:
        try:
            found = read_case(path, _book_of, progress.line)
        except InputRejected as error:
            reject(error, messages_as)
        try:
            done = load_case(
                data=found.data, country=found.country, digest=found.digest, public=not private, replace=replace,
                by=the_operator(), at=now(), progress=progress.part,
            )  # fmt: skip
        except CaseExists as error:
            told = f"a case '{error}' with other figures is loaded; to replace it, keeping revisions: --replace"
            told_vi = f"vụ việc '{error}' đã có với số liệu khác; để thay thế, vẫn giữ các phiên bản: --replace"
            message = Message(str(path), 0, told, code="case_exists", text_vi=told_vi)
            reject(InputRejected((*found.warnings, message)), messages_as)
    show_messages(found.warnings, messages_as)
    told = _counts(done.new, done.revised, done.withdrawn)
    click.echo(f"{done.outcome}: {found.data.name}, {len(found.data.rows):,} rows{told}")


def _counts(new: int, revised: int, withdrawn: int) -> str:
    counts = {"new": new, "revised": revised, "withdrawn": withdrawn}
    told = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)
    return f" ({told} returns)" if told else ""


def _book_of(country: str, aliases: tuple[Alias, ...]) -> NameBook | None:
    from tongket.flow.organisation.queries import UnknownRoot, name_book  # noqa: PLC0415 (after Django is set up)

    try:
        return name_book(country.lower(), aliases)
    except UnknownRoot:
        return None


@case.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_database
def list_(as_json: bool) -> None:
    """List the cases that are loaded."""
    from tongket.flow.returns.queries import case_list  # noqa: PLC0415 (after Django is set up)

    found = case_list(the_operator())
    if as_json:
        click.echo(json.dumps([item.as_plain() for item in found], ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo("There is no case yet. Load one with: tongket case load DIR", err=True)
    for item in found:
        loaded = f"load {item.load} of {item.loaded_at:%Y-%m-%d %H:%M}"
        click.echo(f"{item.name}\t{item.title}\t{item.rows:,} rows\t{loaded}")


@case.command()
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def template(file: Path, force: bool) -> None:
    """Write an empty case as a workbook for people who type Excel."""
    from tongket.formats.writing.case_template import case_template  # noqa: PLC0415 (loads the Excel library)

    if file.suffix.lower() != ".xlsx":
        fail(f"{file}: the name of a workbook ends in .xlsx")
    if file.exists() and not force:
        fail(f"{file} is there already; to write over it: --force")
    deliver(case_template(), str(file))
