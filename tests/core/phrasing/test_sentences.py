"""What the body says of one figure, word for word."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.core.phrasing.examples import (
    BEFORE,
    CAGES,
    DEAD,
    DEAD_MISSING,
    ECONOMIC_LOSS,
    INJURED,
    MISSING,
    RICE,
    before,
    figure,
    listed,
    people,
    published,
    reform,
    row,
    statement,
    yagi,
)
from tongket.core.phrasing.sentences import figure_sentence
from tongket.core.rollup.model import State

PROVINCES_VI = (
    "Lào Cai 155 người (53 chết, 102 mất tích), Cao Bằng 52 (29 chết, 23 mất tích), Yên Bái 44 (40 chết, 4 mất tích), "
    "Quảng Ninh 13 (13 chết), Phú Thọ 10 (1 chết, 9 mất tích), Hòa Bình 5 (5 chết), Lạng Sơn 3 (3 chết), "
    "Tuyên Quang 3 (2 chết, 1 mất tích), Bắc Giang 2 (2 chết), Hà Giang 2 (1 chết, 1 mất tích), Hải Phòng 2 (2 chết), "
    "Vĩnh Phúc 2 (1 chết, 1 mất tích), Hà Nội 1 (1 chết), Hải Dương 1 (1 chết), Lai Châu 1 (1 chết)"
)


def test_dead_and_missing_of_a_real_moment() -> None:
    assert figure_sentence(yagi(), "dead_missing", "vi") == (
        "Số người chết, mất tích: 296 người (155 người chết, 141 người mất tích), tăng 7 người so với báo cáo trước "
        f"(11 giờ ngày 11/9), trong đó: {PROVINCES_VI}. So với báo cáo trước, số người chết tăng 6 người, số người mất "
        "tích tăng 1 người. Có 15/63 tỉnh, thành phố báo cáo; 48 tỉnh, thành phố còn lại không có thiệt hại theo danh "
        "sách đầy đủ. Số công bố cùng thời điểm: 296 người (155 người chết, 141 người mất tích), khớp với số tổng hợp."
    )


def test_dead_and_missing_in_english() -> None:
    sentence = figure_sentence(yagi(), "dead_missing", "en")
    assert sentence.startswith(
        "Dead or missing: 296 persons (155 dead, 141 missing), up 7 from the previous report (11:00 on 11 September); "
        "of which: Lào Cai 155 (53 dead, 102 missing), Cao Bằng 52 (29 dead, 23 missing), "
    )
    assert sentence.endswith(
        "Lai Châu 1 (1 dead). Compared with the previous report: dead up 6, missing up 1. Reports received "
        "from 15 of 63 "
        "provinces and cities; the remaining 48 provinces and cities had none according to a complete list. Published "
        "figure for the same moment: 296 persons (155 dead, 141 missing), in agreement with the consolidated figure."
    )


def test_a_part_is_told_with_its_sum() -> None:
    assert figure_sentence(yagi(), "dead", "vi") == figure_sentence(yagi(), "dead_missing", "vi")


@pytest.mark.parametrize(
    ("previous", "vi", "en"),
    [
        (750, "tăng 5 người so với báo cáo trước (11 giờ ngày 11/9)", "up 5 from the previous report"),
        (760, "giảm 5 người so với báo cáo trước (11 giờ ngày 11/9)", "down 5 from the previous report"),
        (755, "không thay đổi so với báo cáo trước (11 giờ ngày 11/9)", "unchanged from the previous report"),
    ],
)
def test_the_change_since_the_report_before(previous: int, vi: str, en: str) -> None:
    told = statement(figure(INJURED, (row("Quảng Ninh", 755),), **before(previous)))
    assert f"Số người bị thương: 755 người, {vi}, tất cả tại Quảng Ninh." in figure_sentence(told, "injured", "vi")
    assert f"Injured: 755 persons, {en} (11:00 on 11 September), all in Quảng Ninh." in figure_sentence(
        told, "injured", "en"
    )


def test_without_a_report_before_there_is_no_change() -> None:
    told = statement(figure(INJURED, (row("Quảng Ninh", 3),)))
    assert figure_sentence(told, "injured", "vi").startswith("Số người bị thương: 3 người, tất cả tại Quảng Ninh.")


def test_figures_that_nobody_reported_anew_tell_their_age() -> None:
    rows = (row("Quảng Ninh", 536, as_of="2024-09-10"), row("Hà Nội", 12, as_of="2024-09-09T06:00:00+07:00"))
    told = statement(figure(INJURED, rows, **before(548)))
    assert figure_sentence(told, "injured", "vi") == (
        "Số người bị thương: 548 người, số liệu từ 6 giờ ngày 09/9 đến hết ngày 10/9, trong đó: Quảng Ninh 536 người, "
        "Hà Nội 12. Có 2/63 tỉnh, thành phố báo cáo."
    )
    assert "as reported between 06:00 on 9 September and the end of 10 September" in figure_sentence(
        told, "injured", "en"
    )


def test_figures_of_two_days_stand_from_the_one_to_the_end_of_the_other() -> None:
    told = statement(figure(INJURED, (row("Hà Nội", 1, as_of="2024-09-09"), row("Huế", 1, as_of="2024-09-10"))))
    assert "2 người, số liệu từ ngày 09/9 đến hết ngày 10/9, trong đó" in figure_sentence(told, "injured", "vi")


def test_units_that_sent_nothing_new_are_counted() -> None:
    rows = (row("Quảng Ninh", 536), row("Hà Nội", 12, as_of="2024-09-09T06:00:00+07:00"))
    told = statement(figure(INJURED, rows, **before(540)))
    assert figure_sentence(told, "injured", "vi").endswith(
        "Có 2/63 tỉnh, thành phố báo cáo; 1 địa phương chưa có số mới, lấy số của báo cáo trước (sớm nhất: 6 "
        "giờ ngày 09/9)."
    )


def test_ties_stand_in_vietnamese_alphabetical_order_and_zeros_are_left_out() -> None:
    rows = (row("Đồng Nai", 2), row("Hà Nội", 2), row("Đắk Lắk", 2), row("Cần Thơ", 0), row("Huế", 5))
    assert "trong đó: Huế 5 người, Đắk Lắk 2, Đồng Nai 2, Hà Nội 2. Có" in figure_sentence(
        statement(figure(INJURED, rows)), "injured", "vi"
    )


def test_a_total_of_zero_names_nobody() -> None:
    told = statement(figure(INJURED, (row("Hà Nội", 0),), **before(0)))
    assert figure_sentence(told, "injured", "vi") == (
        "Số người bị thương: 0 người, không thay đổi so với báo cáo trước (11 giờ ngày 11/9). "
        "Có 1/63 tỉnh, thành phố báo cáo."
    )


def test_areas_have_decimals() -> None:
    rows = (row("Tuyên Quang", "1378.83"), row("Yên Bái", "2618.00"))
    told = statement(figure(RICE, rows, previous=Decimal("4000"), previous_as_of=BEFORE))
    assert figure_sentence(told, "rice_flooded_damaged_ha", "vi").startswith(
        "Lúa bị ngập úng, thiệt hại: 3.996,83 ha, giảm 3,17 ha so với báo cáo trước (11 giờ ngày 11/9), trong đó: "
        "Yên Bái 2.618 ha, Tuyên Quang 1.378,83."
    )
    assert "Yên Bái 2,618, Tuyên Quang 1,378.83" in figure_sentence(told, "rice_flooded_damaged_ha", "en")


@pytest.mark.parametrize(
    ("reading", "vi", "en"),
    [
        ("over", "trên 1.600 lồng, bè", "more than 1,600 cages"),
        ("nearly", "gần 1.600 lồng, bè", "nearly 1,600 cages"),
        ("about", "khoảng 1.600 lồng, bè", "about 1,600 cages"),
        ("exact", "1.600 lồng, bè", "1,600 cages"),
    ],
)
def test_rounded_figures_keep_their_word(reading: str, vi: str, en: str) -> None:
    told = statement(figure(CAGES, (row("Quảng Ninh", 1600, reading=reading),)))
    assert f": {vi}, tất cả tại Quảng Ninh." in figure_sentence(told, CAGES.id, "vi")
    assert f": {en}, all in Quảng Ninh." in figure_sentence(told, CAGES.id, "en")


def test_a_sum_with_rounded_parts_is_rounded_too() -> None:
    over = statement(figure(CAGES, (row("Quảng Ninh", 1000, reading="over"), row("Hải Phòng", 300))))
    nearly = statement(figure(CAGES, (row("Quảng Ninh", 1000, reading="nearly"), row("Hải Phòng", 300))))
    assert "trên 1.300 lồng, bè, trong đó: Quảng Ninh trên 1.000 lồng, bè, Hải Phòng 300" in figure_sentence(
        over, CAGES.id, "vi"
    )
    assert "khoảng 1.300 lồng, bè, trong đó: Quảng Ninh gần 1.000 lồng, bè, Hải Phòng 300" in figure_sentence(
        nearly, CAGES.id, "vi"
    )


def test_a_published_total_without_local_figures() -> None:
    assert figure_sentence(yagi(), CAGES.id, "vi") == (
        "Lồng bè nuôi trồng thuỷ sản bị hư hỏng, cuốn trôi: chưa có số liệu của địa phương; "
        "số công bố: trên 1.600 lồng, bè."
    )
    assert figure_sentence(yagi(), CAGES.id, "en") == (
        "Aquaculture cages lost or damaged: no local figures received; published figure: more than 1,600 cages."
    )


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert figure_sentence(yagi(), ECONOMIC_LOSS.id, "vi") == ""


def test_without_a_complete_list_nothing_is_compared() -> None:
    assert figure_sentence(yagi(), "houses_damaged", "vi").endswith(
        "Số công bố cùng thời điểm: trên 101.300 nhà; không có danh sách đầy đủ nên không đối chiếu."
    )


def test_a_difference_and_other_published_totals() -> None:
    total = published(299)
    rows = (row("Quảng Ninh", 296),)
    told = statement(
        figure(INJURED, rows, **{**listed(299, 1), "published_all": (total, published(301), published(299))})
    )
    assert figure_sentence(told, "injured", "vi").endswith(
        "Số công bố cùng thời điểm: 299 người; chênh lệch −3 người. Nguồn khác cùng thời điểm công bố 301 người."
    )
    assert figure_sentence(told, "injured", "en").endswith(
        "Published figure for the same moment: 299 persons; difference −3. Other sources published 301 persons for the "
        "same moment."
    )


def test_parts_that_differ_under_a_sum_that_agrees() -> None:
    dead, missing, both = people()
    dead, missing = replace(dead, **listed(156)), replace(missing, **listed(140, 8))
    told = statement(dead, missing, both)
    assert figure_sentence(told, "dead_missing", "vi").endswith(
        "Số công bố cùng thời điểm: 296 người (156 người chết, 140 người mất tích), khớp với số tổng hợp; số "
        "người chết "
        "chênh lệch −1 người; số người mất tích chênh lệch +1 người."
    )


def test_a_sum_that_is_not_split() -> None:
    dead = figure(DEAD, (row("Lào Cai", 18), row("Hà Giang", 0)), value=Decimal(18))
    missing = figure(MISSING, (row("Lào Cai", 6),))
    both = figure(DEAD_MISSING, (row("Lào Cai", 24), row("Hà Giang", 1)), unsplit=Decimal(1))
    told = statement(dead, missing, both)
    assert figure_sentence(told, "dead_missing", "vi").startswith(
        "Số người chết, mất tích: 25 người (18 người chết, 6 người mất tích, 1 người chưa phân tách), trong đó: "
        "Lào Cai 24 người (18 chết, 6 mất tích), Hà Giang 1 (1 chưa phân tách). "
    )
    assert "25 persons (18 dead, 6 missing, 1 not broken down)" in figure_sentence(told, "dead_missing", "en")


def test_bodies_outside_the_tree_stand_apart() -> None:
    told = statement(figure(DEAD, (row("Quảng Ninh", 3), row("Quân khu ba", 1, under=None, level="other"))))
    assert "4 người, trong đó: Quảng Ninh 3 người; ngoài ra, Quân khu ba 1 người." in figure_sentence(
        told, "dead", "vi"
    )
    assert "4 persons; of which: Quảng Ninh 3; in addition, Quân khu ba 1." in figure_sentence(told, "dead", "en")


def test_units_of_an_older_map_are_added_where_they_stand_now() -> None:
    rows = (row("Lào Cai", 53), row("Yên Bái", 40, under="Lào Cai"), row("Hà Nội", 1))
    assert "94 người, trong đó: Lào Cai 93 người, Hà Nội 1." in figure_sentence(
        statement(figure(DEAD, rows)), "dead", "vi"
    )


def test_a_report_on_one_province_does_not_repeat_its_name() -> None:
    told = statement(figure(DEAD, (row("Lào Cai", 53),)), unit="Lào Cai", unit_level="province")
    assert figure_sentence(told, "dead", "vi") == "Số người chết: 53 người. Có 1/63 đơn vị báo cáo."


def test_another_field_reads_as_well() -> None:
    assert figure_sentence(reform(), "files_received", "vi") == (
        "Số hồ sơ tiếp nhận: 2.810 hồ sơ, giảm 90 hồ sơ so với báo cáo trước (hết ngày 14/5), trong đó: An Phú 1.250 "
        "hồ sơ, Tân Bình 1.250, Đông Hòa 310. Có 3/4 đơn vị báo cáo."
    )
    assert figure_sentence(reform(), "files_on_time_rate", "vi") == (
        "Tỷ lệ hồ sơ giải quyết đúng hạn: 95,3%, cụ thể: Đông Hòa 100%, Tân Bình 98,5%, An Phú 91%. "
        "Có 3/4 đơn vị báo cáo."
    )


def test_zero_by_list_is_not_a_loss_in_another_field() -> None:
    base = reform()
    zero = replace(row("Bình An", 0, level="commune", as_of="2025-06-14"), state=State.ZERO_BY_LIST)
    files = base.figures[0]
    files = replace(files, contributors=(*files.contributors, zero), units_zero_by_list=1, complete_list=True)
    assert figure_sentence(replace(base, figures=(files,)), "files_received", "vi").endswith(
        "Có 3/4 đơn vị báo cáo; 1 đơn vị còn lại không phát sinh theo danh sách đầy đủ."
    )


def test_an_unknown_indicator_is_an_error() -> None:
    with pytest.raises(KeyError, match="snow"):
        figure_sentence(yagi(), "snow", "vi")
