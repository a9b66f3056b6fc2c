"""values.csv: printed figures of units at moments, one a row."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable
from zoneinfo import ZoneInfo

from tongket.core.periods.moments import Moment, WrongMoment, parse_moment
from tongket.core.rollup.combine.rows import COUNTRY, LEVELS, OTHER, PROVINCE, ListKind, Reading, Row
from tongket.core.rollup.model import Indicator
from tongket.core.units.names import Match, NameBook, Reason
from tongket.formats.reading.case.columns import Columns
from tongket.formats.reading.case.numbers import WrongNumber, scaled
from tongket.formats.reading.case.tables import Table
from tongket.formats.reading.case.wording import Findings

REQUIRED = (
    "as_of", "event", "unit_level", "unit", "parent", "indicator", "value", "unit_of_measure", "reading", "list",
    "source",
)  # fmt: skip
OPTIONAL = ("district", "code")
_CHOICES = {"unit_level": LEVELS, "reading": tuple(Reading), "list": tuple(ListKind)}
_STEP = 20_000

Progress = Callable[[int], None]


class _Values:
    """Reads rows; what repeats (names, moments, words) is checked once and remembered."""

    def __init__(
        self,
        table: Table,
        indicators: dict[str, Indicator],
        book: NameBook,
        zone: ZoneInfo,
        findings: Findings,
        *,
        naive_times: Collection[str],
    ) -> None:
        self.file = table.file
        self.table = table
        self.indicators = indicators
        self.book = book
        self.zone = zone
        self.findings = findings
        self.columns = Columns(table, REQUIRED, OPTIONAL, findings)
        self.get = {name: self.columns.getter(name) for name in (*REQUIRED, *OPTIONAL)}
        self._moments: dict[str, Moment | str] = {}
        self._spelled: dict[Moment, Moment] = {}
        self._units: dict[tuple[str, ...], tuple[str | None, str | None] | None] = {}
        self._warned: set[str] = set()
        self._seen: dict[tuple[object, ...], int] = {}
        self._naive = naive_times

    def rows(self, progress: Progress) -> Iterable[Row]:
        """Every sound row; faults go to the findings."""
        count = 0
        for line, cells in self.table.rows:
            count += 1
            if count % _STEP == 0:
                progress(line)
            row = self._row(line, cells)
            if row is not None:
                yield row
        if count == 0:
            self.findings.error("no_rows", self.file, 1)

    def _row(self, line: int, cells: list[str]) -> Row | None:
        if self.columns.formulas(line, cells):
            return None
        get = self.get
        level, event = get["unit_level"](cells), get["event"](cells)
        moment = self._moment(get["as_of"](cells), line)
        sound = self._words(cells, line)
        value = self._value(get["indicator"](cells), get["value"](cells), get["unit_of_measure"](cells), line)
        place = self._place(cells, level, moment, line) if moment and level in LEVELS else None
        if moment is None or value is None or place is None or not sound:
            return None
        unit, parent = place
        row = Row(
            line=line,
            moment=moment,
            event=event,
            level=level,
            unit=unit,
            name=get["unit"](cells),
            parent=parent,
            indicator=get["indicator"](cells),
            value=value,
            reading=get["reading"](cells) or Reading.EXACT,
            list=get["list"](cells),
            source=get["source"](cells),
        )
        return row if self._first(row) else None

    def _words(self, cells: list[str], line: int) -> bool:
        sound = True
        for column, choices in _CHOICES.items():
            text = self.get[column](cells)
            if text not in choices and not (column == "reading" and not text):
                self.findings.error("choice", self.file, line, text=text, column=column, choices=", ".join(choices))
                sound = False
        for column in ("event", "unit"):
            if not self.get[column](cells):
                self.findings.error("empty", self.file, line, column=column)
                sound = False
        return sound

    def _moment(self, text: str, line: int) -> Moment | None:
        found = self._moments.get(text)
        if found is None:
            try:
                moment = parse_moment(text, self.zone, zone_required=text not in self._naive)
                found = self._spelled.setdefault(moment, moment)
            except WrongMoment as error:
                found = str(error)
            self._moments[text] = found
        if isinstance(found, str):
            self.findings.error("moment", self.file, line, problem=found)
            return None
        return found

    def _value(self, indicator: str, text: str, measure: str, line: int) -> int | None:
        defined = self.indicators.get(indicator)
        if defined is None:
            self.findings.error("unknown_indicator", self.file, line, indicator=indicator, near=self._near(indicator))
            return None
        if measure != defined.unit_of_measure:
            self.findings.error(
                "unit_of_measure", self.file, line,
                indicator=indicator, expected=defined.unit_of_measure, found=measure,
            )  # fmt: skip
        try:
            value = scaled(text, defined.decimals)
        except WrongNumber as error:
            self.findings.error(error.code, self.file, line, text=text, indicator=indicator, decimals=defined.decimals)
            return None
        return value if measure == defined.unit_of_measure else None

    def _near(self, indicator: str) -> tuple[str, ...]:
        return tuple(difflib.get_close_matches(indicator, self.indicators, 3))

    def _place(self, cells: list[str], level: str, moment: Moment, line: int) -> tuple[str | None, str | None] | None:
        """The keys of the unit (None: outside the tree) and of the parent; None where either cannot be told."""
        printed = tuple(self.get[name](cells) for name in ("unit", "parent", "district", "code"))
        question = (level, *printed, moment.day.isoformat())
        if question in self._units:
            found = self._units[question]
            if found is not None:
                return found
        found = self._units[question] = self._find(level, printed, moment, line)
        return found

    def _find(
        self, level: str, printed: tuple[str, ...], moment: Moment, line: int
    ) -> tuple[str | None, str | None] | None:
        name, parent, district, code = printed
        above: str | None = None
        if parent and level not in (COUNTRY, PROVINCE):
            above = self._resolve(parent, PROVINCE, moment, line)
            if above is None:
                return None
        if level == OTHER:
            return None, above
        below = parent if level != COUNTRY else ""
        if level == PROVINCE:
            below = ""
        unit = self._resolve(name, level, moment, line, parent=below, district=district, code=code)
        return None if unit is None else (unit, above)

    def _resolve(self, name: str, level: str, moment: Moment, line: int, **where: str) -> str | None:
        if not name:
            return None
        answer = self.book.resolve(
            name, level, moment.day, where.get("parent") or None,
            district=where.get("district") or None, code=where.get("code") or None,
        )  # fmt: skip
        if isinstance(answer, Match):
            if answer.warning and answer.warning not in self._warned:
                self._warned.add(answer.warning)
                self.findings.warning("unit_warning", self.file, line, problem=answer.warning)
            return answer.unit.key
        codes = {Reason.AMBIGUOUS: "ambiguous_unit", Reason.NOT_OF_THAT_DATE: "wrong_date_unit"}
        self.findings.error(
            codes.get(answer.reason, "unknown_unit"), self.file, line, answer.near,
            unit=answer.name, level=level, day=moment.day, where=f" ({where['parent']})" if where.get("parent") else "",
        )  # fmt: skip
        return None

    def _first(self, row: Row) -> bool:
        same = (
            row.moment, row.event, row.holder, row.parent, row.indicator, row.value, row.reading, row.list, row.source,
        )  # fmt: skip
        line = self._seen.setdefault(same, row.line)
        if line != row.line:
            self.findings.error("repeated", self.file, row.line, first=line)
        return line == row.line


def read_values(
    table: Table,
    indicators: dict[str, Indicator],
    book: NameBook,
    zone: ZoneInfo,
    findings: Findings,
    *,
    progress: Progress,
    naive_times: Collection[str] = (),
) -> tuple[Row, ...]:
    """All rows of the table. `naive_times` are hours that a spreadsheet cannot give a zone: they are of `zone`.

    The collection may still grow while the rows are read.
    """
    return tuple(_Values(table, indicators, book, zone, findings, naive_times=naive_times).rows(progress))
