"""`tongket columns` on a case: the files are a replica, and what the database says wins."""

from __future__ import annotations

from pathlib import Path

from tests.formats.reading.case.folders import folder, line
from tests.ops.running import Installation
from tongket.formats.columns import ColumnFiles


def test_the_files_follow_the_database(tmp_path: Path) -> None:
    made, files = Installation(tmp_path / "data"), tmp_path / "columns"
    first, second = folder(tmp_path / "a", line(), line(unit="Yên Bái")), folder(tmp_path / "b", line(value="4"))
    assert made.run("case", "load", first).returncode == 0
    done = made.run("columns", "rebuild", files, "--case", "test")
    assert (done.returncode, done.stdout) == (0, f"{files}: 1 periods written\n")
    assert cells(files) == [3, 3]
    assert made.run("case", "load", second, "--replace").returncode == 0
    assert made.run("columns", "rebuild", files, "--case", "test").returncode == 0
    assert cells(files) == [4]
    done = made.run("columns", "verify", files)
    assert (done.returncode, done.stdout) == (0, "1 periods as they were written\n")


def test_a_case_that_is_not_there_and_a_folder_without_files(tmp_path: Path) -> None:
    made = Installation(tmp_path / "data")
    done = made.run("columns", "rebuild", tmp_path / "columns", "--case", "test")
    assert done.returncode == 2
    assert done.stderr.endswith("tongket: there is no case 'test'; there are: none\n")
    done = made.run("columns", "verify", tmp_path / "columns")
    assert (done.returncode, done.stderr) == (1, f"tongket: {tmp_path / 'columns'} has no column files\n")
    assert "say from what: --case NAME or --question" in made.run("columns", "rebuild", tmp_path / "columns").stderr


def cells(files: Path) -> list[int]:
    source = ColumnFiles(files)
    (period,) = source.manifest.partitions
    table = source.table(period)
    return [
        int(v)
        for row, states in zip(table.values, table.states, strict=True)
        for v, s in zip(row, states, strict=True)
        if s
    ]
