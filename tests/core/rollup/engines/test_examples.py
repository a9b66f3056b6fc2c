"""The roll-up in small tables. Every example is answered by both engines.

The map of most examples: a country of two provinces, An (Xã 1, Xã 2) and Bình (Xã 3).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.core.rollup.engines.questions import indicator
from tongket.core.rollup.answer import Answer, Contribution, Method
from tongket.core.rollup.engines import ENGINES, engine
from tongket.core.rollup.model import Indicator, OverTime, OverUnits, State
from tongket.core.rollup.query import SAID, Era, Query
from tongket.core.rollup.tables import ExactRangeExceeded, Memory, Said, table_of
from tongket.core.units.model import Basis, Share

MAP = {"Nước": None, "An": "Nước", "Bình": "Nước", "Xã 1": "An", "Xã 2": "An", "Xã 3": "Bình"}
COMMUNES = frozenset({"Xã 1", "Xã 2", "Xã 3"})
NOTHING, NOT_APPLICABLE, BY_LIST = State.NOTHING_TO_REPORT, State.NOT_APPLICABLE, State.ZERO_BY_LIST
Rows = dict[str, dict[str, dict[str, Said]]]  # period → unit → indicator → what was said

dead = indicator("dead", OverUnits.SUM, OverTime.SUM)
missing = indicator("missing", OverUnits.SUM, OverTime.LAST)


@pytest.fixture(params=sorted(ENGINES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def whole(old: str, new: str) -> tuple[Share, ...]:
    return (Share(old, new, Fraction(1), Basis.WHOLE, "NQ 202/2025/QH15"),)


def divided(old: str, *parts: tuple[str, Fraction | None], basis: Basis = Basis.POPULATION) -> tuple[Share, ...]:
    return tuple(Share(old, new, part, basis if part is not None else Basis.NONE) for new, part in parts)


def ask(
    name: str,
    rows: Rows,
    *indicators: Indicator,
    eras: tuple[Era, ...] | None = None,
    parents: dict[str, str | None] = MAP,
    obliged: frozenset[str] = COMMUNES,
    reported: frozenset[State] = SAID,
) -> Answer:
    eras = eras or (Era(tuple(rows)),)
    periods = [period for era in eras for period in era.periods]
    query = Query(indicators, eras, parents, dict.fromkeys(periods, obliged), reported)
    tables = {
        period: table_of({(unit, one): said for unit, row in units.items() for one, said in row.items()})
        for period, units in rows.items()
    }
    return engine(name)(query, Memory(tables))


def values(answer: Answer, one: str) -> dict[str, Fraction | None]:
    return {unit: answer.total(unit, one).value for unit in answer.units}


def counts(answer: Answer, unit: str, one: str) -> tuple[int, int, int]:
    total = answer.total(unit, one)
    return total.reported, total.expected, total.zero_by_list


# Adding up, and how many have reported


def test_a_sum_at_every_level_with_its_counts(name: str) -> None:
    answer = ask(name, {"T9": {"Xã 1": {"dead": 3}, "Xã 3": {"dead": 4}}}, dead)
    assert values(answer, "dead") == {"Nước": 7, "An": 3, "Bình": 4, "Xã 1": 3, "Xã 2": None, "Xã 3": 4}
    assert counts(answer, "Nước", "dead") == (2, 3, 0)
    assert answer.total("Nước", "dead").method is Method.AS_IT_WAS
    assert answer.contributors("Nước", "dead") == (
        Contribution("Xã 1", "T9", "dead", Fraction(1), Fraction(3), State.REPORTED),
        Contribution("Xã 3", "T9", "dead", Fraction(1), Fraction(4), State.REPORTED),
    )


def test_each_state_counts_in_its_own_way(name: str) -> None:
    rows: Rows = {"T9": {"Xã 1": {"dead": NOTHING}, "Xã 2": {"dead": BY_LIST}, "Xã 3": {"dead": NOT_APPLICABLE}}}
    answer = ask(name, rows, dead)
    assert values(answer, "dead") == {"Nước": 0, "An": 0, "Bình": None, "Xã 1": 0, "Xã 2": 0, "Xã 3": None}
    assert counts(answer, "Nước", "dead") == (1, 2, 1)
    assert counts(answer, "Bình", "dead") == (0, 0, 0)


def test_nothing_to_report_is_a_sum_of_zero_but_no_mean(name: str) -> None:
    mean = indicator("mean", OverUnits.MEAN, OverTime.LAST)
    rows: Rows = {"T9": {"Xã 1": {"mean": 6, "dead": NOTHING}, "Xã 2": {"mean": NOTHING}}}
    answer = ask(name, rows, mean, dead)
    assert (answer.total("An", "mean").value, answer.total("Xã 2", "mean").value) == (6, None)
    assert answer.total("An", "dead").value == 0


def test_which_states_count_as_reported_is_part_of_the_question(name: str) -> None:
    rows: Rows = {"T9": {"Xã 1": {"dead": NOTHING}, "Xã 2": {"dead": BY_LIST}, "Xã 3": {"dead": 1}}}
    assert counts(ask(name, rows, dead, reported=frozenset({State.REPORTED})), "Nước", "dead") == (1, 3, 1)
    assert counts(ask(name, rows, dead, reported=SAID | {BY_LIST}), "Nước", "dead") == (3, 3, 0)


def test_a_unit_without_obligation_never_counts(name: str) -> None:
    """The province sends its own total too; only the communes are obliged, so nobody is counted twice."""
    rows: Rows = {"T9": {"An": {"dead": 5}, "Xã 1": {"dead": 3}, "Xã 2": {"dead": 2}}}
    assert values(ask(name, rows, dead), "dead")["Nước"] == 5
    by_province = ask(name, rows, dead, obliged=frozenset({"An", "Bình"}))
    assert values(by_province, "dead")["Nước"] == 5
    assert counts(by_province, "Nước", "dead") == (1, 2, 0)


def test_no_returns_at_all(name: str) -> None:
    answer = ask(name, {"T9": {}}, dead)
    assert set(values(answer, "dead").values()) == {None}
    assert counts(answer, "Nước", "dead") == (0, 3, 0)
    assert answer.contributors("Nước", "dead") == ()


# Operators


@pytest.mark.parametrize(
    ("over_units", "province", "commune"),
    [
        (OverUnits.SUM, Fraction(13), Fraction(3)),
        (OverUnits.MAX, Fraction(10), Fraction(3)),
        (OverUnits.MIN, Fraction(3), Fraction(3)),
        (OverUnits.MEAN, Fraction(13, 2), Fraction(3)),
        (OverUnits.WEIGHTED_MEAN, Fraction(3 * 100 + 10 * 300, 400), Fraction(3)),
        (OverUnits.NONE, None, Fraction(3)),
    ],
)
def test_over_units(name: str, over_units: OverUnits, province: Fraction | None, commune: Fraction) -> None:
    people = indicator("people", OverUnits.SUM, OverTime.LAST)
    one = indicator("rain", over_units, OverTime.LAST, weight="people")
    rows: Rows = {"T9": {"Xã 1": {"rain": 3, "people": 100}, "Xã 2": {"rain": 10, "people": 300}}}
    answer = ask(name, rows, one, people)
    assert (answer.total("An", "rain").value, answer.total("Xã 1", "rain").value) == (province, commune)


@pytest.mark.parametrize(
    ("over_time", "commune"),
    [
        (OverTime.SUM, Fraction(9)),
        (OverTime.LAST, Fraction(2)),
        (OverTime.MEAN, Fraction(9, 2)),
        (OverTime.MAX, Fraction(7)),
        (OverTime.MIN, Fraction(2)),
        (OverTime.NONE, None),
    ],
)
def test_over_time(name: str, over_time: OverTime, commune: Fraction | None) -> None:
    one = indicator("cases", OverUnits.SUM, over_time)
    rows: Rows = {"T7": {"Xã 1": {"cases": 7}}, "T8": {"Xã 1": {"cases": 2}}, "T9": {}}
    assert ask(name, rows, one).total("Xã 1", "cases").value == commune


def test_time_goes_before_units(name: str) -> None:
    """The largest of the communes' yearly sums is 9 + 1, not the sum of each month's largest, 9 + 8."""
    one = indicator("rain", OverUnits.MAX, OverTime.SUM)
    rows: Rows = {"T7": {"Xã 1": {"rain": 9}, "Xã 2": {"rain": 1}}, "T8": {"Xã 1": {"rain": 1}, "Xã 2": {"rain": 8}}}
    assert ask(name, rows, one).total("An", "rain").value == 10


def test_a_sum_over_months_is_complete_only_when_every_month_is_there(name: str) -> None:
    rows: Rows = {"T7": {"Xã 1": {"dead": 1, "missing": 5}}, "T8": {"Xã 2": {"dead": 1}}}
    answer = ask(name, rows, dead, missing)
    assert counts(answer, "An", "dead") == (0, 2, 0)
    assert counts(answer, "An", "missing") == (1, 2, 0)  # the last state is known, from July


# Formulas


def test_a_ratio_is_recomputed_from_its_parts_never_averaged(name: str) -> None:
    poor, homes = indicator("poor", OverUnits.SUM, OverTime.LAST), indicator("homes", OverUnits.SUM, OverTime.LAST)
    rate = indicator("rate", OverUnits.MEAN, OverTime.LAST, formula="poor ÷ homes × 100")
    rows: Rows = {
        "T9": {"Xã 1": {"poor": 1, "homes": 10}, "Xã 2": {"poor": 90, "homes": 100}, "Xã 3": {"homes": 0, "poor": 0}}
    }
    answer = ask(name, rows, poor, homes, rate)
    assert values(answer, "rate") == {
        "Nước": Fraction(9100, 110), "An": Fraction(9100, 110), "Bình": None,
        "Xã 1": 10, "Xã 2": 90, "Xã 3": None,
    }  # fmt: skip
    assert [c.indicator for c in answer.contributors("Xã 1", "rate")] == ["poor", "homes"]


def test_a_formula_summed_over_units_takes_what_was_printed_first(name: str) -> None:
    """Xã 1 prints 10 and no parts; Xã 2 prints parts only; Xã 3 prints a sum that is not that of its parts."""
    both = indicator("dead_missing", OverUnits.SUM, OverTime.LAST, formula="dead + missing")
    rows: Rows = {
        "T9": {
            "Xã 1": {"dead_missing": 10},
            "Xã 2": {"dead": 3, "missing": 4},
            "Xã 3": {"dead": 1, "missing": 1, "dead_missing": 5},
        }
    }
    answer = ask(name, rows, dead, missing, both)
    assert values(answer, "dead_missing") == {"Nước": 22, "An": 17, "Bình": 5, "Xã 1": 10, "Xã 2": 7, "Xã 3": 5}
    assert values(answer, "dead")["Nước"] == 4
    assert counts(answer, "Nước", "dead_missing") == (3, 3, 0)


def test_a_part_that_nobody_gave_leaves_the_formula_unknown(name: str) -> None:
    both = indicator("both", OverUnits.SUM, OverTime.LAST, formula="dead + missing")
    rows: Rows = {
        "T9": {
            "Xã 1": {"dead": 3},
            "Xã 2": {"dead": 3, "missing": NOTHING},
            "Xã 3": {"dead": BY_LIST, "missing": BY_LIST},
        }
    }
    answer = ask(name, rows, dead, missing, both)
    assert values(answer, "both") == {"Nước": 3, "An": 3, "Bình": 0, "Xã 1": None, "Xã 2": 3, "Xã 3": 0}
    assert counts(answer, "Nước", "both") == (1, 3, 1)


# Units that changed


def test_units_that_merged_are_added_where_they_went(name: str) -> None:
    """Before: Xã cũ A, Xã cũ B. Since July they are Xã 1."""
    era = Era(("T6",), {"cũ A": whole("cũ A", "Xã 1"), "cũ B": whole("cũ B", "Xã 1")})
    rows: Rows = {"T6": {"cũ A": {"dead": 2}, "Xã 2": {"dead": 1}}}
    answer = ask(name, rows, dead, eras=(era,), obliged=frozenset({"cũ A", "cũ B", "Xã 2"}))
    assert values(answer, "dead") == {"Nước": 3, "An": 3, "Bình": None, "Xã 1": 2, "Xã 2": 1, "Xã 3": None}
    assert counts(answer, "An", "dead") == (2, 2, 0)  # Xã 1 has reported if one of its parts did
    total = answer.total("Xã 1", "dead")
    assert (total.method, total.bases) == (Method.SUM, (Basis.WHOLE,))
    assert answer.total("Xã 2", "dead").method is Method.AS_IT_WAS


def test_a_former_district_counts_at_its_province(name: str) -> None:
    era = Era(("T6",), {"huyện X": (Share("huyện X", "An", Fraction(1), Basis.FORMER_UNIT),)})
    answer = ask(name, {"T6": {"huyện X": {"dead": 4}}}, dead, eras=(era,), obliged=frozenset({"huyện X"}))
    assert (answer.total("An", "dead").value, answer.total("Xã 1", "dead").value) == (4, None)
    assert answer.total("Nước", "dead").bases == (Basis.FORMER_UNIT,)


def test_a_divided_unit_with_a_stated_basis(name: str) -> None:
    """A third of Xã cũ went to Xã 2, the rest to Xã 3: kept as it falls, rounded only for print."""
    shares = divided("cũ", ("Xã 2", Fraction(1, 3)), ("Xã 3", Fraction(2, 3)))
    answer = ask(
        name, {"T6": {"cũ": {"dead": 10}}}, dead, eras=(Era(("T6",), {"cũ": shares}),), obliged=frozenset({"cũ"})
    )
    assert values(answer, "dead") == {
        "Nước": 10, "An": Fraction(10, 3), "Bình": Fraction(20, 3),
        "Xã 1": None, "Xã 2": Fraction(10, 3), "Xã 3": Fraction(20, 3),
    }  # fmt: skip
    assert (answer.total("An", "dead").method, answer.total("An", "dead").bases) == (Method.SHARE, (Basis.POPULATION,))
    assert answer.total("Nước", "dead").method is Method.SUM
    assert answer.contributors("An", "dead")[0].fraction == Fraction(1, 3)


def test_a_divided_unit_without_basis_is_not_comparable_below_and_whole_above(name: str) -> None:
    """Nobody has said how much of Xã cũ went to Xã 1 and to Xã 2; all of it is in the province of An."""
    shares = divided("cũ", ("Xã 1", None), ("Xã 2", None))
    rows: Rows = {"T6": {"cũ": {"dead": 10, "missing": 0}, "Xã 1": {"dead": 1}}}
    eras = (Era(("T6",), {"cũ": shares}),)
    answer = ask(name, rows, dead, missing, eras=eras, obliged=frozenset({"cũ", "Xã 1"}))
    assert values(answer, "dead") == {"Nước": 11, "An": 11, "Bình": None, "Xã 1": None, "Xã 2": None, "Xã 3": None}
    assert answer.total("Xã 2", "dead").method is Method.NOT_COMPARABLE
    assert answer.total("Xã 2", "missing").value == 0  # nothing, however it is divided, is nothing


def test_divided_over_two_provinces_only_the_country_is_comparable(name: str) -> None:
    shares = divided("cũ", ("Xã 2", None), ("Xã 3", None))
    answer = ask(
        name, {"T6": {"cũ": {"dead": 10}}}, dead, eras=(Era(("T6",), {"cũ": shares}),), obliged=frozenset({"cũ"})
    )
    assert [answer.total(unit, "dead").value for unit in ("Nước", "An", "Bình")] == [10, None, None]


def test_a_maximum_is_not_divided_by_population(name: str) -> None:
    """A share says how many people moved, not where the wind blew hardest."""
    wind = indicator("wind", OverUnits.MAX, OverTime.MAX)
    shares = divided("cũ", ("Xã 1", Fraction(1, 3)), ("Xã 2", Fraction(2, 3)))
    answer = ask(
        name, {"T6": {"cũ": {"wind": 12}}}, wind, eras=(Era(("T6",), {"cũ": shares}),), obliged=frozenset({"cũ"})
    )
    assert values(answer, "wind") == {"Nước": 12, "An": 12, "Bình": None, "Xã 1": None, "Xã 2": None, "Xã 3": None}
    assert answer.total("Xã 1", "wind").method is Method.NOT_COMPARABLE


def test_a_unit_without_a_place_on_the_map_is_named(name: str) -> None:
    answer = ask(name, {"T6": {"cũ": {"dead": 3}, "Xã 1": {"dead": 1}}}, dead, obliged=frozenset({"cũ", "Xã 1"}))
    assert (answer.unplaced, answer.total("Nước", "dead").value) == (("cũ",), 1)
    assert counts(answer, "Nước", "dead") == (1, 1, 0)


REFORM = (Era(("T5", "T6"), {"cũ A": whole("cũ A", "Xã 1"), "cũ B": whole("cũ B", "Xã 1")}), Era(("T7",)))
OVER_REFORM = frozenset({"cũ A", "cũ B", "Xã 1"})


@pytest.mark.parametrize(
    ("over_time", "value"),
    [
        (OverTime.SUM, Fraction(10 + 20 + 12 + 20 + 33)),
        (OverTime.LAST, Fraction(33)),  # the stock after the reform, not added to those before it
        (OverTime.MEAN, Fraction((10 + 20) + (12 + 20) + 33, 3)),
        (OverTime.MAX, Fraction(33)),
        (OverTime.MIN, Fraction(10 + 20)),
    ],
)
def test_a_span_with_a_merger_inside(name: str, over_time: OverTime, value: Fraction) -> None:
    """May and June by the old communes, July by the new one: a place counts once in each month."""
    one = indicator("herd", OverUnits.SUM, over_time)
    rows: Rows = {
        "T5": {"cũ A": {"herd": 10}, "cũ B": {"herd": 20}},
        "T6": {"cũ A": {"herd": 12}, "cũ B": {"herd": 20}},
        "T7": {"Xã 1": {"herd": 33}},
    }
    answer = ask(name, rows, one, eras=REFORM, obliged=OVER_REFORM)
    assert answer.total("Xã 1", "herd").value == value
    assert answer.total("Nước", "herd").value == value


def test_the_last_stock_is_looked_for_before_the_reform_where_nothing_came_after(name: str) -> None:
    rows: Rows = {"T5": {"cũ A": {"missing": 4}, "cũ B": {"missing": 1}}, "T6": {"cũ A": {"missing": 3}}, "T7": {}}
    answer = ask(name, rows, missing, eras=REFORM, obliged=OVER_REFORM)
    assert answer.total("Xã 1", "missing").value == 4
    assert [(c.unit, c.period) for c in answer.contributors("Xã 1", "missing")] == [("cũ B", "T5"), ("cũ A", "T6")]


def test_a_unit_that_took_in_another_is_two_units_in_time(name: str) -> None:
    """Xã 1 keeps its key and takes in Xã cũ in July: its last stock already has Xã cũ's in it."""
    eras = (Era(("T6",), {"cũ": whole("cũ", "Xã 1")}), Era(("T7",)))
    rows: Rows = {"T6": {"Xã 1": {"missing": 5}, "cũ": {"missing": 2}}, "T7": {"Xã 1": {"missing": 6}}}
    answer = ask(name, rows, missing, eras=eras, obliged=frozenset({"cũ", "Xã 1"}))
    assert answer.total("Xã 1", "missing").value == 6


def test_a_mean_over_units_across_a_reform_is_not_comparable(name: str) -> None:
    mean = indicator("mean", OverUnits.MEAN, OverTime.MEAN)
    rows: Rows = {"T5": {"cũ A": {"mean": 4}}, "T7": {"Xã 1": {"mean": 6}}}
    total = ask(name, rows, mean, eras=REFORM, obliged=OVER_REFORM).total("Xã 1", "mean")
    assert (total.value, total.method) == (None, Method.NOT_COMPARABLE)


# Exactness


def test_decimals_are_exact(name: str) -> None:
    area = indicator("area", OverUnits.SUM, OverTime.LAST, 3)
    answer = ask(name, {"T9": {"Xã 1": {"area": 1}, "Xã 2": {"area": 10**18}}}, area)
    assert answer.total("An", "area").value == Fraction(Decimal("1000000000000000.001"))


@pytest.mark.parametrize("where", ["over units", "over time", "a value"])
def test_a_sum_beyond_64_bits_is_refused(name: str, where: str) -> None:
    half = 2**62
    rows: dict[str, Rows] = {
        "over units": {"T8": {"Xã 1": {"dead": half}, "Xã 2": {"dead": half}}},
        "over time": {"T8": {"Xã 1": {"dead": half}}, "T9": {"Xã 1": {"dead": half}}},
        "a value": {"T8": {"Xã 1": {"dead": 2 * half}}},
    }
    with pytest.raises(ExactRangeExceeded, match=r"'dead'.*more than 64 bits hold exactly; it is refused, not rounded"):
        ask(name, rows[where], dead)


def test_the_largest_exact_sum(name: str) -> None:
    rows: Rows = {"T8": {"Xã 1": {"dead": 2**62}, "Xã 2": {"dead": 2**62 - 1}}}
    assert ask(name, rows, dead).total("Nước", "dead").value == 2**63 - 1


def test_an_unknown_unit_or_indicator(name: str) -> None:
    answer = ask(name, {"T9": {}}, dead)
    with pytest.raises(KeyError, match="no unit 'Xã 9' on the chosen map"):
        answer.total("Xã 9", "dead")
    with pytest.raises(KeyError, match="no indicator 'injured' in the query"):
        answer.contributors("An", "injured")


def test_engines_by_name() -> None:
    with pytest.raises(KeyError, match="no engine 'abacus'; there are matrix, reference"):
        engine("abacus")
