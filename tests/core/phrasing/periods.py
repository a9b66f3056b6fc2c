"""A month of three communes, consolidated for their province: what the tests of the periodic report are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from tests.core.units.small import TREE
from tongket.core.forms.consolidated import Coverage, PeriodFigures, Returned, Standing, UnitBelow, gathered
from tongket.core.forms.consolidating import Asking, figures_of
from tongket.core.forms.model import Entry, FormContent, Narrative, Part, Section
from tongket.core.periods.periods import Calendar, parse_period
from tongket.core.phrasing.periodic.report import Paper
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.engines import engine
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits
from tongket.core.rollup.tables import Memory, Said, table_of_rows

HOUSEHOLD, PERSON, SHARE = ("hộ", "households"), ("người", "persons"), ("%", "%")
CUT_OFF = date(2026, 11, 14)


def indicator(id: str, vi: str, en: str, words: tuple[str, str], kind: Kind, **more: object) -> Indicator:
    over_time = OverTime.SUM if kind is Kind.FLOW else OverTime.LAST
    measure = {"hộ": "household", "người": "person", "%": "%"}[words[0]]
    said = {"vi": words[0], "en": words[1]}
    return Indicator(id, {"vi": vi, "en": en}, measure, said, kind=kind, over_time=over_time, **more)  # type: ignore[arg-type]


POOR = indicator("poor", "Hộ nghèo", "Poor households", HOUSEHOLD, Kind.STOCK)
ALL = indicator("households", "Tổng số hộ", "Households", HOUSEHOLD, Kind.STOCK)
RATE = indicator(
    "rate", "Tỷ lệ hộ nghèo", "Poverty rate", SHARE, Kind.FORMULA, decimals=1, over_units=OverUnits.NONE,
    formula="poor / households * 100",
)  # fmt: skip
TRAINED = indicator("trained", "Người được tập huấn", "Persons trained", PERSON, Kind.FLOW)
ACCOUNTS = indicator("accounts", "Tài khoản từ đầu năm", "Accounts since January", PERSON, Kind.CUMULATIVE)

FORM = FormContent((
    Section(
        "social", "Đời sống", entries=(Entry(Asked(ALL)), Entry(Asked(POOR)), Entry(Asked(RATE))),
        narratives=(Narrative("weak", "Khó khăn", Part.SHORTCOMINGS),),
    ),
    Section(
        "digital", "Chuyển đổi số",
        entries=(Entry(Asked(TRAINED, {"sex": ("female", "male")})), Entry(Asked(ACCOUNTS))),
        narratives=(Narrative("done", "Kết quả nổi bật", Part.RESULTS), Narrative("ask", "Kiến nghị", Part.PROPOSALS)),
    ),
))  # fmt: skip
PK = {"households": 1_200, "poor": 60, "trained;sex=female": 30, "trained;sex=male": 12, "accounts": 900}
VP = {"households": 2_000, "poor": 41, "trained;sex=female": 3, "trained;sex=male": 25, "accounts": 2_150}
YB = {"households": 3_000, "poor": 20, "trained;sex=female": 8, "trained;sex=male": 8, "accounts": 3_000}
MONTHS: dict[str, dict[str, Mapping[str, Said]]] = {
    "2025-11": {"pk25": {**PK, "poor": 80, "accounts": 500}, "vp25": {**VP, "poor": 50}, "yb25": {**YB, "poor": 40}},
    "2026-10": {"pk25": {**PK, "poor": 64, "accounts": 800}, "vp25": {**VP, "accounts": 2_000}, "yb25": YB},
    "2026-11": {"pk25": PK, "vp25": VP},
}
WRITTEN: dict[str, dict[str, str]] = {
    "pk25": {"done": "- Mở 02 lớp tập huấn.\n- Lắp wifi tại nhà văn hoá.", "weak": "Thiếu máy tính."},
    "vp25": {"weak": "Thiếu máy tính."},
}
STANDINGS = {"pk25": Standing.IN_TIME, "vp25": Standing.LATE, "yb25": Standing.MISSING}
PAPER = Paper(
    committee="Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai",
    seat=TREE.unit("lc25"),
    field="Chuyển đổi số",
    basis="Kế hoạch 15/KH-UBND",
    first=date(2026, 10, 15),
    last=CUT_OFF,
    made_on=date(2026, 11, 21),
    signer="Trần Văn Bình",
)


def local(at: datetime) -> date:
    return at.date()


def returned(unit: str, standing: Standing) -> Returned:
    day = {Standing.IN_TIME: 18, Standing.LATE: 20}.get(standing)
    return Returned(
        TREE.unit(unit), standing, 7, datetime(2026, 11, 19, 10, tzinfo=UTC), int(day is not None),
        datetime(2026, 11, day, 3, tzinfo=UTC) if day else None,
    )  # fmt: skip


def month(
    period: str = "2026-11", unit: str = "lc25", months: Mapping[str, Mapping[str, Mapping[str, Said]]] = MONTHS,
    *, on: date = CUT_OFF, form: FormContent = FORM, written: Mapping[str, Mapping[str, str]] = WRITTEN,
) -> PeriodFigures:  # fmt: skip
    """The figures of the province, or of one of its communes."""
    owed = {each: frozenset(said) | ({"yb25"} if each == "2026-11" else set()) for each, said in months.items()}
    tables = {each: table_of_rows(said) for each, said in months.items()}
    now = months[period]
    in_time = {period: table_of_rows({u: s for u, s in now.items() if STANDINGS.get(u) is not Standing.LATE})}
    asking = Asking(
        content=form, tree=TREE, period=parse_period(period), calendar=Calendar.LEGAL, length=parse_period(period).span,
        map_day=on, unit=unit, owed=owed, source=Memory(tables), in_time=Memory(in_time), engine=engine("reference"),
    )  # fmt: skip
    figures, below = figures_of(asking)
    returns = {unit: returned(unit, standing) for unit, standing in STANDINGS.items()}
    return PeriodFigures(
        content=form, period=asking.period, calendar=Calendar.LEGAL, unit=TREE.unit(unit), map_day=on, cut_off=CUT_OFF,
        figures=figures,
        below=tuple(UnitBelow(u, below.get(u.key, {}), returns.get(u.key)) for u in TREE.on(on).children(unit)),
        coverage=Coverage.of(returns.values()),
        narratives=gathered(form, ((TREE.unit(key), texts) for key, texts in written.items())),
    )  # fmt: skip
