"""Small case folders for tests, written as a clerk would see them."""

from __future__ import annotations

import json
from pathlib import Path

INDICATORS = """\
order,indicator,name_vi,name_en,unit_of_measure,unit_vi,unit_en,decimals,kind,over_units,over_time,formula,note
1,dead,Số người chết,Dead,person,người,persons,0,cumulative,sum,last,,
2,missing,Số người mất tích,Missing,person,người,persons,0,stock,sum,last,,
3,dead_missing,"Số người chết, mất tích",Dead or missing,person,người,persons,0,formula,sum,last,dead + missing,
4,rice_ha,Lúa bị ngập,Rice flooded,ha,ha,ha,2,cumulative,sum,last,,
"""
COLUMNS = (
    "as_of", "event", "unit_level", "unit", "parent", "indicator", "value", "unit_of_measure", "reading", "list",
    "source",
)  # fmt: skip
USUAL = {
    "as_of": "2024-09-11T13:30:00+07:00", "event": "storm", "unit_level": "province", "unit": "Lào Cai", "parent": "",
    "indicator": "dead", "value": "3", "unit_of_measure": "person", "reading": "exact", "list": "partial",
    "source": "công văn 1",
}  # fmt: skip


def line(**cells: str) -> str:
    """One row of values.csv: the usual cells but those that are given."""
    row = {**USUAL, **cells}
    extra = [row[name] for name in row if name not in COLUMNS]
    return ",".join(f'"{text}"' if "," in text else text for text in [*(row[name] for name in COLUMNS), *extra])


def folder(path: Path, *lines: str, heading: str = ",".join(COLUMNS), **package: object) -> Path:
    """A case folder with these rows of values.csv; `package` changes datapackage.json."""
    path.mkdir(parents=True, exist_ok=True)
    described = {"name": "test", "titles": {"vi": "Bão thử", "en": "A storm"}, "country": "VN", **package}
    (path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    (path / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    (path / "values.csv").write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
    return path
