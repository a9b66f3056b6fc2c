"""`make bench`: our roll-up beside what a user would pick instead. OUT=FILE writes the figures, SCALE=0.1 a tenth."""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.rollup import baselines, ours
from benchmarks.rollup.nation import Nation, nation
from tongket.core.rollup.engines.matrix.fused import Block, Plan
from tongket.formats.columns import ColumnFiles
from tongket.formats.columns.manifest import Folder
from tongket.formats.columns.parquet import export
from tongket.formats.columns.writing import write_periods

ROUNDS = 3
POSTGRES_VALUES = 2_000_000  # PostgreSQL gets so many: it needs minutes for all


def main() -> None:
    """Measure, check that the answers are equal, print a table, write JSON."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--scale", type=float, default=float(os.environ.get("SCALE") or 1))
    parser.add_argument("--out", default=os.environ.get("OUT") or "")
    parser.add_argument("--months", type=int, default=70)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongket-bench-") as home:
        tenth = round_(given.scale / 10, given.months, Path(home) / "tenth", others=False)
        figures = round_(given.scale, given.months, Path(home) / "whole", others=True)
    figures["growth"] = {
        what: figures["seconds"][what] / tenth["seconds"][what] / (figures["values"] / tenth["values"])
        for what in ("ours in memory", "ours from files")
    }
    show(figures)
    if given.out:
        Path(given.out).write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def round_(scale: float, months: int, home: Path, *, others: bool) -> dict[str, Any]:
    """All measurements at one size."""
    made = nation(scale, months)
    arrow, parquet = home / "arrow", home / "parquet"
    write_periods(Folder(arrow), made.source.periods)
    plan = Plan(made.query, made.quarters)
    start = time.perf_counter()
    block = Block(plan, made.source)
    first = time.perf_counter() - start
    from_files = Block(plan, ColumnFiles(arrow))
    runs: dict[str, Callable[[], Any]] = {
        "ours in memory": block.read,
        "ours from files": lambda: again(from_files, ColumnFiles(arrow)),
        "ours in memory, totals into new memory": lambda: Block(plan, made.source),
        "bare scan": baselines.scan(made, os.cpu_count() or 1),
        "every byte read and written once": baselines.limit(made, ours.totals(block), os.cpu_count() or 1),
    }
    if others:
        export(Folder(arrow), parquet)
        runs |= _others(made, arrow, parquet, ours.arrays(block))
    seconds, processor = ours.in_turn(runs, ROUNDS)
    for name in ("ours in memory", "ours from files", "bare scan", "every byte read and written once"):
        seconds[name] = min(seconds[name], ours.best(runs[name], ROUNDS))
    seconds["ours, first, with the compiler's cache"] = first
    apart = ours.measured(arrow, scale, months)
    figures: dict[str, Any] = {
        "values": made.values,
        "scale": scale,
        "seconds": seconds,
        "processor_seconds": processor,
    }
    figures["process"] = apart
    if not others:
        return figures
    if took := _postgres(made):
        seconds["PostgreSQL, as if it had all values"] = took
    seconds["dashboard"] = ours.best(ours.dashboard(block), 20)
    seconds["a province with the year before"] = ours.best(ours.province_report(block), 5)
    for part, took in ours.correction(made, block, Folder(arrow), home).items():
        seconds[f"correction, {part}"] = took
    for part, took in ours.late_returns(made, block, Folder(arrow)).items():
        seconds[f"late returns of a month, {part}"] = took
    frames = min(seconds[name] for name in ("Polars, Parquet", "Polars, our Arrow files"))
    sizes = {kind: sum(f.stat().st_size for f in at.iterdir()) for kind, at in (("arrow", arrow), ("parquet", parquet))}
    return figures | {
        # DuckDB is the best that speaks SQL; Polars, a library of data frames, is faster and told apart.
        "memory_vs_best_sql": seconds["DuckDB, own table"] / seconds["ours in memory"],
        "files_vs_best_sql": seconds["DuckDB, Parquet"] / seconds["ours from files"],
        "memory_vs_polars": seconds["Polars in memory"] / seconds["ours in memory"],
        "files_vs_polars": frames / seconds["ours from files"],
        "memory_vs_scan": seconds["ours in memory"] / seconds["bare scan"],
        "memory_vs_limit": seconds["ours in memory"] / seconds["every byte read and written once"],
        "peak_gb": apart["private_bytes"] / 1e9,
        "mapped_gb": apart["mapped_bytes"] / 1e9,
        "dashboard_share": seconds["dashboard"] / seconds["ours in memory"],
        "correction_share": seconds["correction, arithmetic"] / seconds["ours in memory"],
        "late_share": seconds["late returns of a month, arithmetic"] / seconds["ours in memory"],
        "bytes": sizes,
        "load": [round(load, 2) for load in os.getloadavg()],
        "versions": {name: version(name) for name in ("numpy", "numba", "pyarrow", "duckdb", "polars", "scipy")},
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "python": platform.python_version()},
    }


def again(block: Block, source: ColumnFiles) -> None:
    """Everything from newly opened files."""
    block.source = source
    block.read()


def _others(made: Nation, arrow: Path, parquet: Path, wanted: Any) -> dict[str, Callable[[], Any]]:
    """The others, each of which must give our answer before it is measured."""
    runs = {
        "DuckDB, own table": baselines.duck_table(made, parquet),
        "DuckDB, Parquet": baselines.duck_files(made, parquet),
        "Polars in memory": baselines.polars_memory(made, parquet),
        "Polars, Parquet": baselines.polars_files(made, parquet, "parquet"),
        "Polars, our Arrow files": baselines.polars_files(made, arrow, "arrow"),
    }
    for name, run in runs.items():
        sums, counts = baselines.result(made, run())
        np.testing.assert_array_equal(sums, wanted[0], err_msg=name)
        np.testing.assert_array_equal(counts, wanted[1], err_msg=name)
    return runs


def _postgres(made: Nation) -> float:
    """Seconds for all values, reckoned from some; 0 where there is no server."""
    try:
        import pgserver  # noqa: PLC0415 (where present)
    except ImportError:
        return 0
    months, values = [], 0
    for month in reversed(made.months):
        if not months or values < POSTGRES_VALUES:
            months.append(month)
            values += len(made.names) * len(made.units[month])
    with tempfile.TemporaryDirectory(prefix="tongket-pg-") as home, pgserver.get_server(home) as server:
        run = baselines.postgres(made, tuple(months), server.get_uri())
        return ours.best(run, 2) * made.values / values


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def show(figures: dict[str, Any]) -> None:
    """For the eye."""
    print(f"\n{figures['values']:,} values\n")
    whole = figures["seconds"]["ours in memory"]
    for name, took in figures["seconds"].items():
        used = figures["processor_seconds"].get(name)
        told = f"{used * 1000:>12,.3f} ms of processor" if used else ""
        print(f"  {name:<42} {took * 1000:>12,.3f} ms {took / whole:>10.4g} × {told}")
    print()
    for name, value in figures.items():
        if isinstance(value, float):
            print(f"  {name:<42} {value:>12.5g}")
    print(f"  growth for ten times the values, over ten: {figures['growth']}")
    print(f"  load of the machine in the last 1, 5 and 15 minutes: {figures['load']}")


if __name__ == "__main__":
    main()
