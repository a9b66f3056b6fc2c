"""The map of a day, and what becomes of a figure when units merge, end or are divided."""

from datetime import date
from fractions import Fraction

import pytest

from tests.core.units.small import ACT, BEFORE, REFORM, SUCCESSIONS, TREE, UNITS, part
from tongket.core.units.model import Basis, Edge, Share, Succession, Unit
from tongket.core.units.tree import Tree, recast, shares


def names(units):
    return [unit.full_name for unit in units]


def test_the_map_of_each_day():
    assert names(TREE.on(BEFORE).level("province")) == ["tỉnh Cao Bằng", "tỉnh Lào Cai", "tỉnh Yên Bái"]
    assert names(TREE.on(REFORM).level("province")) == ["tỉnh Cao Bằng", "tỉnh Lào Cai"]
    assert TREE.on(REFORM).level("district") == ()
    assert TREE.on(BEFORE).count("district") == 2


def test_a_day_before_the_records_uses_the_first_map_and_says_so():
    yagi = TREE.on(date(2024, 9, 11))
    assert yagi.basis == "nearest map"
    assert yagi.day == date(2024, 9, 11)
    assert names(yagi.children("vn")) == ["tỉnh Cao Bằng", "tỉnh Lào Cai", "tỉnh Yên Bái"]
    assert TREE.on(date(2025, 1, 1)).basis == ""


def test_up_and_down_the_tree():
    before = TREE.on(BEFORE)
    assert before.root.key == "vn"
    assert before.parent("vn") is None
    assert names(before.ancestors("pk")) == ["huyện Bảo Yên", "tỉnh Lào Cai", "Việt Nam"]
    assert names(before.descendants("lc")) == ["huyện Bảo Yên", "xã Phúc Khánh", "xã Xuân Thượng"]
    assert "pk25" not in before
    assert before.is_under("pk", "lc")
    assert not before.is_under("pk", "yb")
    with pytest.raises(KeyError):
        before.unit("pk25")
    with pytest.raises(KeyError):
        before.children("pk25")


def test_a_map_is_made_once_between_two_changes():
    assert TREE.on(date(2025, 2, 1)).layer is TREE.on(BEFORE).layer
    assert TREE.on(REFORM).layer is not TREE.on(BEFORE).layer


def test_a_map_without_a_single_root_says_which_units_stand_alone():
    with pytest.raises(ValueError, match="no single root: a, b"):
        _ = Tree([Unit("a", "", "A", "", "country"), Unit("b", "", "B", "", "country")], [], []).on(REFORM).root


def test_yen_bai_counts_under_lao_cai_after_the_merger():
    assert shares(TREE, "yb", REFORM) == (Share("yb", "lc25", Fraction(1), Basis.WHOLE, ACT),)


def test_a_former_district_counts_at_the_successor_of_its_province():
    assert shares(TREE, "tpyb", REFORM) == (Share("tpyb", "lc25", Fraction(1), Basis.FORMER_UNIT, ACT),)


def test_a_divided_commune_is_not_comparable_but_names_its_parts():
    assert shares(TREE, "mt", REFORM) == (
        Share("mt", "yb25", None, Basis.NONE, ACT),
        Share("mt", "vp25", None, Basis.NONE, ACT),
    )


def test_a_divided_commune_with_a_stated_basis_keeps_its_total():
    stated = [step for step in SUCCESSIONS if step.old != "mt"]
    stated += [
        part("mt", "yb25", Fraction(2, 3), Basis.POPULATION),
        part("mt", "vp25", Fraction(1, 3), Basis.POPULATION),
    ]
    tree = Tree(UNITS, TREE.edges, stated)
    assert shares(tree, "mt", REFORM) == (
        Share("mt", "yb25", Fraction(2, 3), Basis.POPULATION, ACT),
        Share("mt", "vp25", Fraction(1, 3), Basis.POPULATION, ACT),
    )


def test_backwards_a_merged_unit_is_not_comparable_and_names_what_it_was():
    assert shares(TREE, "lc25", BEFORE) == (
        Share("lc25", "lc", None, Basis.NONE, ACT),
        Share("lc25", "yb", None, Basis.NONE, ACT),
    )


def test_backwards_a_renamed_unit_is_its_only_predecessor():
    day = date(2026, 4, 14)
    units = [
        Unit("x", "25270", "Lộc Ninh", "xã", "commune", end=date(2026, 4, 13)),
        Unit("p", "25270", "Lộc Ninh", "phường", "commune", start=day),
    ]
    tree = Tree(units, [], [Succession("x", "p", day, Fraction(1), Basis.WHOLE, "237/NQ-UBTVQH16")])
    assert shares(tree, "p", REFORM) == (Share("p", "x", Fraction(1), Basis.WHOLE, "237/NQ-UBTVQH16"),)


def test_a_unit_without_any_past_has_no_place_on_an_earlier_map():
    tree = Tree([Unit("a", "", "A", "", "country", start=REFORM)], [], [])
    assert shares(tree, "a", BEFORE) == (Share("a", None, None, Basis.NONE, None),)


def test_a_unit_that_ended_with_nothing_above_it_has_no_place():
    tree = Tree([Unit("a", "", "A", "", "country", end=BEFORE)], [], [])
    assert shares(tree, "a", REFORM) == (Share("a", None, None, Basis.NONE, None),)


def chain(*steps):
    """Units "a".."z", those of a later step starting with it; steps: (day, old, new, fraction, basis)."""
    starts = {after: day for day, _, after, _, _ in steps}
    ends = {before: day for day, before, _, _, _ in steps}
    keys = sorted({*starts, *ends})
    units = [
        Unit(k, k, k, "", "commune", starts.get(k), date.fromordinal(ends[k].toordinal() - 1) if k in ends else None)
        for k in keys
    ]
    rows = [Succession(before, after, day, f, basis, f"act {day.year}") for day, before, after, f, basis in steps]
    return Tree(units, [], rows)


FIRST, SECOND = date(2010, 1, 1), date(2020, 1, 1)


def test_fractions_of_a_chain_multiply_and_the_weakest_basis_stays():
    tree = chain(
        (FIRST, "a", "b", Fraction(1, 4), Basis.AREA),
        (FIRST, "a", "c", Fraction(3, 4), Basis.AREA),
        (SECOND, "b", "d", Fraction(1), Basis.WHOLE),
        (SECOND, "c", "e", Fraction(1, 2), Basis.EQUAL),
        (SECOND, "c", "f", Fraction(1, 2), Basis.EQUAL),
    )
    assert shares(tree, "a", SECOND) == (
        Share("a", "d", Fraction(1, 4), Basis.AREA, "act 2010; act 2020"),
        Share("a", "e", Fraction(3, 8), Basis.EQUAL, "act 2010; act 2020"),
        Share("a", "f", Fraction(3, 8), Basis.EQUAL, "act 2010; act 2020"),
    )


def test_parts_that_meet_again_are_whole_again():
    for fraction, basis in ((None, Basis.NONE), (Fraction(1, 2), Basis.EQUAL)):
        tree = chain(
            (FIRST, "a", "b", fraction, basis),
            (FIRST, "a", "c", fraction, basis),
            (SECOND, "b", "d", Fraction(1), Basis.WHOLE),
            (SECOND, "c", "d", Fraction(1), Basis.WHOLE),
        )
        (share,) = shares(tree, "a", SECOND)
        assert (share.new, share.fraction) == ("d", Fraction(1))


def test_one_unknown_part_makes_the_whole_unit_not_comparable():
    tree = chain(
        (FIRST, "a", "b", Fraction(1, 2), Basis.EQUAL),
        (FIRST, "a", "c", Fraction(1, 2), Basis.EQUAL),
        (SECOND, "c", "d", None, Basis.NONE),
        (SECOND, "c", "e", None, Basis.NONE),
    )
    assert {(share.new, share.fraction) for share in shares(tree, "a", SECOND)} == {
        ("b", None),
        ("d", None),
        ("e", None),
    }


def test_recast_has_a_row_for_each_unit_of_the_earlier_map():
    rows = recast(TREE, BEFORE, REFORM)
    assert set(rows) == {unit.key for unit in TREE.on(BEFORE)}
    assert rows["cb"] == (Share("cb", "cb", Fraction(1), Basis.WHOLE),)


def test_the_trace_of_a_unit_goes_both_ways():
    trace = TREE.trace("lc25")
    assert [step.old for step in trace.earlier] == ["lc", "yb"]
    assert trace.later == ()
    assert [(s.old, s.new, s.day, s.act) for s in TREE.trace("pk").later] == [
        ("pk", "pk25", REFORM, "1673/NQ-UBTVQH15")
    ]


def test_a_unit_moved_to_another_parent_keeps_its_figures():
    units = [
        Unit("r", "", "R", "", "country"),
        *(Unit(k, k, k, "", "province") for k in "ab"),
        Unit("x", "", "X", "", "commune"),
    ]
    edges = [Edge("a", "r"), Edge("b", "r"), Edge("x", "a", end=BEFORE), Edge("x", "b", REFORM)]
    tree = Tree(units, edges, [])
    assert tree.on(BEFORE).parent("x").key == "a"
    assert tree.on(REFORM).parent("x").key == "b"
    assert shares(tree, "x", REFORM) == (Share("x", "x", Fraction(1), Basis.WHOLE),)
