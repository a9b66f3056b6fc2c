"""The nine rules of combination, each as a table of rows and the figures that they give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.core.rollup.combine.cases import ask, case, figure, parts, values
from tongket.core.rollup.figures import Note, NoteKind

OLD_MAP, NEW_MAP = date(2024, 9, 1), date(2025, 7, 1)


def _notes(found: tuple[Note, ...], kind: str) -> list[tuple[str, tuple[Decimal, ...]]]:
    return [(note.unit, note.values) for note in found if note.kind == kind]


def test_before_the_first_row_everything_is_unknown() -> None:
    """No value, no report before, nobody reported."""
    yagi = case("09-08 10:00 | Lào Cai | dead | 3 | complete")
    found = ask(yagi, "09-08 09:00")
    assert [f.value for f in found.figures] == [None] * 6
    assert [f.previous_as_of for f in found.figures] == [None] * 6
    assert [(f.units_reported, f.units_zero_by_list, f.units_expected) for f in found.figures] == [(0, 0, 3)] * 6


# Rule 1: complete lists.
def test_a_unit_that_a_complete_list_leaves_out_is_zero() -> None:
    """Yên Bái said 2 before; the list of 18:00 has only Lào Cai."""
    yagi = case("""
        09-08 10:00 | Yên Bái | injured | 2 | partial
        09-08 18:00 | Lào Cai | injured | 5 | complete
    """)
    found = figure(yagi, "09-08 18:00", "injured")
    assert found.value == 5
    assert parts(found) == {
        "Lào Cai": (5, "reported", "Lào Cai"),
        "Cao Bằng": (0, "zero_by_list", "Cao Bằng"),
        "Yên Bái": (0, "zero_by_list", "Yên Bái"),
    }
    assert (found.units_reported, found.units_zero_by_list, found.units_expected) == (1, 2, 3)


def test_rows_beside_a_complete_list_are_contradictions() -> None:
    """Of the indicators that the list covers only its rows count; other indicators are untouched."""
    yagi = case("""
        09-10 | Lào Cai | injured | 38 | partial
        09-10 | Yên Bái | injured | 7  | partial
        09-10 | Yên Bái | rice    | 12 | partial
        09-10 | Lào Cai | injured | 19 | complete
    """)
    found = figure(yagi, "09-10", "injured")
    assert found.value == 19
    assert _notes(found.notes, NoteKind.CONTRADICTION) == [("Lào Cai", (19, 38)), ("Yên Bái", (0, 7))]
    assert values(yagi, "09-10")["rice"] == 12


def test_a_list_of_districts_speaks_for_the_districts_of_its_province_only() -> None:
    """Bắc Hà of Lào Cai is zero by the list, Trấn Yên of Yên Bái keeps what it said."""
    yagi = case("""
        09-08 10:00 | Bắc Hà   | injured | 4 | partial
        09-08 10:00 | Trấn Yên | injured | 3 | partial
        09-09       | Bảo Yên  | injured | 6 | complete
    """)
    assert values(yagi, "09-09", "Lào Cai") == {"injured": 6}
    assert values(yagi, "09-09", "Yên Bái") == {"injured": 3}
    assert values(yagi, "09-09") == {"injured": 9}


def test_a_body_outside_the_tree_is_counted_in_its_list_and_shown_apart() -> None:
    """It is no unit of the map: not expected, not reported; the next complete list makes it zero."""
    yagi = case("""
        09-08 10:00 | Lào Cai      | dead | 3 | complete
        09-08 10:00 | Quân khu hai | dead | 1 | complete
        09-08 14:00 | Lào Cai      | dead | 4 | complete
    """)
    first, second = figure(yagi, "09-08 10:00", "dead"), figure(yagi, "09-08 14:00", "dead")
    assert (first.value, second.value) == (4, 4)
    assert parts(first)["Quân khu hai"] == (1, "reported", None)
    assert parts(second)["Quân khu hai"] == (0, "zero_by_list", None)
    assert (first.units_reported, first.units_zero_by_list) == (1, 2)
    assert _notes(first.notes, NoteKind.OUTSIDE) == [("Quân khu hai", (1,))]
    for on_map in (OLD_MAP, NEW_MAP, "as-it-was"):
        assert parts(figure(yagi, "09-08 10:00", "dead", on_map=on_map))["Quân khu hai"] == (1, "reported", None)


def test_a_body_in_the_list_of_a_province_counts_only_where_the_province_has_no_value() -> None:
    """It stands beside the districts, and a unit's own value beats the sum of what is below it."""
    below = case("""
        09-08 10:00 | Bảo Yên                | dead | 3 | complete
        09-08 10:00 | Quân khu hai < Lào Cai | dead | 1 | complete
    """)
    assert values(below, "09-08 10:00", "Lào Cai") == {"dead": 4, "dead_missing": 4}
    own = case("""
        09-08 10:00 | Quân khu hai < Lào Cai | dead | 1 | complete
        09-08 10:00 | Lào Cai                | dead | 3 | partial
    """)
    assert values(own, "09-08 10:00") == {"dead": 3, "dead_missing": 3}


# Rule 2: time.
def test_the_later_moment_wins_and_a_bare_date_is_the_end_of_its_day() -> None:
    """The row of "09-09" is newer than that of 22:00 and older than the next morning's."""
    yagi = case("""
        09-10 06:00 | Lào Cai | injured | 9 | partial
        09-09       | Lào Cai | injured | 7 | partial
        09-09 22:00 | Lào Cai | injured | 5 | partial
    """)
    assert [values(yagi, at)["injured"] for at in ("09-09 22:00", "09-09", "09-10 05:00", "09-10 06:00")] == [
        5,
        7,
        7,
        9,
    ]


def test_later_rows_override_single_units_of_a_list() -> None:
    """A list, then one unit's newer figure: the others keep theirs."""
    yagi = case("""
        09-09 | Lào Cai | injured | 5 | complete
        09-09 | Yên Bái | injured | 2 | complete
        09-10 | Yên Bái | injured | 3 | single
    """)
    assert values(yagi, "09-10") == {"injured": 8}


def test_a_row_of_a_merged_unit_replaces_its_predecessors() -> None:
    """Lào Cai 50 and Yên Bái 40 are gone when the merged province says 95; other indicators stay theirs."""
    yagi = case("""
        09-10      | Lào Cai     | dead    | 50 | complete
        09-10      | Yên Bái     | dead    | 40 | complete
        09-10      | Lào Cai     | injured | 7  | partial
        2025-09-07 | Lào Cai mới | dead    | 95 | single
    """)
    assert values(yagi, "2025-09-06") == {"dead": 90, "dead_missing": 90, "injured": 7}
    assert values(yagi, "2025-09-07") == {"dead": 95, "dead_missing": 95, "injured": 7}
    assert parts(figure(yagi, "2025-09-07", "injured")) == {"Lào Cai": (7, "reported", "Lào Cai mới")}


def test_a_complete_list_after_a_reform_gives_its_own_sum() -> None:
    """Na Hối was divided: nobody knows how, and the list of the new communes replaces it."""
    yagi = case("""
        09-10      | Na Hối   | injured | 10 | complete
        2025-09-07 | Tả Chải  | injured | 4  | complete
    """)
    assert values(yagi, "2025-09-06", "Lào Cai mới") == {"injured": 10}
    assert values(yagi, "2025-09-07", "Lào Cai mới") == {"injured": 4}


# Rule 3: dead, missing and their sum.
def test_a_sum_alone_leaves_its_parts_unknown() -> None:
    """As in the morning of 9 September: the sum is known, the dead and the missing are not."""
    yagi = case("""
        09-09 06:00 | Lào Cai | dead_missing | 6 | complete
        09-09 06:00 | Yên Bái | dead_missing | 1 | complete
    """)
    assert values(yagi, "09-09 06:00") == {"dead_missing": 7}
    found = figure(yagi, "09-09 06:00", "dead_missing")
    assert found.unsplit == 7
    assert _notes(found.notes, NoteKind.UNSPLIT) == [("Lào Cai", (6,)), ("Yên Bái", (1,))]


def test_a_total_adds_the_known_parts_beside_an_unsplit_sum() -> None:
    """As in the evening of that day: Yên Bái is not split, Lào Cai is."""
    yagi = case("""
        09-09 18:00 | Yên Bái | dead_missing | 1  | complete
        09-09 18:00 | Lào Cai | dead_missing | 24 | complete
        09-09 18:00 | Lào Cai | dead         | 18 | complete
        09-09 18:00 | Lào Cai | missing      | 6  | complete
    """)
    assert values(yagi, "09-09 18:00") == {"dead": 18, "missing": 6, "dead_missing": 25}
    assert figure(yagi, "09-09 18:00", "dead_missing").unsplit == 1


def test_one_part_alone_in_a_list_of_all_three_means_that_the_other_is_zero() -> None:
    """Yên Bái's list says 9 missing before; now it prints its dead only, in a list with both parts."""
    yagi = case("""
        09-09 | Yên Bái | missing | 9  | partial
        09-10 | Yên Bái | dead    | 3  | complete
        09-10 | Lào Cai | missing | 11 | complete
    """)
    assert values(yagi, "09-10") == {"dead": 3, "missing": 11, "dead_missing": 14}
    assert parts(figure(yagi, "09-10", "missing"))["Yên Bái"] == (0, "zero_by_list", "Yên Bái")


def test_one_part_alone_elsewhere_keeps_the_last_value_of_the_other() -> None:
    """Also where a list of the dead only leaves the unit out; a part never said stays unknown."""
    yagi = case("""
        09-08 | Yên Bái | missing | 9 | partial
        09-09 | Yên Bái | dead    | 3 | partial
        09-10 | Lào Cai | dead    | 5 | complete
    """)
    assert values(yagi, "09-08") == {"missing": 9, "dead_missing": 9}
    assert values(yagi, "09-09") == {"dead": 3, "missing": 9, "dead_missing": 12}
    assert values(yagi, "09-10") == {"dead": 5, "missing": 9, "dead_missing": 14}
    assert values(yagi, "09-10", "Lào Cai") == {"dead": 5, "dead_missing": 5}


def test_a_part_after_an_unsplit_sum_does_not_bring_back_older_parts() -> None:
    """All three were replaced by the sum: of the missing nothing is known any more."""
    yagi = case("""
        09-08 | Yên Bái | missing      | 9  | partial
        09-09 | Yên Bái | dead_missing | 12 | partial
        09-10 | Yên Bái | dead         | 4  | partial
    """)
    assert values(yagi, "09-09") == {"dead_missing": 12}
    assert values(yagi, "09-10") == {"dead": 4, "dead_missing": 4}


def test_the_sum_is_added_over_units_and_never_computed_from_the_totals_of_its_parts() -> None:
    """8 dead and 5 missing, but a sum of 20."""
    yagi = case("""
        09-09 | Lào Cai | dead         | 8  | partial
        09-09 | Lào Cai | missing      | 5  | partial
        09-09 | Yên Bái | dead_missing | 7  | partial
    """)
    assert values(yagi, "09-09") == {"dead": 8, "missing": 5, "dead_missing": 20}


def test_a_part_printed_beside_a_list_that_gives_the_sum_only_is_set_aside_and_told() -> None:
    """The list covers all three, so the 4 dead of another page do not count."""
    yagi = case("""
        09-09 06:00 | Lào Cai | dead_missing | 6 | complete
        09-09 06:00 | Lào Cai | dead         | 4 | partial
    """)
    found = figure(yagi, "09-09 06:00", "dead")
    assert found.value is None
    assert _notes(found.notes, NoteKind.SET_ASIDE) == [("Lào Cai", (4,))]


# Rule 4: what a list covers.
def test_a_list_covers_what_it_prints() -> None:
    """A list of the dead says nothing of the injured."""
    yagi = case("""
        09-08 | Yên Bái | injured | 9 | partial
        09-09 | Lào Cai | dead    | 3 | complete
    """)
    assert values(yagi, "09-09") == {"dead": 3, "dead_missing": 3, "injured": 9}


def test_a_list_with_one_sum_covers_all_three() -> None:
    """Cao Bằng had 2 missing; a list that prints a sum for Lào Cai makes it zero in all three."""
    yagi = case("""
        09-08 | Cao Bằng | missing      | 2 | partial
        09-09 | Lào Cai  | dead_missing | 6 | complete
        09-09 | Yên Bái  | dead         | 3 | complete
    """)
    assert values(yagi, "09-09") == {"dead": 3, "dead_missing": 9}
    assert values(yagi, "09-09", "Cao Bằng") == {"dead": 0, "missing": 0, "dead_missing": 0}


# Rule 5: own value or children.
def test_an_own_value_however_old_beats_its_children_however_new() -> None:
    """The difference is told."""
    yagi = case("""
        09-08 | Lào Cai | injured | 5 | partial
        09-10 | Bảo Yên | injured | 9 | partial
    """)
    found = figure(yagi, "09-10", "injured")
    assert found.value == 5
    assert _notes(found.notes, NoteKind.CHILDREN_DIFFER) == [("Lào Cai", (5, 9))]
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
    assert _notes(found.notes, NoteKind.FROM_CHILDREN) == [("Lào Cai", (9,)), ("Yên Bái", (4,))]


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
    assert _notes(found.notes, NoteKind.CONTRADICTION) == [("Lào Cai", (2, 3, 1))]
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
    assert _notes(found.notes, NoteKind.NOT_COMPARABLE) == [("Na Hối", (10,))]
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
