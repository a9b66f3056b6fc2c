"""Our side of the measurements."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.rollup.nation import Nation
from tongket.core.rollup.batches import Column
from tongket.core.rollup.engines.matrix.fused import Block, Plan
from tongket.formats.columns import ColumnFiles, write_period
from tongket.formats.columns.manifest import Folder


def best(work: Callable[[], Any], times: int = 5) -> float:
    """The shortest of several runs, in seconds: others use the machine too."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def in_turn(runs: dict[str, Callable[[], Any]], rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Wall and processor seconds, the best of several rounds in which all run in turn: a busy moment hits all."""
    wall, processor = dict.fromkeys(runs, float("inf")), dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, work in runs.items():
            start, used = time.perf_counter(), time.process_time()
            work()
            processor[name] = min(processor[name], time.process_time() - used)
            wall[name] = min(wall[name], time.perf_counter() - start)
    return wall, processor


def arrays(block: Block) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Sums and counts of values, by quarter, indicator and unit."""
    spans = range(len(block.plan.spans))
    cells = [block.place[span][0].cells[block.place[span][1]] for span in spans]
    return np.array([block.numbers(span) for span in spans]), np.array(cells)


def totals(block: Block) -> list[np.ndarray[Any, Any]]:
    """The arrays that a roll-up writes: sums, how many values, how many units have reported."""
    return [array for group in block.groups for array in (group.numbers, group.cells, group.reported)]


def dashboard(block: Block) -> Callable[[], Any]:
    """Ten indicators of all provinces: the last quarter beside the same quarter a year before."""
    tree = block.plan.tree
    provinces = np.array([n for n, line in enumerate(tree.lines) if len(line) == 2])
    last = len(block.plan.spans) - 1
    some = np.arange(min(10, len(block.indicators)))[:, None]

    def show() -> Any:
        now, before = block.numbers(last)[some, provinces], block.numbers(max(0, last - 4))[some, provinces]
        return now, now - before, block.reported(last)[some, provinces]

    return show


def province_report(block: Block) -> Callable[[], Any]:
    """All indicators of a province and its communes: a quarter beside the same quarter a year before."""
    tree = block.plan.tree
    province = next(n for n, line in enumerate(tree.lines) if len(line) == 2)
    rows = np.array([n for n, line in enumerate(tree.lines) if province in line])
    last = len(block.plan.spans) - 1
    names = {n: block.indicators[n] for n in range(len(block.indicators))}

    def show() -> Any:
        now, before = block.numbers(last)[:, rows], block.numbers(max(0, last - 4))[:, rows]
        totals = [block.total(last, province, name) for name in names.values()]
        return now, before, totals

    return show


def correction(nation: Nation, block: Block, folder: Folder, home: Path) -> dict[str, float]:
    """One value of one commune is corrected: the totals above it, the file of its month, the commit, each apart."""
    month, name = nation.months[-1], nation.names[0]
    units, columns = nation.source.periods[month]
    values = columns[name].values.copy()
    values[7] += 1
    periods = {**nation.source.periods, month: (units, {**columns, name: Column(values, *_rest(columns[name]))})}
    changed = type(nation.source)(periods)
    changed.batch(month)
    block.source = changed
    block.refresh(month, [name])
    arithmetic = best(lambda: block.refresh(month, [name]), 20)
    block.source = nation.source
    file = best(lambda: write_period(folder, month, units, periods[month][1]), 3)
    write_period(folder, month, units, columns)
    connection = sqlite3.connect(home / "truth.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE TABLE revision (id integer primary key, cells text)")
    commit = best(lambda: connection.execute("INSERT INTO revision (cells) VALUES (?)", ("{}",)), 20)
    return {"arithmetic": arithmetic, "file": file, "commit": commit}


def late_returns(nation: Nation, block: Block, folder: Folder) -> dict[str, float]:
    """The late returns of the last month arrive: a correction of all indicators of one unit in thirty."""
    month = nation.months[-1]
    known, periods = {}, dict(nation.source.periods)
    for came, late in (("early", True), ("late", False)):
        periods[month] = nation.by_deadline(month) if late else nation.source.periods[month]
        known[came] = type(nation.source)(dict(periods))
    last = len(block.plan.spans) - 1
    block.source = nation.source
    block.refresh(month, nation.names)
    wanted = block.numbers(last).copy()
    found = []
    for _ in range(5):
        for came in ("early", "late"):
            block.source = known[came]
            start = time.perf_counter()
            block.refresh(month, nation.names)
            found.append((came, time.perf_counter() - start))
            if (block.numbers(last) == wanted).all() != (came == "late"):
                raise AssertionError(f"the totals with the {came} returns are wrong")
    units, columns = nation.source.periods[month]
    file = best(lambda: write_period(folder, month, units, columns), 3)
    return {"arithmetic": min(took for came, took in found if came == "late"), "file": file}


def _rest(column: Column) -> tuple[Any, Any, int]:
    return column.valid, column.states, column.largest + 1


def from_files(folder: str, scale: float, months: int) -> None:
    """In a process of its own: open the files and roll up, twice; print seconds and memory. See `measured`."""
    peak = {"anon": 0, "file": 0}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.003):
            for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
                if line.startswith(("RssAnon", "RssFile")):
                    key = "anon" if line.startswith("RssAnon") else "file"
                    peak[key] = max(peak[key], int(line.split()[1]) * 1024)

    from benchmarks.rollup.nation import INDICATORS, question  # noqa: PLC0415 (its time is counted)

    query, _ = question(max(1, round(INDICATORS * scale)), months)
    threading.Thread(target=watch, daemon=True).start()
    all_months = query.periods
    start = time.perf_counter()
    plan = Plan(query, [all_months[n : n + 3] for n in range(0, len(all_months), 3)])
    planned = time.perf_counter()
    block = Block(plan, ColumnFiles(folder))
    first = time.perf_counter()
    warm = []
    for _ in range(5):
        again = time.perf_counter()
        block.source = ColumnFiles(folder)
        block.read()
        warm.append(time.perf_counter() - again)
    done.set()
    print(planned - start, first - planned, min(warm), peak["anon"], peak["file"])


def measured(folder: Path, scale: float, months: int) -> dict[str, float]:
    """`from_files` in a new process: cold start and peak memory, private and mapped pages told apart."""
    code = f"from benchmarks.rollup.ours import from_files; from_files({str(folder)!r}, {scale}, {months})"
    start = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    whole = time.perf_counter() - start
    names = ("plan", "first", "warm", "private_bytes", "mapped_bytes")
    return dict(zip(names, map(float, run.stdout.split()), strict=True)) | {"process": whole}
