"""One file that holds a whole installation: JSON lines of every table, the files, and a digest of each entry.

A backup is a zip that any tool can open:

    manifest.json             format, version, when and by which program, migrations, rows, digest of each entry
    manifest.sha256           the digest of the manifest, as `sha256sum -c` reads it
    database/<app>.<model>.jsonl
    files/<path>

It is written beside its place and renamed into it when it is whole. Nothing of it is used before
`Reader.verify` has seen every byte.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

FORMAT = "tongket-backup"
VERSION = 1
MANIFEST, MANIFEST_DIGEST = "manifest.json", "manifest.sha256"
_CHUNK = 1 << 20
_MANIFEST_LIMIT = 64 << 20
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class ArchiveDamaged(Exception):
    """The file is not a whole backup of ours; says which entry, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What an entry must be: its length in bytes and its SHA-256, unpacked."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `rows` counts the rows by model label; `migrations` are "app.name"."""

    created: str
    program: str
    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    entries: Mapping[str, Digest]


class Writer:
    """An open archive; `lines` and `file` add entries, `finish` adds the manifest."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self._entries: dict[str, Digest] = {}

    def lines(self, name: str, lines: Iterable[str]) -> int:
        """Add a text entry, a line each; returns how many."""
        count = 0

        def encoded() -> Iterator[bytes]:
            nonlocal count
            for line in lines:
                count += 1
                yield line.encode() + b"\n"

        self._add(name, encoded(), zipfile.ZIP_DEFLATED)
        return count

    def file(self, name: str, source: Path) -> None:
        """Add a file as it is; scans and office files are packed already."""
        with source.open("rb") as stream:
            self._add(name, iter(lambda: stream.read(_CHUNK), b""), zipfile.ZIP_STORED)

    def finish(self, *, created: datetime, program: str, migrations: Iterable[str], rows: Mapping[str, int]) -> None:
        """Write the manifest: the last entry, so that an unfinished archive has none."""
        manifest = Manifest(created.isoformat(), program, tuple(migrations), dict(rows), self._entries)
        data = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
        digest = hashlib.sha256(text).hexdigest()
        self._zip.writestr(_info(MANIFEST, zipfile.ZIP_DEFLATED), text)
        self._zip.writestr(_info(MANIFEST_DIGEST, zipfile.ZIP_DEFLATED), f"{digest}  {MANIFEST}\n")

    def _add(self, name: str, chunks: Iterable[bytes], method: int) -> None:
        sha, size = hashlib.sha256(), 0
        with self._zip.open(_info(name, method), "w", force_zip64=True) as entry:
            for chunk in chunks:
                sha.update(chunk)
                size += len(chunk)
                entry.write(chunk)
        self._entries[name] = Digest(size, sha.hexdigest())


def _info(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
    info.compress_type = method
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """An archive at `path`, readable by its owner only; there is none until the block ends without an error."""
    with written_whole(path) as stream, zipfile.ZipFile(stream, "w") as zipped:
        yield Writer(zipped)


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A stream beside `path` that takes its place, flushed to disk, when the block ends without an error."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Reader:
    """An open archive. Nothing of it is to be used before `verify` has seen it whole."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self.manifest = _manifest(zipped)

    def total_bytes(self) -> int:
        """The bytes of all entries, unpacked."""
        return sum(digest.bytes for digest in self.manifest.entries.values())

    def verify(self, progress: Callable[[int], None]) -> None:
        """Read every entry and compare it with its digest; `progress` is told the bytes. Raises ArchiveDamaged."""
        _check_names(self._zip.namelist(), self.manifest)
        for name, digest in self.manifest.entries.items():
            sha, size = hashlib.sha256(), 0
            for chunk in _chunks(self._zip, name):
                sha.update(chunk)
                size += len(chunk)
                if size > digest.bytes:
                    break
                progress(len(chunk))
            if (size, sha.hexdigest()) != (digest.bytes, digest.sha256):
                raise ArchiveDamaged(f"{name}: its digest is not that of the manifest; it was changed after the backup")

    def lines(self, name: str) -> Iterator[str]:
        """The lines of a text entry."""
        with self._zip.open(name) as entry:
            for line in entry:
                yield line.decode().rstrip("\n")

    def unpack(self, name: str, target: Path) -> None:
        """Write an entry to a file, whole or not at all."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(target) as stream:
            for chunk in _chunks(self._zip, name):
                stream.write(chunk)


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """Open an archive and read its manifest. Raises ArchiveDamaged."""
    with path.open("rb") as stream:
        try:
            zipped = zipfile.ZipFile(stream)
        except zipfile.BadZipFile as error:
            raise ArchiveDamaged("not a whole zip file; it was cut short, or is something else") from error
        with zipped:
            yield Reader(zipped)


def _manifest(zipped: zipfile.ZipFile) -> Manifest:
    names = zipped.namelist()
    if MANIFEST not in names or MANIFEST_DIGEST not in names:
        raise ArchiveDamaged(f"{MANIFEST}: missing; this is not a backup made by tongket")
    text = _read_small(zipped, MANIFEST)
    stated = _read_small(zipped, MANIFEST_DIGEST).decode(errors="replace").split()
    if stated != [hashlib.sha256(text).hexdigest(), MANIFEST]:
        raise ArchiveDamaged(
            f"{MANIFEST}: its digest is not that of {MANIFEST_DIGEST}; it was changed after the backup"
        )
    try:
        return _from_json(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveDamaged(f"{MANIFEST}: not in the form of a backup ({error})") from error


def _from_json(data: dict[str, Any]) -> Manifest:
    if data["format"] != FORMAT:
        raise ArchiveDamaged(f"{MANIFEST}: the format is {data['format']!r}, not {FORMAT!r}")
    if data["version"] != VERSION:
        raise ArchiveDamaged(
            f"{MANIFEST}: version {data['version']} of the format; this program reads version {VERSION}. "
            f"Restore it with the program that made it, tongket {data['program']}."
        )
    entries = {name: Digest(**digest) for name, digest in data["entries"].items()}
    return Manifest(data["created"], data["program"], tuple(data["migrations"]), data["rows"], entries)


def _read_small(zipped: zipfile.ZipFile, name: str) -> bytes:
    if zipped.getinfo(name).file_size > _MANIFEST_LIMIT:
        raise ArchiveDamaged(f"{name}: larger than any real one")
    return b"".join(_chunks(zipped, name))


def _chunks(zipped: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with zipped.open(name) as entry:
            while chunk := entry.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise ArchiveDamaged(f"{name}: cannot be unpacked ({error})") from error


def _check_names(names: list[str], manifest: Manifest) -> None:
    """Every entry is there once, is listed, and stays inside the data folder."""
    expected = {*manifest.entries, MANIFEST, MANIFEST_DIGEST}
    for name in sorted(expected ^ set(names)):
        raise ArchiveDamaged(f"{name}: {'missing from the file' if name in expected else 'not in the manifest'}")
    for name, count in Counter(names).items():
        if count > 1:
            raise ArchiveDamaged(f"{name}: stands twice in the file")
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
            raise ArchiveDamaged(f"{name}: a name that leads out of the data folder")
