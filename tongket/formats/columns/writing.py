"""Writing a period: always the whole file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from tongket.core.rollup.batches import Column
from tongket.core.rollup.engines.matrix.fused.memory import digest, silent
from tongket.formats.columns.manifest import Damaged, Folder, Manifest, Partition

UNIT, STATE = "unit", "#state"
NOT_IN_NAMES = re.compile(r"[^\w.-]")


def write_period(folder: Folder, period: str, units: Sequence[str], columns: Mapping[str, Column]) -> None:
    """Replace the values of one period."""
    write_periods(folder, {period: (units, columns)})


Periods = Mapping[str, tuple[Sequence[str], Mapping[str, Column]]]


def write_periods(folder: Folder, periods: Periods, stamps: Mapping[str, str] | None = None) -> None:
    """Replace the values of several periods; readers see all of them at once. A damaged manifest is made anew."""
    written = _written(folder, periods)
    stamped = {period: replace(part, stamp=(stamps or {}).get(period, "")) for period, part in written.items()}
    try:
        manifest = Manifest(folder)
    except Damaged:
        manifest = Manifest(folder, fresh=True)
    manifest.replace(stamped)


def replace_all(folder: Folder, periods: Periods) -> None:
    """Make all files anew, also where the manifest is damaged: what is not among the periods is gone."""
    Manifest(folder, fresh=True).replace(_written(folder, periods))


def _written(folder: Folder, periods: Periods) -> dict[str, Partition]:
    written = {}
    for period, (units, columns) in periods.items():
        data = packed(units, columns)
        sha = hashlib.sha256(data).hexdigest()
        largest = {name: column.largest for name, column in columns.items()}
        part = Partition(
            f"{NOT_IN_NAMES.sub('_', period)}-{sha[:12]}.arrow", len(data), sha, digest(units), len(units), largest
        )
        folder.write(part.file, data)
        written[period] = part
    return written


def packed(units: Sequence[str], columns: Mapping[str, Column]) -> Any:
    """The bytes of a period in Arrow's IPC file format: the units, the indicators, the codes of those that have any."""
    stream = pa.BufferOutputStream()
    batch = record_batch(units, columns)
    with pa.ipc.new_file(stream, batch.schema) as writer:
        writer.write_batch(batch)
    return stream.getvalue().to_pybytes()


def record_batch(units: Sequence[str], columns: Mapping[str, Column]) -> pa.RecordBatch:
    """The same as a table of Arrow."""
    names, arrays = [UNIT], [pa.array(units, pa.string())]
    for name, column in columns.items():
        kind = pa.int32() if column.values.dtype.itemsize == 4 else pa.int64()
        valid = column.valid
        if column.states is not None:
            array = pa.array(column.values, kind, mask=column.states != 1)
        else:
            values = column.values if valid is None else np.where(silent(valid, len(units)), 0, column.values)
            buffers = [None if valid is None else pa.py_buffer(valid), pa.py_buffer(values)]
            array = pa.Array.from_buffers(kind, len(units), buffers)
        names.append(name)
        arrays.append(array)
        if column.states is not None:
            names.append(name + STATE)
            arrays.append(pa.array(column.states, pa.uint8()))
    return pa.record_batch(arrays, names=names)
