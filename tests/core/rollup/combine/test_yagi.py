"""Typhoon Yagi, read from its folder: every complete list gives its own sum, and what its published totals say."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.shared import shared
from tests.vietnam import book, tree
from tongket.core.rollup import engines
from tongket.core.rollup.combine.rows import CaseData
from tongket.core.rollup.combine.statement import Question, statements
from tongket.core.rollup.figures import Figure, Statement
from tongket.formats.reading.case.read import read_case

EVENT = "yagi_2024"
BIG_MAP, NEW_MAP, LATER_MAP = date(2024, 9, 11), date(2025, 7, 1), date(2026, 10, 1)
TRIO = ("dead", "missing", "dead_missing")
DIFFER = {  # (moment, indicator) -> our sum of the list, the published total
    ("2024-09-09T18:00:00+07:00", "dead"): (48, 49),
    ("2024-09-09T21:00:00+07:00", "dead"): (57, 58),
    ("2024-09-09T21:00:00+07:00", "missing"): (41, 40),
    ("2024-09-10T06:00:00+07:00", "dead"): (61, 63),
    ("2024-09-10T06:00:00+07:00", "missing"): (41, 40),
    ("2024-09-10", "dead"): (61, 127),
    ("2024-09-10", "missing"): (40, 54),
    ("2024-09-12T12:30:00+07:00", "dead"): (198, 199),
    ("2024-09-12T12:30:00+07:00", "missing"): (129, 128),
}


@cache
def case() -> CaseData:
    """The case as its files say it."""
    return read_case(shared("data/yagi"), lambda country, aliases: book()).data


@cache
def told(map_day: date | None, engine: str = "matrix", unit: str = "vn") -> tuple[Statement, ...]:
    """The figures of a unit at all moments on one map."""
    moments = case().moments(EVENT)
    question = Question(case(), tree(), EVENT, moments[-1], unit, map_day, engines.engine(engine))
    return statements(question, moments)


def figure(as_of: str, indicator: str, map_day: date | None = BIG_MAP, unit: str = "vn") -> Figure:
    """One figure of one moment."""
    return next(s for s in told(map_day, unit=unit) if s.as_of == as_of).figure(indicator)


def province(name: str, day: date) -> str:
    """The key of a province of that map."""
    return next(unit.key for unit in tree().on(day).of_level("province") if unit.name == name)


def with_list() -> list[tuple[str, Figure]]:
    """(moment, figure) of all published totals whose moment has a complete list."""
    return [(s.as_of, f) for s in told(BIG_MAP) for f in s.figures if f.complete_list and f.published]


def test_of_43_published_totals_with_a_list_34_agree() -> None:
    """The nine that do not are known, moment by moment."""
    found = with_list()
    assert len(found) == 43
    differ = {
        (as_of, f.indicator.id): (f.value, f.published.value)
        for as_of, f in found
        if f.difference != 0 and f.published is not None
    }
    assert differ == DIFFER


@pytest.mark.parametrize("engine", sorted(engines.ENGINES))
@pytest.mark.parametrize("map_day", [None, BIG_MAP, NEW_MAP, LATER_MAP], ids=str)
def test_every_complete_list_gives_its_own_sum(engine: str, map_day: date | None) -> None:
    """Of what it prints, the printed values; where it prints sums, every unit's sum, else its parts."""
    checked = 0
    for statement in told(map_day, engine):
        listed = [
            row
            for row in case().rows
            if row.moment.text == statement.as_of and row.list == "complete" and row.level in ("province", "other")
        ]
        for indicator in {row.indicator for row in listed}:
            by_unit = {row.holder: row.value for row in listed if row.indicator == indicator}
            if indicator == "dead_missing":
                split = {row.holder for row in listed if row.indicator in TRIO[:2]} - set(by_unit)
                parts = [row.value for row in listed if row.indicator in TRIO[:2] and row.holder in split]
                by_unit["the others"] = sum(parts)
            decimals = case().indicators[indicator].decimals
            assert statement.figure(indicator).value == sum(by_unit.values()) / 10**decimals, (
                f"{indicator} at {statement.as_of}"
            )
            checked += 1
    assert checked == 47


def test_every_figure_is_the_sum_of_its_contributors() -> None:
    """On every map; where it is unknown there is nothing above zero to add."""
    for map_day in (None, BIG_MAP, NEW_MAP, LATER_MAP):
        for statement in told(map_day):
            for f in statement.figures:
                assert sum(c.value for c in f.contributors) == (f.value or 0), f"{f.indicator.id} at {statement.as_of}"
                assert f.units_reported + f.units_zero_by_list <= f.units_expected


def test_the_country_is_the_same_on_every_map() -> None:
    """Also as it was."""
    plain = {
        map_day: [[f.value for f in s.figures] for s in told(map_day)]
        for map_day in (None, BIG_MAP, NEW_MAP, LATER_MAP)
    }
    assert all(values == plain[BIG_MAP] for values in plain.values())


def test_both_engines_tell_the_same() -> None:
    """Everything, not only the values."""
    assert told(NEW_MAP, "reference") == told(NEW_MAP, "matrix")


def test_the_morning_of_9_september_has_a_sum_and_no_parts() -> None:
    """26 dead or missing, of whom nobody says how many are dead."""
    at = "2024-09-09T06:00:00+07:00"
    assert [figure(at, indicator).value for indicator in TRIO] == [None, None, 26]
    assert figure(at, "dead_missing").unsplit == 26


def test_yen_bai_stands_under_lao_cai_on_the_map_of_34_provinces() -> None:
    """13:30 on 11 September: 40 dead and 2 missing of Yên Bái, 53 and 102 of old Lào Cai."""
    at = "2024-09-11T13:30:00+07:00"
    old = figure(at, "dead")
    new = figure(at, "dead", NEW_MAP)
    assert new.value == old.value == 155
    under = {c.unit: (c.value, c.under) for c in new.contributors}
    assert under["Yên Bái"] == (next(c.value for c in old.contributors if c.unit == "Yên Bái"), "Lào Cai")
    assert under["Lào Cai"] == (53, "Lào Cai")
    merged = figure(at, "dead", NEW_MAP, province("Lào Cai", NEW_MAP))
    assert merged.value == under["Lào Cai"][0] + under["Yên Bái"][0]
    assert (old.units_expected, new.units_expected, merged.units_expected) == (63, 34, 1)


def test_the_military_region_is_counted_in_its_list_and_zero_by_the_next() -> None:
    """It stands under no province."""
    first = figure("2024-09-08T10:00:00+07:00", "dead")
    region = {c.unit: (c.value, str(c.state), c.under) for c in first.contributors}["Quân khu ba"]
    assert region == (1, "reported", None)
    later = figure("2024-09-08T14:00:00+07:00", "dead")
    region = {c.unit: (c.value, str(c.state), c.under) for c in later.contributors}["Quân khu ba"]
    assert region == (0, "zero_by_list", None)


def test_the_dead_injured_and_missing_of_lao_cai_enter_no_total() -> None:
    """Lào Cai's 252 are in the case, and in no figure."""
    found = [statement.figure("dead_injured_missing") for statement in told(BIG_MAP)]
    assert {(f.value, f.contributors) for f in found} == {(None, ())}
