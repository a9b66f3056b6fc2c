"""Questions at the edges, as a person asks them: by files and the command, with both engines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tongket.cli.main import main

DONG = '[[indicator]]\nid = "dong"\nunit = "đồng"\ndecimals = 3\n'


@pytest.fixture(params=["matrix", "reference"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def ask(folder: Path, engine: str, question: str, units: list[str], edges: list[str], values: list[str]) -> Any:
    """The rows of the answer, by (unit, indicator); or the text on standard error."""
    (folder / "units.csv").write_text("key,name,kind,level\n" + "\n".join(units) + "\n", encoding="utf-8")
    (folder / "edges.csv").write_text("unit,parent\n" + "\n".join(edges) + "\n", encoding="utf-8")
    (folder / "values.csv").write_text("period,unit,indicator,value\n" + "\n".join(values) + "\n", encoding="utf-8")
    text = f'[ask]\nperiods = ["2025-09"]\n{question}'
    (folder / "question.toml").write_text(text, encoding="utf-8")
    words = ["rollup", str(folder / "question.toml"), "--format", "json", "--engine", engine]
    result = CliRunner().invoke(main, words)
    if result.exit_code:
        return result.stderr
    return {(row["unit"], row["indicator"]): row for row in json.loads(result.stdout)["rows"]}


def test_a_tree_of_twelve_levels_and_a_figure_at_each(tmp_path: Path, engine: str) -> None:
    units = [f"u{n},U{n},,level{n}" for n in range(12)]
    found = ask(tmp_path, engine, DONG, units, [f"u{n},u{n - 1}" for n in range(1, 12)], ["2025-09,u11,dong,0.001"])
    assert [found[f"u{n}", "dong"]["value"] for n in range(12)] == ["0.001"] * 12


def test_a_thousand_children_and_a_quadrillion_beside_a_thousandth(tmp_path: Path, engine: str) -> None:
    units = ["n,N,,country", *(f"c{n},C{n},,commune" for n in range(1000))]
    values = ["2025-09,c0,dong,1000000000000000", *(f"2025-09,c{n},dong,0.001" for n in range(1, 1000))]
    found = ask(tmp_path, engine, DONG, units, [f"c{n},n" for n in range(1000)], values)
    row = found["n", "dong"]
    assert (row["value"], row["reported"], row["expected"]) == ("1000000000000000.999", 1000, 1000)


def test_a_form_of_a_thousand_indicators(tmp_path: Path, engine: str) -> None:
    question = "".join(f'[[indicator]]\nid = "i{n}"\n' for n in range(1000))
    values = [f"2025-09,{unit},i{n},{n}" for n in range(1000) for unit in "ab"]
    found = ask(tmp_path, engine, question, ["n,N,,country", "a,A,,commune", "b,B,,commune"], ["a,n", "b,n"], values)
    assert [found["n", f"i{n}"]["value"] for n in range(1000)] == [str(2 * n) for n in range(1000)]


def test_a_period_with_no_return_and_a_division_by_zero(tmp_path: Path, engine: str) -> None:
    rate = '[[indicator]]\nid = "poor"\n[[indicator]]\nid = "rate"\nformula = "dong ÷ poor"\n'
    units, edges = ["n,N,,country", "a,A,,commune"], ["a,n"]
    found = ask(tmp_path, engine, DONG + rate, units, edges, ["2025-08,a,dong,1"])
    assert [(row["value"], row["reported"], row["expected"]) for row in found.values()] == [(None, 0, 1)] * 6
    found = ask(tmp_path, engine, DONG + rate, units, edges, ["2025-09,a,dong,1", "2025-09,a,poor,0"])
    assert (found["n", "poor"]["value"], found["n", "rate"]["value"], found["n", "rate"]["reported"]) == ("0", None, 1)


def test_a_sum_that_64_bits_do_not_hold_is_refused(tmp_path: Path, engine: str) -> None:
    units = ["n,N,,country", "a,A,,commune", "b,B,,commune"]
    values = [f"2025-09,{unit},dong,9000000000000000" for unit in "ab"]
    told = ask(tmp_path, engine, DONG, units, ["a,n", "b,n"], values)
    assert told == "tongket: 'dong', 'n' over units: more than 64 bits hold exactly; it is refused, not rounded\n"
