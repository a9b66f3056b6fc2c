"""What files a form has: periods, file names, lengths, digests."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NAME, VERSION = "manifest.json", 2  # 2: what was not reported is 0 in the file, which the roll-up counts on


class Damaged(Exception):
    """A partition is missing, cut short or changed, or a manifest cannot be read. The text says what to do."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}; make it again with: tongket columns rebuild")


@dataclass(frozen=True, slots=True)
class Partition:
    """The file of one period. `units` is the digest of its units; `largest` bounds the values by indicator.

    `stamp` is what the writer knows its rows by: where the database gives another one, the file is out of date.
    """

    file: str
    bytes: int
    sha256: str
    units: str
    rows: int
    largest: Mapping[str, int] = field(default_factory=dict)
    stamp: str = ""


class Folder:
    """A folder on this machine, or on other storage through fsspec: `s3://bucket/form`."""

    def __init__(self, url: str | Path, options: Mapping[str, Any] | None = None) -> None:
        self.url, self.options = str(url).rstrip("/"), dict(options or {})
        self.remote = "://" in self.url
        self._files: Any = None

    @property
    def files(self) -> Any:
        """The file system of other storage."""
        if self._files is None:
            import fsspec  # noqa: PLC0415 (an extra, for those who keep files elsewhere)

            self._files = fsspec.core.url_to_fs(self.url, **self.options)[0]
        return self._files

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError."""
        if self.remote:
            self.files.invalidate_cache()
            return bytes(self.files.cat_file(f"{self.url}/{name}"))
        return (Path(self.url) / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place, whole: on this machine it is flushed to the disk and renamed."""
        if self.remote:
            self.files.pipe_file(f"{self.url}/{name}", data)
            return
        folder = Path(self.url)
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{name}.{os.getpid()}.part"
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(folder / name)
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def names(self) -> list[str]:
        """All files."""
        if self.remote:
            self.files.invalidate_cache()
            return [str(name).rsplit("/", 1)[-1] for name in self.files.ls(self.url, detail=False)]
        return [path.name for path in Path(self.url).iterdir()] if Path(self.url).is_dir() else []

    def size(self, name: str) -> int:
        """How many bytes a file has. Raises FileNotFoundError."""
        if self.remote:
            self.files.invalidate_cache()
            return int(self.files.size(f"{self.url}/{name}"))
        return (Path(self.url) / name).stat().st_size

    def remove(self, name: str) -> None:
        """Remove a file that nobody names any more."""
        if self.remote:
            self.files.rm_file(f"{self.url}/{name}")
        else:
            (Path(self.url) / name).unlink(missing_ok=True)

    def __getstate__(self) -> dict[str, Any]:
        """Connections do not travel."""
        return {**self.__dict__, "_files": None}


class Manifest:
    """The partitions of a form, by period."""

    def __init__(self, folder: Folder, *, fresh: bool = False) -> None:
        self.folder = folder
        self.partitions: dict[str, Partition] = {}
        if fresh:
            return
        try:
            told = json.loads(folder.read(NAME))
            if told["version"] != VERSION:
                raise Damaged(NAME, f"version {told['version']}, not {VERSION}")
            self.partitions = {period: Partition(**one) for period, one in told["periods"].items()}
        except FileNotFoundError:
            pass
        except (ValueError, KeyError, TypeError) as error:
            raise Damaged(NAME, f"cannot be read ({error})") from None

    def replace(self, changed: Mapping[str, Partition]) -> None:
        """Name new files, in one step; then remove those that nobody names any more."""
        self.partitions |= changed
        told = {"version": VERSION, "periods": {p: asdict(one) for p, one in sorted(self.partitions.items())}}
        self.folder.write(NAME, json.dumps(told, ensure_ascii=False, indent=0).encode())
        named = {one.file for one in self.partitions.values()}
        for name in self.folder.names():
            if name not in named and (name.endswith(".arrow") or (name.startswith(".") and name.endswith(".part"))):
                self.folder.remove(name)

    def problems(self) -> Iterator[str]:
        """Every partition whose file is missing, cut short or changed."""
        for period, one in sorted(self.partitions.items()):
            try:
                data = self.folder.read(one.file)
            except FileNotFoundError:
                yield f"{period}: {one.file} is missing"
                continue
            if len(data) != one.bytes:
                yield f"{period}: {one.file} has {len(data)} bytes of {one.bytes}"
            elif hashlib.sha256(data).hexdigest() != one.sha256:
                yield f"{period}: {one.file} was changed"
