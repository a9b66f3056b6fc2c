"""Random cases: the package and the definition of the rules give the same figures, on every map, for every unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.rollup.combine import cases, oracle
from tongket.core.rollup.combine.rows import CaseData, Row
from tongket.core.rollup.combine.statement import statements
from tongket.core.rollup.model import State

OLD = ("09-08 10:00", "09-08", "09-09 06:00", "09-10")
NEW = ("2025-07-02 08:00", "2025-07-02", "2025-09-07 06:00")
MAPS: tuple[date | None, ...] = (None, date(2024, 9, 1), date(2025, 7, 1))
BODIES = ("Quân khu hai", "Quân khu ba < Lào Cai")


def _standing(when: str) -> list[str]:
    map_ = cases.TREE.on(cases.moment(when).day)
    return [unit for unit in cases.LEVEL_OF if unit in map_]


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, str, str, str, str, str]:
    """The cells of one row of a small case."""
    when = draw(st.sampled_from(OLD + NEW))
    bodies = BODIES if when in OLD else BODIES[:1]
    unit = draw(st.sampled_from([*_standing(when), *bodies]))
    common = ("dead", "missing", "dead_missing", "injured")
    indicator = draw(st.sampled_from((*common, *common, "dead_injured_missing")))
    value = str(draw(st.integers(0, 9)))
    list_ = draw(st.sampled_from(("complete", "complete", "partial", "single", "total")))
    reading = draw(st.sampled_from(("exact", "exact", "exact", "about", "flow_one_day")))
    return when, unit, indicator, value, list_, reading


def _definition(data: CaseData) -> oracle.Oracle:
    def converted(row: Row) -> oracle.Row:
        scale = 10 ** data.indicators[row.indicator].decimals
        return oracle.Row(
            row.line, row.moment.text, row.moment.instant, row.moment.day, row.event, row.level, row.unit or row.name,
            row.parent or "", row.indicator, Decimal(row.value) / scale, row.reading, row.list, row.source,
        )  # fmt: skip

    return oracle.Oracle(cases.TREE, [converted(row) for row in data.rows])


def _asked(case: CaseData, on_map: date | None) -> list[str]:
    """The units of the chosen map; as it was, of the map on which the case began."""
    map_ = cases.TREE.on(on_map or min(row.moment for row in case.rows).day)
    return [unit for unit in cases.LEVEL_OF if unit in map_]


def _compare(data: CaseData, definition: oracle.Oracle, unit: str, on_map: date | None, engine: str) -> None:
    question = cases.question(data, "2025-09-07", unit, "as-it-was" if on_map is None else on_map, engine)
    moments = data.moments("bão")
    scope = None if unit == cases.COUNTRY else unit
    for at, found in zip(moments, statements(question, moments), strict=True):
        for figure in found.figures:
            indicator, formula = figure.indicator.id, figure.indicator.formula
            before = definition.previous(indicator, at.instant, formula)
            published = [row for row in definition.published(indicator, at.instant) if scope is None]
            expected: dict[str, Any] = {
                "value": definition.value(indicator, at.instant, on_map, scope),
                "previous": definition.value(indicator, before.instant, on_map, scope) if before else None,
                "previous_as_of": before.as_of if before else None,
                "published": [(row.value, row.source) for row in published],
                "unsplit": definition.unsplit(indicator, at.instant, on_map, scope),
                "parts": sorted(
                    (part.unit, part.cell.value, part.cell.state)
                    for part in definition.parts(indicator, at.instant, on_map, scope)
                    if part.cell.value is not None
                ),
            }
            got: dict[str, Any] = {
                "value": figure.value,
                "previous": figure.previous,
                "previous_as_of": figure.previous_as_of,
                "published": [(row.value, row.source) for row in figure.published_all],
                "unsplit": figure.unsplit,
                "parts": sorted((part.unit, part.value, str(part.state)) for part in figure.contributors),
            }
            if scope is None and on_map is not None:
                expected["counts"] = definition.counts(indicator, at.instant, on_map)
                got["counts"] = (figure.units_reported, figure.units_zero_by_list)
            assert got == expected, f"{indicator} of {unit} at {at} on the map of {on_map}"


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(rows(), min_size=1, max_size=10, unique_by=lambda r: (r[:3], r[4:])),
    st.sampled_from(MAPS),
    st.data(),
)
def test_the_package_and_the_definition_agree(
    table: list[tuple[str, str, str, str, str, str]], on_map: date | None, data: st.DataObject
) -> None:
    """Every moment, indicator and count of a random case, for the country and one unit below it."""
    case = cases.case_of(cases.row(number, *cells) for number, cells in enumerate(table, start=2))
    definition = _definition(case)
    _compare(case, definition, cases.COUNTRY, on_map, "reference")
    _compare(case, definition, data.draw(st.sampled_from(_asked(case, on_map))), on_map, "matrix")


def test_states_are_those_of_a_cell() -> None:
    """The definition writes states as words: they must be the words of the package."""
    assert {str(State.REPORTED), str(State.ZERO_BY_LIST)} == {"reported", "zero_by_list"}
