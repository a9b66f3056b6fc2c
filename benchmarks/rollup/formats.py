"""Which file format: one nation's month, read whole, in each. `python -m benchmarks.rollup.formats`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pyarrow import compute, parquet

from benchmarks.rollup.nation import nation
from benchmarks.rollup.ours import best
from tongket.formats.columns.writing import record_batch


def main() -> None:
    """Write a month in each format; print its size, and how long it takes until every value has been added once."""
    made = nation(1.0, months=12)
    batch = record_batch(*made.source.periods[made.months[0]])
    with tempfile.TemporaryDirectory() as home:
        for name, (write, read) in _formats(batch).items():
            file = Path(home) / name.replace(" ", "-")
            write(file)
            took = best(lambda read=read, file=file: _sum(read(file)), 7)  # type: ignore[misc]
            wrote = best(lambda write=write, file=file: write(file), 3)  # type: ignore[misc]
            size = file.stat().st_size / 1e6
            print(f"{name:<16} {size:6.2f} MB, read in {took * 1e3:6.2f} ms, written in {wrote * 1e3:6.2f} ms")


def _sum(table: pa.Table) -> int:
    return sum(compute.sum(column).as_py() for column in table.columns[1:])


def _formats(batch: pa.RecordBatch) -> dict[str, tuple[Callable[[Path], None], Callable[[Path], pa.Table]]]:
    table = pa.Table.from_batches([batch])

    def ipc(compression: str | None) -> Callable[[Path], None]:
        options = pa.ipc.IpcWriteOptions(compression=compression)

        def write(file: Path) -> None:
            with pa.ipc.new_file(str(file), batch.schema, options=options) as writer:
                writer.write_batch(batch)

        return write

    def mapped(file: Path) -> pa.Table:
        return pa.ipc.open_file(pa.memory_map(str(file))).read_all()

    return {
        "Arrow IPC": (ipc(None), mapped),
        "Arrow IPC, LZ4": (ipc("lz4"), mapped),
        "Parquet, plain": (
            lambda file: parquet.write_table(table, file, compression="none", use_dictionary=False),
            parquet.read_table,
        ),
        "Parquet, zstd": (lambda file: parquet.write_table(table, file, compression="zstd"), parquet.read_table),
    }


if __name__ == "__main__":
    main()
