"""`tongket rollup`: the examples of the manual, and questions with something wrong."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from tongket.cli.main import main

DOCS = Path(__file__).parents[2] / "docs"
MERGER = DOCS / "examples" / "merger"
EXAMPLES = re.findall(
    r"```console\n\$ tongket (rollup [^\n]+)\n(.*?)```", (DOCS / "rollup.md").read_text("utf-8"), re.S
)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["rollup", *map(str, words)])


@pytest.mark.parametrize(("command", "printed"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
@pytest.mark.parametrize("engine", ["matrix", "reference"])
def test_the_manual_prints_what_the_command_prints(
    command: str, printed: str, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DOCS.parent)
    result = CliRunner().invoke(main, [*shlex.split(command), "--engine", engine])
    assert (result.exit_code, result.output) == (0, printed)


def test_the_manual_has_four_examples_and_an_explanation() -> None:
    assert len({command.split()[1] for command, _ in EXAMPLES}) == 4
    assert any("--explain" in command for command, _ in EXAMPLES)


def test_json_csv_and_parquet_say_the_same(tmp_path: Path) -> None:
    question = MERGER / "question.toml"
    of_json = json.loads(run(question, "--format", "json").stdout)["rows"]
    of_csv = list(csv.DictReader(io.StringIO(run(question, "--format", "csv").stdout)))
    assert run(question, "--format", "parquet", "-o", tmp_path / "out.parquet").exit_code == 0
    of_parquet = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert of_json == of_parquet
    assert [{key: "" if value is None else str(value) for key, value in row.items()} for row in of_json] == of_csv
    third = next(r for r in of_json if (r["unit"], r["indicator"], r["figure"]) == ("binh", "homes", "value"))
    assert (third["value"], third["reported"], third["expected"], third["bases"]) == ("50", 2, 2, "population")


WRONG = {
    "values.csv": [
        ("2025-06,xa-1,dead,NaN", "values.csv:2: 'NaN' is no number (1234.5) and none of"),
        ("2025-06,xa-1,dead,inf", "values.csv:2: 'inf' is no number"),
        ("2025-06,xa-1,dead,1.5", "values.csv:2: '1.5' has more decimals than the 0 of 'dead'"),
        ("2025-06,xa-1,dead,99999999999999999999", "values.csv:2: '99999999999999999999' is larger than can be added"),
        ("2025-06,xa-12,dead,1", "values.csv:2: 'xa-12' did not stand in 2025-06, on 2025-06-30"),
        ("2025-06,xa-9,dead,1", "values.csv:2: the unit “xa-9”"),
        ("2025-13,xa-1,dead,1", "values.csv:2: '2025-13' is not a period"),
        ("2025-Q2,xa-1,dead,1", "values.csv:2: '2025-Q2' is a quarter; the values are by month"),
        ("2025-06,xa-1,dead,1,,3/7/2025", "values.csv:2: 'received': '3/7/2025' is not a moment; write 2024-09-11T"),
        (f"2025-06,xa-1,dead,{'9' * 5000}", "values.csv:2: '99999999999999999999…' has 5000 characters; a number has"),
        ("2025-06,xa-1,deaths,1", "values.csv:2: the indicator “deaths” is not in the question"),
        (
            "2025-06,xa-1,dead,1\n2025-06,xa-1,dead,2",
            "values.csv:3: the value of 'xa-1' for 'dead' in 2025-06 stands twice",
        ),
    ]
}


@pytest.mark.parametrize(("row", "told"), WRONG["values.csv"])
def test_values_that_cannot_be_taken(row: str, told: str, tmp_path: Path) -> None:
    shutil.copytree(MERGER, tmp_path / "q")
    header = ",".join(
        ("period", "unit", "indicator", "value", "late", "received")[: row.partition("\n")[0].count(",") + 1]
    )
    (tmp_path / "q" / "values.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    result = run(tmp_path / "q" / "question.toml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("map = 2025-07-31", "mapp = 2025-07-31", "'mapp' is not known; there are: ask, calendar"),
        ('"2025-06", "2025-07"', '"2025-6"', "'2025-6' is not a period; write 2025-09 (month)"),
        ("dead ÷ homes × 1000", "dead_per_1000_homes + 1", "leads back to itself"),
        ("dead ÷ homes × 1000", "dead ÷ house", "names 'house', which is not among the indicators"),
        ("dead ÷ homes × 1000", "dead ÷ (homes", "')' is expected, for the '(' at character 8"),
        ('"country", "province"', '"nation"', "there is no level 'nation'; there are: country, province, commune"),
        ('"value", "previous"', '"sum"', "'ask.figures' is 'sum'; there are: value, in_period"),
        ('values = "values.csv"', 'values = "figures.csv"', "figures.csv is not beside question.toml"),
        ('"value", "previous"', '"value", "offset-0"', "and offset-2 or offset+1 for the value so many periods"),
        ('"value", "previous"', '"offset-9999"', "'offset-9999' of 2025-06: the year 1192 is not between"),
        ("[ask]", "[ask]\nage = 3", "'age' is 3, not of the kind bool"),
        ("[ask]", "[ask", "not TOML in UTF-8"),
        ("decimals = 1", f"decimals = {'9' * 5000}", "not TOML in UTF-8"),
        ("[ask]", f"x = {'[' * 5000}{']' * 5000}\n[ask]", "brackets stand too deep in one another"),
        ('values = "values.csv"', f'values = "{"a" * 300}.csv"', "a.csv is not beside question.toml"),
        ('values = "values.csv"', f'units = "{"a" * 300}"', "a has no units.csv"),
        ('"2025-06", "2025-07"', '"2025-06", "2025-06"', "'ask.periods' names '2025-06' twice"),
        ('"value", "previous"', '"value", "value"', "'ask.figures' names 'value' twice"),
        ("dead ÷ homes × 1000", "if(dead > homes, 1, 2)", "puts 'người' and 'nhà' together: different units"),
        ("dead ÷ homes × 1000", "if(not(known(dead) and homes = dead), 1, 2)", "puts 'người' and 'nhà' together"),
        (
            'unit = "nhà"',
            f"categories = {{ a = {[*map(str, range(99))]}, b = {[*map(str, range(100))]} }}",
            "'homes' would have 10100 cells; 10000 are the most",
        ),
    ],
)
def test_questions_that_cannot_be_asked(old: str, new: str, told: str, tmp_path: Path) -> None:
    shutil.copytree(MERGER, tmp_path / "q")
    file = tmp_path / "q" / "question.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    result = run(file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


def test_an_explanation_of_what_is_not_there() -> None:
    question = MERGER / "question.toml"
    result = run(question, "--explain", "xa-1", "dead", "2025-06")
    assert (result.exit_code, result.stderr) == (2, "tongket: no unit 'xa-1' stands on the map of 2025-07-31\n")
    result = run(question, "--explain", "an", "deaths", "2025-06")
    assert "there is no indicator 'deaths'; there are: dead, homes" in result.stderr
    assert run(question, "--scheduler", "tcp://127.0.0.1:1").stderr == "tongket: --scheduler is for --engine cluster\n"


def test_a_target_that_stands_twice(tmp_path: Path) -> None:
    shutil.copytree(DOCS / "examples" / "targets", tmp_path / "q")
    targets = tmp_path / "q" / "targets.csv"
    lines = targets.read_text(encoding="utf-8").splitlines()
    targets.write_text("\n".join([*lines, lines[1].rpartition(",")[0] + ",999"]) + "\n", encoding="utf-8")
    result = run(tmp_path / "q" / "question.toml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"targets.csv:{len(lines) + 1}: the target of 'a' for 'rebuilt' in 2025-Q2 stands twice" in result.stderr


def test_an_explanation_of_a_formula_says_what_it_comes_to() -> None:
    lines = run(MERGER / "question.toml", "--explain", "binh", "dead_per_1000_homes", "2025-06").stdout.splitlines()
    assert lines[:3] == [
        "dead_per_1000_homes, tỉnh Bình, 2025-06: 40.0",
        "  = dead ÷ homes × 1000, computed from these totals:",
        "  dead, tỉnh Bình, 2025-06: 2 người",
    ]


def test_an_explanation_of_a_rate_counts_the_units(tmp_path: Path) -> None:
    shutil.copytree(MERGER, tmp_path / "q")
    file = tmp_path / "q" / "question.toml"
    rate = '[[indicator]]\nid = "came"\nrate = "completeness"\nof = "dead"\n'
    file.write_text(file.read_text(encoding="utf-8") + rate, encoding="utf-8")
    assert run(file, "--explain", "nation", "came", "2025-07").stdout.splitlines() == [
        "came, Nước, 2025-07: 50 %",
        "  completeness of the returns of 'dead': 2 of 4 units",
    ]


def test_an_explanation_of_a_sum_that_64_bits_do_not_hold(tmp_path: Path) -> None:
    shutil.copytree(MERGER, tmp_path / "q")
    values = tmp_path / "q" / "values.csv"
    values.write_text(values.read_text("utf-8").replace("xa-1,dead,4", "xa-1,dead,9223372036854775806"), "utf-8")
    result = run(tmp_path / "q" / "question.toml", "--explain", "an", "dead", "2025-06")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "more than 64 bits hold exactly; it is refused, not rounded" in result.stderr
