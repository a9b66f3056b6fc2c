"""The example of the manual gives the figures that the manual says."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.shared import ROOT
from tests.vietnam import book, tree
from tongket.core.periods.moments import parse_moment
from tongket.core.rollup import engines
from tongket.core.rollup.combine.statement import Question, statement
from tongket.formats.reading.case.read import read_case

INDICATORS = """order,indicator,name_vi,unit_of_measure,decimals,kind,over_units,over_time,formula
1,dead,Số người chết,person,0,cumulative,sum,last,
2,missing,Số người mất tích,person,0,stock,sum,last,
3,dead_missing,"Số người chết, mất tích",person,0,formula,sum,last,dead + missing
"""


def test_the_example_of_the_manual(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "case-folder.md").read_text(encoding="utf-8")
    example = re.search(r"```csv\n(.*?)```", manual, re.DOTALL)
    assert example
    (tmp_path / "values.csv").write_text(example[1], encoding="utf-8")
    (tmp_path / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "manual", "country": "VN"}), encoding="utf-8")
    case = read_case(tmp_path, lambda country, aliases: book()).data
    told = re.findall(r"^\| (20\S+) \| (\d*) ?\| (\d*) ?\| (\d+) \|", manual, re.MULTILINE)
    assert len(told) == 4
    for text, *printed in told:
        at = parse_moment(text, ZoneInfo(case.timezone))
        question = Question(case, tree(), "storm", at, case.root, at.day, engines.engine())
        found = [figure.value for figure in statement(question).figures]
        assert found == [Decimal(number) if number else None for number in printed], text
