"""`tongket case`, `report` and `reconcile` as a secretary calls them: exit codes, streams, and what is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.formats.reading.case.folders import folder, line
from tests.ops.running import Installation
from tests.shared import ROOT

YAGI = ROOT / "tongket" / "demo" / "yagi"
T = "2024-09-11T13:30"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with Typhoon Yagi in it."""
    made = Installation(tmp_path_factory.mktemp("data"))
    done = made.run("case", "load", YAGI)
    assert (done.returncode, done.stdout) == (0, "loaded: yagi, 1,002 rows (470 new returns)\n")
    return made


def test_the_same_bytes_again_are_unchanged(loaded: Installation) -> None:
    done = loaded.run("case", "load", YAGI)
    assert (done.returncode, done.stdout, done.stderr) == (0, "unchanged: yagi, 1,002 rows\n", "")


def test_other_bytes_under_the_same_name_ask_for_replace_and_keep_revisions(tmp_path: Path) -> None:
    made = Installation(tmp_path / "data")
    first, second = folder(tmp_path / "a", line(), line(unit="Yên Bái")), folder(tmp_path / "b", line(value="4"))
    assert made.run("case", "load", first).returncode == 0
    refused = made.run("case", "load", second)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.endswith(
        "b: a case 'test' with other figures is loaded; to replace it, keeping revisions: --replace\n"
    )
    replaced = made.run("case", "load", second, "--replace")
    assert replaced.stdout == "replaced: test, 1 rows (1 revised, 1 withdrawn returns)\n"
    revisions = made.python(
        "from tongket.flow.returns.models import Revision\n"
        "for r in Revision.objects.order_by('of__printed', 'number').select_related('of'):\n"
        "    print(r.of.printed, r.number, r.cells.get('dead', {}).get('value'), r.withdrawn)"
    )
    assert revisions.splitlines() == [
        "Lào Cai 1 3 False", "Lào Cai 2 4 False", "Yên Bái 1 3 False", "Yên Bái 2 None True",
    ]  # fmt: skip
    again = made.run("case", "load", first, "--replace")
    assert again.stdout == "replaced: test, 2 rows (2 revised returns)\n"
    journal = made.python(
        "from tongket.flow.journal.models import Entry\n"
        "for e in Entry.objects.filter(verb='load case'): print(e.object_id, e.data)"
    )
    assert [json.loads(text.partition(" ")[2])["load"] for text in journal.splitlines()] == [1, 2, 3]


def test_bad_input_goes_to_standard_error_and_nothing_is_loaded(tmp_path: Path) -> None:
    made = Installation(tmp_path / "data")
    bad = folder(tmp_path / "bad", line(), line(value="-3", unit="Yên Bái"))
    done = made.run("case", "load", bad)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == f"{bad}/values.csv:3: -3 is negative; 'dead' is a count"
    as_json = made.run("case", "load", bad, "--messages", "json")
    assert json.loads(as_json.stderr) == [
        {
            "file": f"{bad}/values.csv", "line": 3, "level": "error", "code": "negative",
            "message": "-3 is negative; 'dead' is a count",
            "message_vi": "-3 là số âm; 'dead' không thể âm", "near": [],
        }
    ]  # fmt: skip
    assert json.loads(made.run("case", "list", "--json").stdout) == []


def test_the_list_of_cases(loaded: Installation) -> None:
    (found,) = json.loads(loaded.run("case", "list", "--json").stdout)
    assert (found["name"], found["rows"], found["load"]) == ("yagi", 1002, 1)
    assert found["titles"]["vi"] == "Bão số 3 (Yagi), tháng 9 năm 2024"


def test_a_template_is_written_once(tmp_path: Path) -> None:
    made, path = Installation(tmp_path), tmp_path / "mẫu.xlsx"
    done = made.run("case", "template", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    refused = made.run("case", "template", path)
    assert (refused.returncode, refused.stderr) == (
        2, f"tongket: {path} is there already; to write over it: --force\n",
    )  # fmt: skip
    assert made.run("case", "template", path.with_suffix(".csv")).returncode == 2


@pytest.mark.parametrize("engine", ["matrix", "reference"])
def test_the_figures_of_the_eleventh_of_september(loaded: Installation, engine: str) -> None:
    done = loaded.run("report", "yagi", "--as-of", T, "--json", "--engine", engine)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    figures = {figure["indicator"]: figure for figure in answer["figures"]}
    assert (answer["as_of"], answer["map"], answer["unit"]) == ("2024-09-11T13:30:00+07:00", "2024-09-11", "Việt Nam")
    assert [figures[i]["value"] for i in ("dead", "missing", "dead_missing")] == [155, 141, 296]
    whole = figures["dead_missing"]
    assert (whole["previous"], whole["previous_as_of"], whole["change"]) == (289, "2024-09-11T11:00:00+07:00", 7)
    top = [(part["unit"], part["value"]) for part in whole["contributors"][:3]]
    assert top == [("Lào Cai", 155), ("Cao Bằng", 52), ("Yên Bái", 44)]


def test_on_the_map_of_34_the_country_is_unchanged_and_yen_bai_stands_under_lao_cai(loaded: Installation) -> None:
    then, now = (
        {figure["indicator"]: figure for figure in json.loads(done.stdout)["figures"]}
        for done in (
            loaded.run("report", "yagi", "--as-of", T, "--json"),
            loaded.run("report", "yagi", "--as-of", T, "--json", "--map", "2025-07-01"),
        )
    )
    assert {i: figure["value"] for i, figure in now.items()} == {i: figure["value"] for i, figure in then.items()}
    dead = {part["unit"]: (part["value"], part["under"]) for part in now["dead"]["contributors"]}
    assert dead["Yên Bái"] == (40, "Lào Cai")
    assert now["dead"]["units_expected"] == 34


@pytest.mark.parametrize("format_", ["docx", "pdf", "html", "xlsx", "json"])
def test_every_format_is_written_and_repeats(loaded: Installation, tmp_path: Path, format_: str) -> None:
    first, second = tmp_path / f"a.{format_}", tmp_path / f"b.{format_}"
    for path in (first, second):
        done = loaded.run("report", "yagi", "--as-of", T, "-o", path)
        assert (done.returncode, done.stdout) == (0, "")
    assert first.read_bytes() == second.read_bytes()
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["katrina", "--as-of", T, "--json"], "there is no case 'katrina'; there are: yagi"),
        (["yagi", "--as-of", T, "--event", "x", "--json"], "the case 'yagi' has no event 'x'; there are: yagi_2024"),
        (["yagi", "--as-of", "hôm qua", "--json"], "'hôm qua' is not a moment; write 2024-09-11T13:30:00+07:00"),
        (["yagi", "--as-of", T, "--map", "now", "--json"], "'now' is no map: write a date, 2025-07-01, or as-it-was"),
        (
            ["yagi", "--as-of", T, "--unit", "Lao Kai", "--json"],
            "no unit 'Lao Kai' on the map of 2024-09-11; there are: tỉnh Lào Cai",
        ),
        (
            ["yagi", "--as-of", T, "--unit", "Yên Bái", "--map", "2025-07-01", "--json"],
            "no unit 'Yên Bái' on the map of 2025-07-01; there are: tỉnh Lào Cai",
        ),
        (["yagi", "--as-of", T, "--unit", "Atlantis", "--json"], "Vật Lại, huyện Ba Vì, thành phố Hà Nội; xã Tân Tri"),
        (["yagi", "--as-of", T], "say where to write: -o FILE (- is standard output), or --json"),
        (["yagi", "--as-of", T, "--format", "pdf", "--json"], "--json and --format pdf cannot both be meant"),
        (["yagi", "--as-of", T, "-o", "x.doc"], "say in which format: --format docx|pdf|html|xlsx|json"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_there_is(loaded: Installation, arguments: list[str], text: str) -> None:
    done = loaded.run("report", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert text in done.stderr


def test_before_the_first_row_everything_is_unknown(loaded: Installation) -> None:
    done = loaded.run("report", "yagi", "--as-of", "2024-09-01", "--json")
    figures = json.loads(done.stdout)["figures"]
    assert done.returncode == 0
    assert {figure["value"] for figure in figures} == {None}
    assert {figure["units_reported"] for figure in figures} == {0}


def test_several_events_must_be_told_apart(tmp_path: Path) -> None:
    made = Installation(tmp_path / "data")
    made.run("case", "load", folder(tmp_path / "a", line(), line(event="flood", value="7")))
    asked = made.run("report", "test", "--as-of", "2024-09-12", "--json")
    assert (asked.returncode, asked.stderr) == (
        2, "tongket: the case 'test' has several events: say which; there are: storm, flood\n",
    )  # fmt: skip
    told = made.run("report", "test", "--as-of", "2024-09-12", "--event", "flood", "--json")
    assert json.loads(told.stdout)["figures"][0]["value"] == 7


def test_reconciliation_of_yagi(loaded: Installation) -> None:
    done = loaded.run("reconcile", "yagi", "--lang", "en", "--json")
    answer = json.loads(done.stdout)
    assert (answer["with_complete_list"], answer["agree"], answer["differ"]) == (43, 34, 9)
    differs = [(t["as_of"], t["indicator"], t["difference"]) for t in answer["totals"] if t["status"] == "differs"]
    assert differs == [
        ("2024-09-09T18:00:00+07:00", "dead", -1),
        ("2024-09-09T21:00:00+07:00", "dead", -1),
        ("2024-09-09T21:00:00+07:00", "missing", 1),
        ("2024-09-10T06:00:00+07:00", "dead", -2),
        ("2024-09-10T06:00:00+07:00", "missing", 1),
        ("2024-09-10", "dead", -66),
        ("2024-09-10", "missing", -14),
        ("2024-09-12T12:30:00+07:00", "dead", -1),
        ("2024-09-12T12:30:00+07:00", "missing", 1),
    ]
    lines = loaded.run("reconcile", "yagi", "--lang", "en")
    assert lines.stderr == ("43 published totals with a complete list: 34 agree, 9 differ; 170 with no complete list\n")


def test_the_demonstration_is_the_shared_case() -> None:
    from tests.shared import shared

    for name in ("datapackage.json", "indicators.csv", "values.csv"):
        assert (YAGI / name).read_bytes() == (shared("data/yagi") / name).read_bytes()


def test_a_case_that_changes_while_a_reader_looks_is_whole(tmp_path: Path) -> None:
    """A load that fails in the middle leaves what stood."""
    made = Installation(tmp_path / "data")
    path = folder(tmp_path / "a", line())
    made.run("case", "load", path)
    shutil.copy(path / "values.csv", tmp_path / "kept.csv")
    folder(path, line(value="9"), line(unit="Nowhere"))
    assert made.run("case", "load", path, "--replace").returncode == 1
    told = made.run("report", "test", "--as-of", "2024-09-12", "--json")
    assert json.loads(told.stdout)["figures"][0]["value"] == 3
