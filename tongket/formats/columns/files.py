"""A source of the roll-up: columns read where they lie in mapped files, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from tongket.core.rollup.batches import Batch, Column, Columns
from tongket.core.rollup.engines.matrix.fused.memory import table_of_columns
from tongket.core.rollup.tables import Table
from tongket.formats.columns.manifest import Damaged, Folder, Manifest, Partition
from tongket.formats.columns.writing import STATE, UNIT

_KINDS = {pa.int32(): (4, np.int32), pa.int64(): (8, np.int64)}


class ColumnFiles:
    """The column files of a form. `only` narrows rows (`table`) to some indicators. Raises Damaged.

    Files on this machine are mapped: a page is read when a column in it is. A file that is replaced while it is
    mapped stays as it was for this reader.
    """

    def __init__(self, folder: Folder | str | Path, only: tuple[str, ...] | None = None) -> None:
        self.folder = folder if isinstance(folder, Folder) else Folder(folder)
        self.manifest = Manifest(self.folder)
        self.only = only
        self._opened: dict[str, tuple[str, _File]] = {}
        self._units: dict[str, tuple[str, ...]] = {}

    def narrow(self, names: tuple[str, ...]) -> ColumnFiles:
        """The same files, with rows of those indicators alone."""
        return ColumnFiles(self.folder, names)

    def refresh(self) -> None:
        """See what was written since."""
        self.manifest = Manifest(self.folder)

    def batch(self, period: str) -> Batch | None:
        """The columns of a period; None where it has no file."""
        part = self.manifest.partitions.get(period)
        if part is None:
            return None
        file = self._file(period, part)
        if part.units not in self._units:
            self._units[part.units] = file.units()
        return Batch(self._units[part.units], part.units, file.columns_of)

    def table(self, period: str) -> Table:
        """The values of a period as rows; an empty table where it has no file."""
        part = self.manifest.partitions.get(period)
        if part is None:
            return Table((), (), (), ())
        file = self._file(period, part)
        names = file.names if self.only is None else [name for name in self.only if name in file.names]
        return table_of_columns(file.units(), {name: file.column(name) for name in names})

    def record_batch(self, period: str) -> pa.RecordBatch:
        """A period as a table of Arrow, with the codes of states beside the values."""
        return self._file(period, self.manifest.partitions[period]).batch

    def _file(self, period: str, part: Partition) -> _File:
        known = self._opened.get(period)
        if known is None or known[0] != part.file:
            known = self._opened[period] = (part.file, _File(self.folder, part))
        return known[1]

    def __getstate__(self) -> dict[str, Any]:
        """Mapped files do not travel; they are opened again where they are needed."""
        return {**self.__dict__, "_opened": {}, "_units": {}}


class _File:
    """One partition, opened."""

    def __init__(self, folder: Folder, part: Partition) -> None:
        self.part = part
        try:
            size = folder.size(part.file)
            if size != part.bytes:
                raise Damaged(part.file, f"{size} bytes of {part.bytes} are there")
            if folder.remote:
                opened: Any = pa.BufferReader(folder.read(part.file))
            else:
                opened = pa.memory_map(str(Path(folder.url) / part.file))
            self.batch = pa.ipc.open_file(opened).get_batch(0)
        except FileNotFoundError:
            raise Damaged(part.file, "the file is missing") from None
        except pa.ArrowInvalid as error:
            raise Damaged(part.file, f"not an Arrow file ({error})") from None
        self.index = {name: number for number, name in enumerate(self.batch.schema.names)}
        self.names = [name for name in self.index if name != UNIT and not name.endswith(STATE)]
        self._columns: dict[tuple[str, ...], Columns] = {}

    def units(self) -> tuple[str, ...]:
        """The units, a row each."""
        return tuple(self.batch.column(self.index[UNIT]).to_pylist())

    def columns_of(self, names: tuple[str, ...]) -> Columns:
        """Where those columns lie; found once."""
        if names not in self._columns:
            self._columns[names] = self._look(names)
        return self._columns[names]

    def _look(self, names: tuple[str, ...]) -> Columns:
        found = np.zeros((3, len(names)), dtype=np.uint64)
        widths, largest = np.zeros(len(names), dtype=np.uint8), np.zeros(len(names), dtype=np.float64)
        for number, name in enumerate(names):
            at = self.index.get(name)
            if at is None:
                continue
            array = self.batch.column(at)
            valid, values = array.buffers()
            found[0, number], found[1, number] = values.address, 0 if valid is None else valid.address
            widths[number], largest[number] = self._kind(name, array)[0], self._largest(name)
            if name + STATE in self.index:
                found[2, number] = self.batch.column(self.index[name + STATE]).buffers()[1].address
        return Columns(found[0], found[1], found[2], widths, largest, keep=self.batch)

    def column(self, name: str) -> Column:
        """One column as arrays."""
        array = self.batch.column(self.index[name])
        valid, values = array.buffers()
        states = None
        if name + STATE in self.index:
            states = np.frombuffer(self.batch.column(self.index[name + STATE]).buffers()[1], np.uint8, self.part.rows)
        return Column(
            np.frombuffer(values, self._kind(name, array)[1], self.part.rows),
            None if valid is None else np.frombuffer(valid, np.uint8),
            states,
            self._largest(name),
        )

    def _kind(self, name: str, array: Any) -> tuple[int, type]:
        """Figures are integers: what others put in as floating point may be NaN, infinite or not exact."""
        if array.type not in _KINDS:
            raise Damaged(self.part.file, f"the column '{name}' holds {array.type}, not integers of 32 or 64 bits")
        return _KINDS[array.type]

    def _largest(self, name: str) -> int:
        if name not in self.part.largest:
            raise Damaged(self.part.file, f"the manifest does not know the column '{name}'")
        return self.part.largest[name]
