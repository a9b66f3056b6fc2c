"""Parquet, for others: DuckDB, pandas, Polars and Spark read it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from tongket.formats.columns.files import ColumnFiles
from tongket.formats.columns.manifest import Folder
from tongket.formats.columns.writing import NOT_IN_NAMES


def export(folder: Folder, target: Path) -> list[Path]:
    """Each period as PERIOD.parquet in the target folder: unit, indicators (empty: not reported), codes of states."""
    source = ColumnFiles(folder)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for period in sorted(source.manifest.partitions):
        table = pa.Table.from_batches([source.record_batch(period)])
        final = target / f"{NOT_IN_NAMES.sub('_', period)}.parquet"
        draft = final.with_suffix(".part")
        parquet.write_table(table, draft, compression="zstd")
        draft.replace(final)
        written.append(final)
    return written


def as_parquet(found: list[dict[str, Any]], columns: Sequence[str], counts: Sequence[str]) -> bytes:
    """Rows of an answer as one Parquet file: `counts` as integers, all other columns as texts, also where empty."""
    kinds = {name: pa.int64() if name in counts else pa.string() for name in columns}
    table = pa.table({name: pa.array([row[name] for row in found], kind) for name, kind in kinds.items()})
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    return stream.getvalue()
