"""Rules 5 to 9 of combination, maps, the report before and decimals, each as a table of rows and their figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.core.rollup.combine.cases import case, figure, notes, parts, values
from tongket.core.rollup.figures import NoteKind

OLD_MAP, NEW_MAP = date(2024, 9, 1), date(2025, 7, 1)


# Rule 5: own value or children.
def test_an_own_value_however_old_beats_its_children_however_new() -> None:
    """The difference is told."""
    yagi = case("""
        09-08 | Lào Cai | injured | 5 | partial
        09-10 | Bảo Yên | injured | 9 | partial
    """)
    found = figure(yagi, "09-10", "injured")
    assert found.value == 5
    assert notes(found.notes, NoteKind.CHILDREN_DIFFER) == [("Lào Cai", (5, 9))]
    assert values(yagi, "09-10", "Bảo Yên") == {"injured": 9}


def test_districts_count_where_the_province_has_no_value_and_communes_where_no_district_has() -> None:
    """Phúc Khánh's 2 are left out: a district of its province has spoken. Việt Thành's 4 count."""
    yagi = case("""
        09-10 | Bắc Hà     | injured | 9 | partial
        09-10 | Phúc Khánh | injured | 2 | partial
        09-10 | Việt Thành | injured | 4 | partial
    """)
    found = figure(yagi, "09-10", "injured")
    assert parts(found) == {"Bắc Hà": (9, "reported", "Lào Cai"), "Việt Thành": (4, "reported", "Yên Bái")}
    assert (found.value, found.units_reported) == (13, 2)
    assert notes(found.notes, NoteKind.FROM_CHILDREN) == [("Lào Cai", (9,)), ("Yên Bái", (4,))]


def test_of_the_three_any_own_value_shuts_the_children_out() -> None:
    """Lào Cai has said its dead: the missing of its districts do not count."""
    yagi = case("""
        09-10 | Lào Cai | dead    | 5 | partial
        09-10 | Bảo Yên | missing | 9 | partial
    """)
    assert values(yagi, "09-10") == {"dead": 5, "dead_missing": 5}


def test_communes_of_two_maps_count_together() -> None:
    """Phúc Khánh's new row replaces the old one, Việt Thành keeps its own; nothing is lost and nothing twice."""
    yagi = case("""
        09-10      | Phúc Khánh     | injured | 2 | partial
        09-10      | Việt Thành     | injured | 4 | partial
        2025-09-07 | Phúc Khánh mới | injured | 3 | partial
    """)
    assert values(yagi, "2025-09-07") == {"injured": 7}
    assert values(yagi, "2025-09-07", on_map="as-it-was") == {"injured": 7}
    assert values(yagi, "2025-09-07", "Lào Cai mới") == {"injured": 7}


def test_communes_count_where_a_commune_of_both_maps_spoke_of_something_else_before() -> None:
    """What Việt Thành said of the missing in 2024 does not hide what its neighbour says of the injured in 2025."""
    yagi = case("""
        09-08 10:00 | Việt Thành | missing | 2 | complete
        2025-07-02  | Cốc Lầu    | injured | 6 | complete
    """)
    assert values(yagi, "2025-07-02")["injured"] == 6


# Rule 6: several rows of one unit, moment and indicator.
def test_complete_then_exact_then_the_earlier_row_is_taken() -> None:
    """The others are shown."""
    yagi = case("""
        09-10 | Lào Cai  | injured | 1 | partial  | about
        09-10 | Lào Cai  | injured | 2 | partial  | exact
        09-10 | Lào Cai  | injured | 3 | single   | exact
        09-10 | Việt Nam | injured | 8 | total    | about
        09-10 | Việt Nam | injured | 9 | total    | exact
    """)
    found = figure(yagi, "09-10", "injured")
    assert found.value == 2
    assert notes(found.notes, NoteKind.CONTRADICTION) == [("Lào Cai", (2, 3, 1))]
    assert found.published is not None
    assert (found.published.value, found.difference) == (9, -7)
    assert [(p.value, p.reading) for p in found.published_all] == [(9, "exact"), (8, "about")]


# Rules 7, 8, 9: what never enters a total.
def test_without_a_row_below_the_country_only_the_published_total_stands() -> None:
    """The value is unknown, not zero."""
    found = figure(case("09-10 | Việt Nam | injured | 8 | total"), "09-10", "injured")
    assert (found.value, found.difference) == (None, None)
    assert found.published is not None
    assert found.published.value == 8


def test_one_day_figures_and_the_dead_injured_and_missing_enter_no_total() -> None:
    """Neither counts; a one-day figure does not replace an older one either."""
    yagi = case("""
        09-09 | Lào Cai | injured              | 5   | partial
        09-10 | Lào Cai | injured              | 2   | partial | flow_one_day
        09-10 | Lào Cai | dead_injured_missing | 252 | single
    """)
    assert values(yagi, "09-10") == {"injured": 5}


def test_country_rows_are_never_summed() -> None:
    """The total is that of the provinces."""
    yagi = case("""
        09-10 | Việt Nam | injured | 100 | complete
        09-10 | Lào Cai  | injured | 5   | partial
    """)
    assert values(yagi, "09-10") == {"injured": 5}


# Maps, the report before, decimals.
def test_on_the_map_after_the_merger_the_country_is_unchanged_and_parts_stand_under_the_new_province() -> None:
    """Yên Bái's 40 dead under Lào Cai."""
    yagi = case("""
        09-10 | Lào Cai | dead | 50 | complete
        09-10 | Yên Bái | dead | 40 | complete
    """)
    found = figure(yagi, "09-10", "dead", on_map=NEW_MAP)
    assert found.value == 90
    assert parts(found) == {
        "Lào Cai": (50, "reported", "Lào Cai mới"),
        "Yên Bái": (40, "reported", "Lào Cai mới"),
        "Cao Bằng": (0, "zero_by_list", "Cao Bằng"),
    }
    assert (found.units_reported, found.units_zero_by_list, found.units_expected) == (1, 1, 2)
    assert values(yagi, "09-10", "Lào Cai mới", NEW_MAP)["dead"] == 90


def test_a_merged_unit_is_not_comparable_on_the_map_before() -> None:
    """Nobody has said how much of it is old Yên Bái; the country keeps it."""
    yagi = case("2025-09-07 | Lào Cai mới | injured | 95 | single")
    assert values(yagi, "2025-09-07", "Yên Bái", OLD_MAP) == {}
    assert values(yagi, "2025-09-07", on_map=OLD_MAP) == {"injured": 95}


def test_a_divided_commune_counts_at_the_first_unit_above_all_its_parts() -> None:
    """At Tả Chải it is unknown, at the province it is there."""
    yagi = case("09-10 | Na Hối | injured | 10 | partial")
    assert values(yagi, "09-10", "Tả Chải", NEW_MAP) == {}
    found = figure(yagi, "09-10", "injured", "Tả Chải", NEW_MAP)
    assert notes(found.notes, NoteKind.NOT_COMPARABLE) == [("Na Hối", (10,))]
    assert values(yagi, "09-10", "Lào Cai mới", NEW_MAP) == {"injured": 10}


def test_the_report_before_is_the_newest_earlier_moment_with_any_row_of_the_indicator() -> None:
    """A country row counts as a row; for the sum, rows of its parts do."""
    yagi = case("""
        09-08 | Lào Cai  | dead    | 3  | partial
        09-09 | Việt Nam | dead    | 10 | total
        09-10 | Lào Cai  | dead    | 5  | partial
        09-10 | Việt Nam | dead    | 12 | total
    """)
    found = figure(yagi, "09-10", "dead")
    assert (found.previous_as_of, found.previous, found.change) == ("2024-09-09", 3, 2)
    assert found.previous_published is not None
    assert (found.previous_published.value, found.change_published) == (10, 2)
    assert figure(yagi, "09-10", "dead_missing").previous_as_of == "2024-09-09"
    assert figure(yagi, "09-10", "injured").previous_as_of is None


def test_decimals_are_kept() -> None:
    """0.1 + 0.2 hectares are 0.3."""
    yagi = case("""
        09-10 | Lào Cai | rice | 0.1 | partial
        09-10 | Yên Bái | rice | 0.2 | partial
    """)
    assert values(yagi, "09-10") == {"rice": Decimal("0.3")}
