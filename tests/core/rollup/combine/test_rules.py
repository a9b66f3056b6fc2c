"""Rules 1 to 4 of combination, each as a table of rows and the figures that they give."""

from __future__ import annotations

from datetime import date

from tests.core.rollup.combine.cases import ask, case, figure, notes, parts, values
from tongket.core.rollup.figures import NoteKind

OLD_MAP, NEW_MAP = date(2024, 9, 1), date(2025, 7, 1)


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
    assert notes(found.notes, NoteKind.CONTRADICTION) == [("Lào Cai", (19, 38)), ("Yên Bái", (0, 7))]
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
    assert notes(first.notes, NoteKind.OUTSIDE) == [("Quân khu hai", (1,))]
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
    assert notes(found.notes, NoteKind.UNSPLIT) == [("Lào Cai", (6,)), ("Yên Bái", (1,))]


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
    assert notes(found.notes, NoteKind.SET_ASIDE) == [("Lào Cai", (4,))]


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
