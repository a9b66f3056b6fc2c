"""Names as newspapers and officials print them, and the units that they mean."""

import csv
import random
from collections import Counter, defaultdict
from datetime import date

import pytest

from tests.shared import shared
from tests.vietnam import book, rows, tree
from tongket.core.units.names import Alias, Match, NameBook, Reason, Unresolved
from tongket.core.units.spelling import name_key

YAGI = date(2024, 9, 11)
NOW = date(2025, 9, 7)


def found(name, level, day=YAGI, parent=None, **more):
    """Full name of the unit and warning, or the reason and what is near."""
    answer = book().resolve(name, level, day, parent, **more)
    if isinstance(answer, Match):
        return answer.unit.full_name, answer.warning
    return answer.reason, answer.near


@pytest.mark.parametrize(
    ("printed", "level", "parent", "unit"),
    [
        ("Lào Cai", "province", None, "tỉnh Lào Cai"),
        ("tỉnh Lào Cai", "province", None, "tỉnh Lào Cai"),
        ("LAO CAI", "province", None, "tỉnh Lào Cai"),
        ("Hoà Bình", "province", None, "tỉnh Hòa Bình"),
        ("Vĩnh phúc", "province", None, "tỉnh Vĩnh Phúc"),
        ("Bà Rịa Vũng Tàu", "province", None, "tỉnh Bà Rịa - Vũng Tàu"),
        ("Bà Rịa – Vũng Tàu", "province", None, "tỉnh Bà Rịa - Vũng Tàu"),
        ("Thành phố Hồ Chí Minh", "province", None, "thành phố Hồ Chí Minh"),
        ("Hồ Chí Minh", "province", None, "thành phố Hồ Chí Minh"),
        ("TP.Yên Bái", "district", "Yên Bái", "thành phố Yên Bái"),
        ("TP Yên Bái", "district", "tỉnh Yên Bái", "thành phố Yên Bái"),
        ("T.P Yên Bái", "district", "Yên Bái", "thành phố Yên Bái"),
        ("H.Nghĩa Lộ", "district", "Yên Bái", "thị xã Nghĩa Lộ"),
        ("TX Sa Pa", "district", "Lào Cai", "thị xã Sa Pa"),
        ("Q.1", "district", "Hồ Chí Minh", "quận 1"),
        ("Q1", "district", "Hồ Chí Minh", "quận 1"),
        ("huyện đảo Cô Tô", "district", "Quảng Ninh", "huyện Cô Tô"),
        ("Phúc Khánh (thôn Làng Nủ)", "commune", "Lào Cai", "xã Phúc Khánh"),
        ("Phường Đúc", "commune", "Huế", "phường Phường Đúc"),
        ("phường Phường Đúc", "commune", "Huế", "phường Phường Đúc"),
        ("P.Đúc", "commune", "Huế", "phường Phường Đúc"),
        ("Thị trấn Yên Viên", "commune", "Hà Nội", "thị trấn Yên Viên"),
        ("xã Yên Viên", "commune", "Hà Nội", "xã Yên Viên"),
        ("Ea H’leo", "commune", "Đắk Lắk", "xã Ea H'leo"),
        ("Việt Nam", "country", None, "Việt Nam"),
    ],
)
def test_marks_type_words_hyphens_and_brackets_do_not_matter(printed, level, parent, unit):
    assert found(printed, level, parent=parent) == (unit, "")


def test_a_name_that_begins_like_a_type_word_is_no_type_word():
    assert found("Xà Phiên", "commune", NOW, "Cần Thơ") == ("xã Xà Phiên", "")
    assert found("xã Xà Phiên", "commune", NOW, "Cần Thơ") == ("xã Xà Phiên", "")
    assert found("Quan Hóa", "district", YAGI, "Thanh Hóa") == ("huyện Quan Hóa", "")


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("Thừa Thiên Huế", "thành phố Huế"),
        ("Thừa Thiên - Huế", "thành phố Huế"),
        ("Đắc Lắk", "tỉnh Đắk Lắk"),
        ("Đăk Lăk", "tỉnh Đắk Lắk"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("TPHCM", "thành phố Hồ Chí Minh"),
        ("Bắc Cạn", "tỉnh Bắc Kạn"),
    ],
)
def test_an_alias_is_taken_and_told(printed, unit):
    assert found(printed, "province") == (unit, f"“{printed}” is read as {unit}")


def test_an_alias_leads_on_to_the_unit_of_today():
    unit, warning = found("Bắc Cạn", "province", NOW)
    assert unit == "tỉnh Thái Nguyên"
    assert warning == (
        "“Bắc Cạn” is read as tỉnh Thái Nguyên; "
        "“Bắc Kạn” stood until 2025-06-30: counted at tỉnh Thái Nguyên (202/2025/QH15)"
    )


def test_aliases_of_a_case_hold_only_under_their_parent():
    mine = NameBook(tree(), [Alias("Làng Nủ", "Phúc Khánh", parent="Lào Cai")])
    assert mine.resolve("thôn Làng Nủ", "commune", YAGI, "Lào Cai").reason == Reason.UNKNOWN
    assert mine.resolve("Làng Nủ", "commune", YAGI, "Lào Cai").unit.full_name == "xã Phúc Khánh"
    assert mine.resolve("Làng Nủ", "commune", YAGI, "Yên Bái").reason == Reason.UNKNOWN


def test_another_accent_is_told_but_no_accent_at_all_is_not():
    assert found("Đinh Lập", "district", parent="Lạng Sơn") == (
        "huyện Đình Lập",
        "“Đinh Lập” is read as huyện Đình Lập",
    )
    assert found("Dinh Lap", "district", parent="Lang Son") == ("huyện Đình Lập", "")


def test_a_province_of_another_date_counts_at_its_only_successor():
    assert found("Yên Bái", "province", NOW) == (
        "tỉnh Lào Cai",
        "“Yên Bái” stood until 2025-06-30: counted at tỉnh Lào Cai (202/2025/QH15)",
    )


def test_a_commune_of_another_date_is_found_under_the_old_name_of_its_province_too():
    for parent in ("Yên Bái", "Lào Cai"):
        unit, warning = found("Tân Phượng", "commune", NOW, parent)
        assert unit == "xã Lâm Thượng"
        assert "stood until 2025-06-30" in warning


def test_a_phuong_of_2026_is_the_xa_of_the_same_name_before():
    assert found("phường Lộc Ninh", "commune", NOW, "Đồng Nai") == ("xã Lộc Ninh", "")
    assert found("Lộc Ninh", "commune", date(2026, 4, 14), "Đồng Nai") == ("phường Lộc Ninh", "")


def test_a_district_has_no_successor_and_is_refused_after_the_reform():
    assert found("TP.Yên Bái", "district", NOW, "Yên Bái") == (
        Reason.NOT_OF_THAT_DATE,
        ("thành phố Yên Bái, tỉnh Yên Bái (until 2025-06-30)",),
    )


def test_an_unknown_name_has_up_to_three_near_ones():
    assert found("Lao Kay", "province") == (Reason.UNKNOWN, ("tỉnh Lào Cai",))
    assert found("Atlantis", "province") == (Reason.UNKNOWN, ())
    assert found("", "province") == (Reason.UNKNOWN, ())
    assert found("(không rõ)", "commune", parent="Lào Cai") == (Reason.UNKNOWN, ())
    assert found("Phúc Khánh", "commune", parent="Lao Kay") == (Reason.UNKNOWN_PARENT, ("tỉnh Lào Cai",))


def test_a_shared_name_is_settled_by_district_or_code():
    reason, near = found("Phường 1", "commune", parent="TP Hồ Chí Minh")
    assert reason == Reason.AMBIGUOUS
    assert len(near) == 3
    assert near[0] == "phường 1, quận Gò Vấp, thành phố Hồ Chí Minh"
    where = {"parent": "TP Hồ Chí Minh"}
    assert book().resolve("Phường 1", "commune", YAGI, **where, district="Quận 5").unit.code == "27325"
    assert book().resolve("P.01", "commune", YAGI, **where, district="Q5").unit.code == "27325"
    assert book().resolve("Phường 1", "commune", YAGI, **where, code="27325").unit.code == "27325"


def test_a_code_or_district_that_contradicts_the_name_is_refused():
    assert found("Phường 1", "commune", parent="Hồ Chí Minh", code="02998") == (
        Reason.WRONG_CODE,
        ("xã Phúc Khánh, huyện Bảo Yên, tỉnh Lào Cai",),
    )
    assert found("Phúc Khánh", "commune", parent="Lào Cai", district="Bát Xát") == (
        Reason.UNKNOWN_DISTRICT,
        ("xã Phúc Khánh, huyện Bảo Yên, tỉnh Lào Cai",),
    )


def test_a_code_typed_as_a_number_has_lost_its_zeros():
    assert book().resolve("Phúc Khánh", "commune", YAGI, "Lào Cai", code="2998").unit.code == "02998"


def shared_names():
    """Communes of the old map by province and folded name, where several share them."""
    map_ = tree().on(YAGI)
    groups = defaultdict(list)
    for unit in map_.level("commune"):
        groups[map_.ancestors(unit.key)[1].key, name_key(unit.name)].append(unit)
    return [units for units in groups.values() if len(units) > 1]


def test_324_pairs_of_province_and_name_are_shared_and_each_unit_can_be_told_by_its_code():
    groups = shared_names()
    assert len(groups) == 324
    map_ = tree().on(YAGI)
    for units in random.Random(0).sample(groups, 40):
        for unit in units:
            district, province, _ = map_.ancestors(unit.key)
            by_code = book().resolve(unit.name, "commune", YAGI, province.full_name, code=unit.code)
            assert isinstance(by_code, Match) and by_code.unit == unit
            by_district = book().resolve(unit.full_name, "commune", YAGI, province.name, district=district.full_name)
            same = [other for other in units if map_.parent(other.key).name == district.name]
            if len({other.kind for other in same}) == len(same):
                assert isinstance(by_district, Match) and by_district.unit == unit


@pytest.mark.parametrize("day", [YAGI, NOW, date(2026, 9, 1)])
@pytest.mark.parametrize("level", ["province", "district"])
def test_every_unit_is_found_by_its_own_full_name(day, level):
    map_ = tree().on(day)
    lost = []
    for unit in map_.level(level):
        parent = map_.parent(unit.key)
        answer = book().resolve(unit.full_name, level, day, parent.full_name)
        if not isinstance(answer, Match) or answer.unit != unit or answer.warning:
            lost.append((unit.full_name, answer))
    assert lost == []


def test_most_communes_of_today_are_found_by_their_full_name_alone():
    map_ = tree().on(NOW)
    lost = Counter()
    for unit in map_.level("commune"):
        answer = book().resolve(unit.full_name, "commune", NOW, map_.parent(unit.key).full_name)
        lost[isinstance(answer, Match) and answer.unit == unit and not answer.warning] += 1
    assert lost == Counter({True: 3321})


def test_the_names_of_typhoon_yagi_all_resolve_without_a_word():
    file = shared("data/yagi") / "values.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        printed = {(row["unit"], row["unit_level"], row["parent"]) for row in csv.DictReader(opened)}
    answers = {
        (name, level): book().resolve(name, level, YAGI, parent or None)
        for name, level, parent in printed
        if level != "other"
    }
    assert {key: answer for key, answer in answers.items() if isinstance(answer, Unresolved)} == {}
    assert {key: answer.warning for key, answer in answers.items() if answer.warning} == {}
    assert answers["H.Nghĩa Lộ", "district"].unit.full_name == "thị xã Nghĩa Lộ"


def test_the_search_of_the_command_line_finds_all_of_one_name():
    assert [unit.full_name for unit in book().search("Yên Bái")] == [
        "tỉnh Yên Bái",
        "thành phố Yên Bái",
        "phường Yên Bái",
    ]
    assert [unit.key for unit in book().search("vn-p15")] == ["vn-p15"]
    assert book().search("Atlantis") == ()


def test_shipped_aliases_lead_to_a_unit_each():
    for alias in rows().aliases:
        day = YAGI if alias.level == "province" else NOW
        assert isinstance(book().resolve(alias.spelling, alias.level, day), Match), alias
