"""`tongket backup`, `restore` and `migrate`: what keeps the data of an installation safe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.conf import settings

import tongket
from tongket.cli.shell import WRONG_CALL, WRONG_DATA, fail, now, set_up_django, the_operator
from tongket.formats import archive

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the database and the files into FILE (a zip).

    Every entry has its digest; FILE appears only when it is whole. It holds all data: keep it as safe as those.
    """
    set_up_django()
    from tongket.cli import database, snapshot  # noqa: PLC0415 (after Django is set up)

    if file.exists():
        fail(f"{file} is there already; a backup never replaces another. Choose another name.", WRONG_CALL)
    if not file.absolute().parent.is_dir():
        fail(f"the folder {file.absolute().parent} does not exist", WRONG_CALL)
    with database.reached():
        if database.is_empty():
            fail("there is nothing to save: this database was never used", WRONG_DATA)
        try:
            _save(file)
        except snapshot.StateUnknown as error:
            fail(f"{error}. Install the newer program.", WRONG_DATA)
        except OSError as error:
            fail(f"{file} cannot be written: {error.strerror}", WRONG_CALL)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace the data that are there, after a backup of them.")
def restore(file: Path, replace: bool) -> None:
    """Put the backup FILE back: all of it, or nothing where anything is wrong with it."""
    set_up_django()
    from tongket.cli import database, snapshot  # noqa: PLC0415 (after Django is set up)

    try:
        with database.reached(), archive.opened(file) as reader:
            snapshot.check_migrations(reader.manifest.migrations)
            with _bar("Checking every entry", reader.total_bytes()) as seen:
                reader.verify(seen)
            _make_room(replace)
            _put_back(reader, file.name)
    except archive.ArchiveDamaged as error:
        fail(f"{file}: {error}. Nothing was changed.", WRONG_DATA)
    except snapshot.StateUnknown as error:
        fail(f"{error}. Install the newer program. Nothing was changed.", WRONG_DATA)
    except (snapshot.NotRestored, OSError) as error:
        fail(f"{file} cannot be put back: {error}. Nothing was changed.", WRONG_DATA)


@click.command()
def migrate() -> None:
    """Bring the database up to date with the program; what it held before is saved first."""
    set_up_django()
    from django.db import DatabaseError  # noqa: PLC0415 (after Django is set up)

    from tongket.cli import database, snapshot  # noqa: PLC0415

    with database.reached():
        if database.is_empty():
            database.create()
            return
        pending = database.pending_migrations()
        if not pending:
            click.echo("The database is up to date.", err=True)
            return
        try:
            saved = _save(_own_backup("before-migrate"))
        except snapshot.StateUnknown as error:
            fail(f"{error}. Install the newer program. Nothing was changed.", WRONG_DATA)
        try:
            snapshot.migrate_whole(lambda: _write_down("migrate", "database", pending[-1], {"migrations": pending}))
        except DatabaseError as error:
            fail(f"the migration failed: {str(error).strip()}. Nothing was changed; the backup is {saved}.", WRONG_DATA)
    click.echo(f"The database is up to date: {len(pending)} migrations were run.", err=True)


def _save(file: Path) -> Path:
    """Write the backup and say what is in it."""
    from tongket.cli import kept, snapshot  # noqa: PLC0415 (after Django is set up)

    with archive.writing(file) as writer, snapshot.one_moment():
        counts = snapshot.count_rows()
        with _bar("Saving", sum(counts.values())) as passed:
            rows = {label: writer.lines(snapshot.entry_name(label), lines) for label, lines in snapshot.tables(passed)}
        # After the rows: a file is written before the row that names it, and never changed.
        files = kept.kept_files()
        for name, path in files.items():
            writer.file(name, path)
        writer.finish(created=now(), program=tongket.__version__, migrations=snapshot.applied_migrations(), rows=rows)
    click.echo(f"Saved {sum(rows.values())} rows and {len(files)} files in {file}", err=True)
    return file


def _make_room(replace: bool) -> None:
    """See that nothing is lost by what comes: the place is empty, or is saved now."""
    from tongket.cli import database, kept, snapshot  # noqa: PLC0415 (after Django is set up)

    if not (kept.kept_files() or (not database.is_empty() and snapshot.holds_work())):
        return
    if not replace:
        fail(
            "there are data already. With --replace the backup takes their place, and they are saved first.", WRONG_DATA
        )
    _save(_own_backup("before-restore"))


def _put_back(reader: archive.Reader, name: str) -> None:
    """Files and rows, both or neither."""
    from tongket.cli import kept, snapshot  # noqa: PLC0415 (after Django is set up)

    manifest = reader.manifest
    count = sum(entry.startswith(kept.PREFIX) for entry in manifest.entries)

    with kept.arriving(reader) as place, _bar("Restoring", sum(manifest.rows.values())) as passed:

        def finish() -> None:
            _write_down("restore", "backup", name, {"created": manifest.created, "rows": manifest.rows})
            place()

        snapshot.replace_all(
            manifest.migrations, lambda label: reader.lines(snapshot.entry_name(label)), passed, finish
        )
    click.echo(f"Restored {sum(manifest.rows.values())} rows and {count} files, saved on {manifest.created}", err=True)


def _write_down(verb: str, kind: str, what: str, data: Mapping[str, object]) -> None:
    from tongket.flow.journal.actions import record  # noqa: PLC0415 (after Django is set up)

    record(by=the_operator().label, at=now(), verb=verb, kind=kind, id=what, data=data)


def _own_backup(reason: str) -> Path:
    """A name of our own for a backup that the program makes by itself."""
    folder: Path = settings.DATA / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{reason}-{now():%Y%m%dT%H%M%S.%f}.zip"


@contextmanager
def _bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Progress on standard error: a bar for a person, the label alone for a log."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update
