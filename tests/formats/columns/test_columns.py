"""Column files: what is written is read, what is damaged is told, what dies half-way changes nothing."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from click.testing import CliRunner

from tests.core.rollup.engines.questions import indicator
from tongket.cli.main import main
from tongket.core.rollup.engines.matrix.fused import Block, Plan, answers
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.model import OverTime, OverUnits, State
from tongket.core.rollup.query import Era, Query
from tongket.core.rollup.tables import table_of
from tongket.formats.columns import ColumnFiles, Damaged
from tongket.formats.columns.manifest import Folder, Manifest, Partition
from tongket.formats.columns.writing import write_period, write_periods

SAID = {
    ("xã A", "dead"): 3, ("xã B", "dead"): State.NOTHING_TO_REPORT,
    ("xã A", "money"): 10**15, ("xã B", "money"): 2,
    ("xã B", "homes"): 7,
}  # fmt: skip
PARENTS = {"tỉnh": None, "xã A": "tỉnh", "xã B": "tỉnh"}
DEAD, MONEY, HOMES = (indicator(name, OverUnits.SUM, OverTime.SUM) for name in ("dead", "money", "homes"))
QUERY = Query((DEAD, MONEY, HOMES), (Era(("2025-01",)),), PARENTS, {"2025-01": frozenset({"xã A", "xã B"})})


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "form")
    write_periods(made, ColumnMemory.of_tables({"2025-01": table_of(SAID)}).periods)
    return made


def test_totals_from_files_are_those_from_memory(folder: Folder) -> None:
    plan = Plan(QUERY, [("2025-01",)])
    (given,) = answers(Block(plan, ColumnFiles(folder)))
    (wanted,) = answers(Block(plan, ColumnMemory.of_tables({"2025-01": table_of(SAID)})))
    assert list(given.totals()) == list(wanted.totals())
    assert given.total("tỉnh", "money").value == 10**15 + 2
    assert given.contributors("tỉnh", "dead") == wanted.contributors("tỉnh", "dead")
    assert (given.total("tỉnh", "dead").reported, given.total("tỉnh", "homes").reported) == (2, 1)


def test_the_parquet_is_read_by_others(folder: Folder, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["columns", "export", folder.url, str(tmp_path / "out")])
    assert (result.exit_code, result.output) == (0, f"{tmp_path / 'out' / '2025-01.parquet'}\n")
    read = duckdb.sql(f"SELECT unit, dead, money, homes FROM '{tmp_path}/out/*.parquet' ORDER BY unit").fetchall()
    assert read == [("xã A", 3, 10**15, None), ("xã B", None, 2, 7)]


def test_pandas_reads_integers_as_integers_holes_included(folder: Folder, tmp_path: Path) -> None:
    """As docs/rollup.md shows it: 10^15 would be exact as a float too, but 10^18 + 1 would not."""
    import pandas as pd  # slow to import: only here

    CliRunner().invoke(main, ["columns", "export", folder.url, str(tmp_path / "out")])
    files = sorted((tmp_path / "out").glob("*.parquet"))
    frames = {file.stem: pd.read_parquet(file, dtype_backend="numpy_nullable") for file in files}
    wide = pd.concat(frames, names=["period"]).reset_index("period")
    assert wide.sort_values("unit")[["period", "unit", "money"]].to_numpy().tolist() == [
        ["2025-01", "xã A", 10**15],
        ["2025-01", "xã B", 2],
    ]
    assert wide["dead"].dtype == "Int32" and wide["dead"].isna().sum() == 1
    assert wide["dead"].sum() == 3


def test_verify_tells_what_is_missing_cut_short_or_changed(folder: Folder) -> None:
    run = CliRunner().invoke(main, ["columns", "verify", folder.url])
    assert (run.exit_code, run.output) == (0, "1 periods as they were written\n")
    file = Path(folder.url) / Manifest(folder).partitions["2025-01"].file
    whole = file.read_bytes()
    for damage, problem in (
        (whole[:-100], f"2025-01: {file.name} has {len(whole) - 100} bytes of {len(whole)}"),
        (whole[:-1] + b"x", f"2025-01: {file.name} was changed"),
        (None, f"2025-01: {file.name} is missing"),
    ):
        file.unlink() if damage is None else file.write_bytes(damage)
        run = CliRunner().invoke(main, ["columns", "verify", folder.url])
        assert run.exit_code == 1
        assert f"{problem}: make it again with tongket columns rebuild" in run.output


@pytest.mark.parametrize("damage", ["cut short", "missing", "no Arrow file"])
def test_a_damaged_partition_is_refused_before_it_is_read(folder: Folder, damage: str) -> None:
    file = Path(folder.url) / Manifest(folder).partitions["2025-01"].file
    whole = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(whole[:1000] if damage == "cut short" else b"\0" * len(whole))
    with pytest.raises(Damaged, match="tongket columns rebuild"):
        Block(Plan(QUERY, [("2025-01",)]), ColumnFiles(folder))


def test_a_file_of_others_with_floating_numbers_is_refused(folder: Folder) -> None:
    """NaN and infinities cannot come in by a file, for no floating number can."""
    batch = pa.record_batch([pa.array(["xã A"]), pa.array([float("nan")])], names=["unit", "dead"])
    stream = pa.BufferOutputStream()
    with pa.ipc.new_file(stream, batch.schema) as writer:
        writer.write_batch(batch)
    data = stream.getvalue().to_pybytes()
    (Path(folder.url) / "others.arrow").write_bytes(data)
    part = Partition("others.arrow", len(data), hashlib.sha256(data).hexdigest(), "", 1, {"dead": 0})
    Manifest(folder).replace({"2025-01": part})
    told = "others.arrow: the column 'dead' holds double, not integers of 32 or 64 bits; make it again"
    with pytest.raises(Damaged, match=told):
        Block(Plan(QUERY, [("2025-01",)]), ColumnFiles(folder))
    with pytest.raises(Damaged, match=told):
        ColumnFiles(folder).table("2025-01")


def test_a_damaged_manifest_is_told_and_made_again(folder: Folder, tmp_path: Path) -> None:
    (Path(folder.url) / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(Damaged, match=r"manifest.json: cannot be read"):
        ColumnFiles(folder)
    question = Path(__file__).parents[3] / "docs" / "examples" / "merger" / "question.toml"
    run = CliRunner().invoke(main, ["columns", "rebuild", folder.url, "--question", str(question)])
    assert (run.exit_code, run.output) == (0, f"{folder.url}: 2 periods written\n")
    assert sorted(Manifest(folder).partitions) == ["2025-06", "2025-07"]


def test_an_older_reader_keeps_what_it_had(folder: Folder) -> None:
    """A reader that is at work sees the old figures to the end; the next one sees the new ones."""
    reader = ColumnFiles(folder)
    before = reader.batch("2025-01")
    assert before is not None
    columns = ColumnMemory.of_tables({"p": table_of({**SAID, ("xã A", "dead"): 4})}).periods["p"]
    write_period(folder, "2025-01", *columns)
    plan = Plan(QUERY, [("2025-01",)])
    assert answers(Block(plan, reader))[0].total("tỉnh", "dead").value == 3
    assert answers(Block(plan, ColumnFiles(folder)))[0].total("tỉnh", "dead").value == 4
    assert len(list(Path(folder.url).glob("*.arrow"))) == 1


WRITER = """
import sys
from tongket.core.rollup.engines.matrix.fused.memory import ColumnMemory
from tongket.core.rollup.tables import table_of
from tongket.formats.columns.manifest import Folder
from tongket.formats.columns.writing import write_period
tables = [table_of({(f"u{n}", "dead"): version for n in range(3000)}) for version in (1, 2)]
versions = [ColumnMemory.of_tables({"p": table}).periods["p"] for table in tables]
print("ready", flush=True)
while True:
    for version in versions:
        write_period(Folder(sys.argv[1]), "2025-01", *version)
"""


def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "form")
    for attempt in range(6):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, folder.url], stdout=subprocess.PIPE)
        assert writer.stdout is not None and writer.stdout.readline() == b"ready\n"
        time.sleep(0.05 + 0.013 * attempt)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        if "manifest.json" in folder.names():
            assert list(Manifest(folder).problems()) == []
            values = {int(v) for row in ColumnFiles(folder).table("2025-01").values for v in row}
            assert values in ({1}, {2})
    write_period(folder, "2025-01", *ColumnMemory.of_tables({"p": table_of(SAID)}).periods["p"])
    assert sorted(path.name for path in Path(folder.url).iterdir() if path.suffix != ".arrow") == ["manifest.json"]
    assert json.loads((Path(folder.url) / "manifest.json").read_bytes())["version"] == 2
