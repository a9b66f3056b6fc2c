"""Column files of a regime's rounds: a replica that may be deleted, damaged or old, and is made again."""

from pathlib import Path

import pytest
from django.core.cache import caches

from tests.flow.consolidation.rounds import PK, accept, two_of_three
from tests.flow.returns.cycle import Cycle, monthly
from tongket.flow.consolidation.queries import ask_period, columns, period_figures
from tongket.flow.returns.queries import round_read
from tongket.formats.columns import ColumnFiles, Manifest
from tongket.formats.columns.manifest import Folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(settings, tmp_path, monkeypatch) -> Cycle:
    """The small round, read the way a large one is."""
    settings.DATA = tmp_path
    monkeypatch.setattr(columns, "LARGE", 0)
    made = monthly()
    two_of_three(made)
    return made


def poor(cycle: Cycle):
    caches["pages"].clear()
    secretary = cycle.actor("secretary")
    found = period_figures(secretary, ask_period(secretary, cycle.round.pk))
    figure = found.figure("poor")
    return figure.value, figure.previous, figure.reported, figure.expected, figure.late


def folder(cycle: Cycle) -> Path:
    return Path(columns.folder_of(round_read(cycle.actor("secretary"), cycle.round.pk)))


def files(cycle: Cycle) -> dict[str, str]:
    return {period: one.file for period, one in Manifest(Folder(folder(cycle))).partitions.items()}


EXPECTED = (101, 127, 2, 3, 1)


def test_files_say_what_the_database_says(cycle, monkeypatch):
    assert poor(cycle) == EXPECTED
    assert sorted(files(cycle)) == ["2026-10", "2026-11"]
    assert poor(cycle) == EXPECTED, "now from the files"
    monkeypatch.setattr(columns, "LARGE", 10**9)
    assert poor(cycle) == EXPECTED, "from the database"


def test_a_correction_rewrites_its_period_alone(cycle):
    poor(cycle)
    before = files(cycle)
    accept(cycle.owed["pk25"], {**PK, "poor": 58})
    assert poor(cycle)[0] == 99
    after = files(cycle)
    assert after["2026-10"] == before["2026-10"]
    assert after["2026-11"] != before["2026-11"]
    assert {path.name for path in folder(cycle).iterdir()} == {"manifest.json", *after.values()}


def test_fresh_files_are_read_and_not_written(cycle):
    poor(cycle)
    stood = {path.name: path.stat().st_mtime_ns for path in folder(cycle).iterdir()}
    assert poor(cycle) == EXPECTED
    assert {path.name: path.stat().st_mtime_ns for path in folder(cycle).iterdir()} == stood


@pytest.mark.parametrize("harm", ["deleted", "cut short", "manifest garbled", "a writer died"])
def test_nothing_is_lost_with_a_file(cycle, harm):
    poor(cycle)
    there = folder(cycle)
    partition = there / files(cycle)["2026-11"]
    if harm == "deleted":
        partition.unlink()
    elif harm == "cut short":
        partition.write_bytes(partition.read_bytes()[:100])
    elif harm == "manifest garbled":
        (there / "manifest.json").write_text("{")
    else:
        (there / ".2026-11-abc.arrow.7.part").write_bytes(b"half")
    accept(cycle.owed["pk25"], {**PK, "poor": 58})
    assert poor(cycle) == (99, 127, 2, 3, 1)
    assert list(Manifest(Folder(there)).problems()) == []


def test_a_figure_in_a_file_that_the_database_does_not_know_is_not_believed(cycle):
    """What the database says wins: a file of another stamp is written anew."""
    poor(cycle)
    manifest = folder(cycle) / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"stamp": "', '"stamp": "9'))
    assert poor(cycle) == EXPECTED
    assert list(ColumnFiles(folder(cycle)).table("2026-11").units) == ["pk25", "vp25"]
    assert '"stamp": "9' not in manifest.read_text()


def test_where_files_cannot_be_written_the_database_answers(cycle, settings, tmp_path):
    blocked = tmp_path / "no-folder"
    blocked.write_text("a file where the folder should be")
    settings.DATA = blocked
    assert poor(cycle) == EXPECTED
