"""The files of the data folder, as a backup takes them and a restore puts them back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tongket.formats import archive

PREFIX = "files/"


def kept_files() -> dict[str, Path]:
    """Entry name -> path of every file of the data folder's `files`."""
    folder = settings.DATA / "files"
    return {PREFIX + path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


@contextmanager
def arriving(reader: archive.Reader) -> Iterator[Callable[[], None]]:
    """Unpack the files of a backup aside, and give the function that puts them in their places.

    The caller runs it last inside its transaction. Where the block fails, what was there is back; where it ends well,
    files that the backup does not have are removed. Killed in between, files are too many and none is missing.
    """
    aside: Path = settings.DATA / "restoring"
    shutil.rmtree(aside, ignore_errors=True)
    entries = sorted(entry for entry in reader.manifest.entries if entry.startswith(PREFIX))
    placed: list[Path] = []
    try:
        for entry in entries:
            reader.unpack(entry, aside / "new" / entry)

        def place() -> None:
            for entry in entries:
                target = settings.DATA / entry
                if target.exists():
                    _move(target, aside / "old" / entry)
                _move(aside / "new" / entry, target)
                placed.append(target)

        yield place
    except BaseException:
        for target in placed:
            target.unlink()
        for old in [path for path in (aside / "old").rglob("*") if path.is_file()]:
            _move(old, settings.DATA / old.relative_to(aside / "old"))
        raise
    else:
        for entry, path in kept_files().items():
            if entry not in entries:
                path.unlink()
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
