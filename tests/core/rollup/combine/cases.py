"""Small cases as tables, on a small administration: what the tests of the rules are written with.

Until 30 June 2025 the provinces are Lào Cai (districts Bảo Yên and Bắc Hà), Yên Bái (district Trấn Yên) and Cao
Bằng; then Lào Cai and Yên Bái merge into "Lào Cai mới" and the districts end. Of the communes Phúc Khánh and Xuân
Thượng merge into "Phúc Khánh mới", Na Hối is divided into Tả Chải and Cốc Lầu, and Việt Thành stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from tongket.core.periods.moments import Moment, parse_moment
from tongket.core.rollup import engines
from tongket.core.rollup.combine.rows import CaseData, Row
from tongket.core.rollup.combine.statement import Question, statement
from tongket.core.rollup.figures import Figure, Note, Statement
from tongket.core.rollup.model import Indicator, Kind
from tongket.core.units.model import Basis, Edge, Succession, Unit
from tongket.core.units.tree import Tree

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
COUNTRY = "Việt Nam"
REFORM, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
LEVELS = {
    "country": (COUNTRY,),
    "province": ("Lào Cai", "Yên Bái", "Cao Bằng", "Lào Cai mới"),
    "district": ("Bảo Yên", "Bắc Hà", "Trấn Yên"),
    "commune": (
        "Phúc Khánh", "Xuân Thượng", "Na Hối", "Việt Thành", "Phúc Khánh mới", "Tả Chải", "Cốc Lầu",
    ),
}  # fmt: skip
LEVEL_OF = {unit: level for level, units in LEVELS.items() for unit in units}
PROVINCE_OF = {
    "Bảo Yên": "Lào Cai", "Bắc Hà": "Lào Cai", "Trấn Yên": "Yên Bái", "Phúc Khánh": "Lào Cai",
    "Xuân Thượng": "Lào Cai", "Na Hối": "Lào Cai", "Việt Thành": "Yên Bái",
}  # fmt: skip
_ENDED = {"Lào Cai", "Yên Bái", "Bảo Yên", "Bắc Hà", "Trấn Yên", "Phúc Khánh", "Xuân Thượng", "Na Hối"}
_BEGAN = {"Lào Cai mới", "Phúc Khánh mới", "Tả Chải", "Cốc Lầu"}


def _unit(name: str) -> Unit:
    start, end = REFORM if name in _BEGAN else None, BEFORE if name in _ENDED else None
    return Unit(name, name, name, "", LEVEL_OF[name], start, end)


def _whole(old: str, new: str) -> Succession:
    return Succession(old, new, REFORM, Fraction(1), Basis.WHOLE)


def _part(old: str, new: str) -> Succession:
    return Succession(old, new, REFORM, None, Basis.NONE)


TREE = Tree(
    [_unit(name) for name in LEVEL_OF],
    [
        *(Edge(unit, COUNTRY, None, BEFORE if unit in _ENDED else None) for unit in LEVELS["province"][:3]),
        Edge("Lào Cai mới", COUNTRY, REFORM),
        Edge("Bảo Yên", "Lào Cai", None, BEFORE),
        Edge("Bắc Hà", "Lào Cai", None, BEFORE),
        Edge("Trấn Yên", "Yên Bái", None, BEFORE),
        Edge("Phúc Khánh", "Bảo Yên", None, BEFORE),
        Edge("Xuân Thượng", "Bảo Yên", None, BEFORE),
        Edge("Na Hối", "Bắc Hà", None, BEFORE),
        Edge("Việt Thành", "Trấn Yên", None, BEFORE),
        *(Edge(unit, "Lào Cai mới", REFORM) for unit in ("Phúc Khánh mới", "Tả Chải", "Cốc Lầu", "Việt Thành")),
    ],
    [
        _whole("Lào Cai", "Lào Cai mới"),
        _whole("Yên Bái", "Lào Cai mới"),
        _whole("Phúc Khánh", "Phúc Khánh mới"),
        _whole("Xuân Thượng", "Phúc Khánh mới"),
        _part("Na Hối", "Tả Chải"),
        _part("Na Hối", "Cốc Lầu"),
    ],
    known_from=date(2024, 1, 1),
)
INDICATORS = {
    indicator.id: indicator
    for indicator in (
        Indicator("dead", {}, "person"),
        Indicator("missing", {}, "person", kind=Kind.STOCK),
        Indicator("dead_missing", {}, "person", kind=Kind.FORMULA, formula="dead + missing"),
        Indicator("injured", {}, "person"),
        Indicator("dead_injured_missing", {}, "person"),
        Indicator("rice", {}, "ha", decimals=1),
    )
}


def moment(text: str) -> Moment:
    """ "09-08 10:00" and "09-08" are of 2024; "2025-09-07" is what it says."""
    text = text if text.startswith("20") else f"2024-{text}"
    return parse_moment(text.replace(" ", "T"), ZONE)


def parent_of(unit: str, day: date) -> str | None:
    """The province of a district or commune; None for a province."""
    if LEVEL_OF[unit] not in ("district", "commune"):
        return None
    return "Lào Cai mới" if day >= REFORM else PROVINCE_OF[unit]


def row(
    line: int, when: str, unit: str, indicator: str, value: str, list_: str, reading: str = "exact", event: str = "bão"
) -> Row:
    """A row; a unit outside the tree is a body, "Quân khu hai < Lào Cai" one in the list of a province."""
    at = moment(when)
    name, _, above = (part.strip() for part in unit.partition("<"))
    level = LEVEL_OF.get(name, "other")
    scaled = int(Decimal(value) * 10 ** INDICATORS[indicator].decimals)
    parent = (above or None) if level == "other" else parent_of(name, at.day)
    key = None if level == "other" else name
    return Row(
        line, at, event, level, key, name, parent, indicator, scaled, reading or "exact", list_, f"https://x/{line}"
    )


def case(table: str) -> CaseData:
    """A case from lines of `when | unit | indicator | value | list | reading | event`; the last two may be left out."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return case_of(row(number, *cells) for number, cells in enumerate(lines, start=2))


def case_of(rows: Iterable[Row]) -> CaseData:
    """A case of those rows."""
    return CaseData("nhỏ", INDICATORS, tuple(rows), COUNTRY, "Asia/Ho_Chi_Minh")


def question(
    data: CaseData, when: str, unit: str = COUNTRY, on_map: date | str | None = None, engine: str = "matrix"
) -> Question:
    """A question; the map is that of the moment, a date, or "as-it-was"."""
    at = moment(when)
    day = at.day if on_map is None else None if isinstance(on_map, str) else on_map
    return Question(data, TREE, data.events[0] if data.events else "bão", at, unit, day, engines.engine(engine))


def ask(data: CaseData, when: str, unit: str = COUNTRY, on_map: date | str | None = None) -> Statement:
    """The figures of a moment."""
    return statement(question(data, when, unit, on_map))


def values(data: CaseData, when: str, unit: str = COUNTRY, on_map: date | str | None = None) -> dict[str, Decimal]:
    """What is known at a moment: indicator -> value. What is unknown is left out."""
    return {f.indicator.id: f.value for f in ask(data, when, unit, on_map).figures if f.value is not None}


def figure(data: CaseData, when: str, indicator: str, unit: str = COUNTRY, on_map: date | str | None = None) -> Figure:
    """One figure of a moment."""
    return ask(data, when, unit, on_map).figure(indicator)


def parts(found: Figure) -> dict[str, tuple[int, str, str | None]]:
    """The contributors of a figure: unit -> (value, state, under)."""
    return {c.unit: (int(c.value), str(c.state), c.under) for c in found.contributors}


def notes(found: tuple[Note, ...], kind: str) -> list[tuple[str, tuple[Decimal, ...]]]:
    """Unit and values of each note of a kind."""
    return [(note.unit, note.values) for note in found if note.kind == kind]
