"""`tongket extract` and `tongket read`: directives read, and what they say as JSON."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import click

from tongket.cli.shell import DONE, WRONG_CALL, WRONG_DATA, fail


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for one JSON per file; else standard output.",
)
def extract(files: tuple[Path, ...], out: Path | None) -> None:
    """Read directives: identity, citations, tasks, reporting duties, as one JSON for each FILE.

    A file that cannot be read gives STEM.error.json and exit code 1; the others go on.
    """
    twice = [stem for stem, count in Counter(path.stem for path in files).items() if count > 1]
    if twice:
        fail(f"two files would give {twice[0]}.json; rename one", WRONG_CALL)
    missing = [path for path in files if not path.exists()]
    if missing and len(missing) == len(files):
        fail(f"no such file: {missing[0]}", WRONG_CALL)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for done, (path, answer, error) in enumerate(_answers(files), start=1):
        if error:
            failed += 1
            click.echo(f"{path}: {error['text']}", err=True)
        _write(path, answer or error or {}, bool(error), out)
        if len(files) > 1:
            click.echo(f"{done}/{len(files)} {path.name}", err=True)
    raise SystemExit(WRONG_DATA if failed else DONE)


Answer = dict[str, object]
Result = tuple[Path, Answer | None, Answer | None]  # a file, its answer, or what is wrong with it


def _answers(files: tuple[Path, ...]) -> Iterable[Result]:
    """What each file gives, as it is ready; all cores where there are several files."""
    if len(files) == 1:
        return [_one(files[0])]
    return _many(files)


def _many(files: tuple[Path, ...]) -> Iterator[Result]:
    with ProcessPoolExecutor(min(len(files), os.cpu_count() or 1)) as pool:
        for future in as_completed([pool.submit(_one, path) for path in files]):
            yield future.result()


def _one(path: Path) -> Result:
    """One file: its answer, or what is wrong with it."""
    from tongket.core.extraction.answer import as_json  # noqa: PLC0415 (in the process that reads)
    from tongket.core.extraction.stages import extract as extract_from  # noqa: PLC0415
    from tongket.formats.reading.document import read_file  # noqa: PLC0415
    from tongket.formats.reading.refusals import Refused  # noqa: PLC0415

    try:
        text = read_file(path)
        return path, as_json(text, extract_from(text)), None
    except Refused as refused:
        return path, None, {"file": path.name, "code": refused.code, "text": str(refused)}


def _write(path: Path, answer: Answer, wrong: bool, out: Path | None) -> None:
    said = json.dumps(answer, ensure_ascii=False, indent=1)
    if out is None:
        if not wrong:
            click.echo(said)
        return
    target = out / f"{path.stem}{'.error' if wrong else ''}.json"
    (out / f"{path.stem}{'' if wrong else '.error'}.json").unlink(missing_ok=True)
    target.write_text(said + "\n", encoding="utf-8")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--plain", is_flag=True, help="The plain text that offsets count, and nothing else.")
def read(file: Path, plain: bool) -> None:
    """Show what a FILE holds: its blocks with kind, page and offsets."""
    from tongket.core.extraction.model import quote  # noqa: PLC0415 (loaded when called)
    from tongket.formats.reading.document import read_file  # noqa: PLC0415
    from tongket.formats.reading.refusals import Refused  # noqa: PLC0415

    try:
        text = read_file(file)
    except Refused as refused:
        fail(f"{file}: {refused}", WRONG_DATA)
    if plain:
        click.echo(text.plain.encode(), nl=False)
        return
    for block in text.blocks:
        place = f"[{block.table}:{block.row},{block.column}]" if block.table >= 0 else ""
        page = f"p{block.page}" if block.page else "-"
        said = quote(text.plain, block.start, block.end)
        click.echo(f"{page:>4} {block.start:>7}-{block.end:<7} {block.kind}{place}  {said}")
