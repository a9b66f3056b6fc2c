"""The whole paper: what a deputy head signs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.core.phrasing.examples import (
    DEAD,
    INJURED,
    LIST,
    OTHER,
    PERSON,
    RICE,
    figure,
    listed,
    reform,
    row,
    statement,
    yagi,
)
from tests.core.phrasing.text import annex, body, footnotes, tables
from tongket.core.pages.model import Document
from tongket.core.phrasing.report import flash_report, report_title
from tongket.core.rollup.figures import Note, NoteKind, Statement
from tongket.core.rollup.model import Indicator, OverUnits, State

DAY = date(2024, 9, 11)


def report(told: Statement, lang: str = "vi", **given: object) -> Document:
    return flash_report(told, lang=lang, made_on=DAY, **given)  # type: ignore[arg-type]


def test_the_head_of_the_paper() -> None:
    made = report(yagi(), place="Hà Nội", superior="Bộ Nông nghiệp và Phát triển nông thôn", symbol="PCTT")
    assert made.letterhead.superior == "Bộ Nông nghiệp và Phát triển nông thôn"
    assert made.letterhead.issuer == "Cục Quản lý đê điều và Phòng, chống thiên tai"
    assert made.letterhead.nation == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert made.letterhead.motto == "Độc lập - Tự do - Hạnh phúc"
    assert made.letterhead.number.replace("\u00a0", "_") == "Số:________/BC-PCTT"
    assert made.letterhead.place_and_date == "Hà Nội, ngày 11 tháng 9 năm 2024"
    assert made.kind == "BÁO CÁO NHANH"
    assert made.title == (
        "Tình hình thiệt hại do bão số 3 (Yagi), tháng 9 năm 2024 (tính đến 13 giờ 30 phút ngày 11/9/2024)"
    )
    assert made.signature.lines == ("THỦ TRƯỞNG CƠ QUAN",)
    assert made.recipients.lines == (
        "Bộ Nông nghiệp và Phát triển nông thôn (để báo cáo)",
        "Lãnh đạo cơ quan",
        "Lưu: VT.",
    )
    assert made.created == DAY


def test_what_the_clerk_gives_is_printed() -> None:
    made = report(
        yagi(),
        number="Số: 12/BC-PCTT",
        issuer="Chi cục Thuỷ lợi",
        signature=("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"),
        signer="Nguyễn Văn A",
        recipients=("Như trên", "Lưu: VT, PCTT."),
        bases=("Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013",),
        nation="Cộng hoà",
        motto="Đoàn kết",
    )
    assert made.letterhead.number == "Số: 12/BC-PCTT"
    assert (made.letterhead.issuer, made.letterhead.nation, made.letterhead.motto) == (
        "Chi cục Thuỷ lợi",
        "Cộng hoà",
        "Đoàn kết",
    )
    assert made.signature.lines == ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")
    assert made.signature.name == "Nguyễn Văn A"
    assert made.recipients.lines == ("Như trên", "Lưu: VT, PCTT.")
    assert made.bases == ("Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013",)
    assert (
        made.annexes[0].attached_to
        == "(Kèm theo Báo cáo nhanh số 12/BC-PCTT ngày 11 tháng 9 năm 2024 của Chi cục Thuỷ lợi)"
    )


def test_the_body_in_vietnamese() -> None:
    lines = body(report(yagi()))
    assert lines[:5] == [
        "I. TÌNH HÌNH CHUNG",
        "Tính đến 13 giờ 30 phút ngày 11/9/2024: 296 người chết, mất tích (155 người chết, 141 người mất tích), tăng 7 "
        "người so với báo cáo trước (11 giờ ngày 11/9).",
        "Báo cáo tổng hợp số liệu của 15/63 tỉnh, thành phố. Số liệu xếp theo địa giới hành chính ngày 11/9/2024. "
        "Số liệu theo từng địa phương tại Phụ lục I. Nguồn của từng số liệu tại Phụ lục III.",
        "II. TÌNH HÌNH THIỆT HẠI",
        "1. Về người",
    ]
    assert lines[5].startswith("- Số người chết, mất tích: 296 người (155 người chết, 141 người mất tích), tăng 7 ")
    assert "Vĩnh Phúc 2 (1 chết, 1 mất tích) và 3 địa phương khác, tổng cộng 3 người (Phụ lục I). So với" in lines[5]
    assert [line for line in lines if line[:1].isdigit()] == [
        "1. Về người",
        "2. Về nhà ở",
        "3. Về nông nghiệp, lâm nghiệp, cây xanh",
        "4. Về thuỷ sản, chăn nuôi, tàu thuyền",
    ]
    assert lines[-4:] == [
        "III. VỀ SỐ LIỆU",
        "Đối chiếu với số công bố cùng thời điểm (Phụ lục II): 3 chỉ tiêu khớp; 2 chỉ tiêu không có danh "
        "sách đầy đủ nên "
        "không đối chiếu.",
        "Chưa có số liệu về: ước thiệt hại về kinh tế.",
        "Số liệu có thể thay đổi khi các địa phương bổ sung báo cáo./.",
    ]


def test_the_body_in_english() -> None:
    made = report(yagi(), "en")
    lines = body(made)
    assert made.kind == "FLASH REPORT"
    assert made.title == "Damage caused by Typhoon Yagi, September 2024 (as of 13:30 on 11 September 2024)"
    assert lines[1] == (
        "As of 13:30 on 11 September 2024, 296 persons were dead or missing (155 dead, 141 missing), up 7 from the "
        "previous report (11:00 on 11 September)."
    )
    assert lines[2] == (
        "This report covers figures from 15 of 63 provinces and cities. Figures are shown by administrative unit as of "
        "11 September 2024. Figures by locality are given in Annex I. The source of each figure is given in Annex III."
    )
    assert "Vĩnh Phúc 2 (1 dead, 1 missing) and 3 other localities with 3 in total (Annex I)." in lines[5]
    assert lines[-1] == "Figures may change as localities submit further reports."


def test_footnotes_of_the_real_moment() -> None:
    assert footnotes(report(yagi())) == [
        "[1] Số người chết của Yên Bái, 13 giờ 30 phút ngày 11/9: các nguồn nêu khác nhau; tính 40 người, "
        "không tính 37 "
        "người (nguồn [2]).",
        "[2] Số người mất tích của Phú Thọ: nguồn chỉ nêu từng phần, số này là tổng các phần.",
    ]


def test_the_table_by_unit() -> None:
    lines = annex(report(yagi()), 0)
    assert lines[:6] == [
        "Bảng 1. Thiệt hại về người; về nhà ở; về nông nghiệp, lâm nghiệp, cây xanh "
        "(tính đến 13 giờ 30 phút ngày 11/9/2024)",
        "TT | Địa phương | Số người chết, mất tích (người) | Số người chết (người) | Số người mất tích (người) | "
        "Nhà hư hỏng, tốc mái (nhà) | Lúa bị ngập úng, thiệt hại (ha) | Số liệu đến",
        " | Tổng số | 296 | 155 | 141 | gần 70.600 | 3.996,83 | 13h30 11/9",
        "1 | Lào Cai | 155 | 53 | 102 | … | … | 13h30 11/9",
        "2 | Cao Bằng | 52 | 29 | 23 | … | … | 13h30 11/9",
        "3 | Yên Bái | 44 | 40 | 4 | … | 2.618,00 | 6h00 10/9 – 13h30 11/9",
    ]
    assert lines[6] == "4 | Quảng Ninh | 13 | 13 | - | gần 70.600 | … | 9h00 11/9 – 13h30 11/9"
    assert lines[-1] == (
        "“-”: không có thiệt hại theo danh sách đầy đủ. “…”: chưa có số liệu. Địa phương không có tên trong bảng không "
        "phát sinh hoặc chưa có số liệu. Cột “Số liệu đến” ghi thời điểm của số liệu; nhiều thời điểm thì "
        "ghi cũ nhất và "
        "mới nhất."
    )


def test_cells_carry_the_number_behind_their_text() -> None:
    table = tables(report(yagi()))[0]
    assert table.total_rows == 1
    total = table.rows[0]
    assert [cell.number for cell in total[2:7]] == [296, 155, 141, 70600, Decimal("3996.83")]
    assert total[6].decimals == 2
    assert [column.numeric for column in table.columns] == [True, False, True, True, True, True, True, False]


def test_units_that_a_list_leaves_out_have_no_row() -> None:
    silent = replace(row("Cà Mau", 0), state=State.ZERO_BY_LIST)
    told = statement(figure(DEAD, (row("Hà Nội", 1), silent, row("Huế", 0)), **listed(1, 2)))
    lines = annex(report(told), 0)
    assert [line.split(" | ")[1] for line in lines[2:-1]] == ["Tổng số", "Hà Nội", "Huế"]
    served = annex(report(told), 2)
    assert served[2] == f"1 | {LIST} | Số người chết: số công bố, Hà Nội, danh sách đầy đủ, Huế."


def test_what_does_not_apply_is_marked() -> None:
    away = replace(row("Hà Nội", 0), state=State.NOT_APPLICABLE)
    other = figure(INJURED, (row("Hà Nội", 2), row("Huế", 1)))
    lines = annex(report(statement(figure(DEAD, (row("Huế", 1), away)), other)), 0)
    assert "Hà Nội | x | 2" in "\n".join(lines)
    assert "“x”: không áp dụng." in lines[-1]


def test_cells_added_up_from_below_are_named() -> None:
    note = Note(NoteKind.FROM_CHILDREN, unit="Quảng Ninh", level="district", values=(Decimal(100),))
    rows = (row("Tiên Yên", 100, under="Quảng Ninh", level="district", source=OTHER),)
    made = report(statement(figure(RICE, rows, notes=(note,))))
    assert annex(made, 0)[-1] == "Cộng từ các đơn vị bên dưới: Quảng Ninh (lúa bị ngập úng, thiệt hại)."
    assert annex(made, 1)[2] == f"1 | {OTHER} | Lúa bị ngập úng, thiệt hại: Tiên Yên (Quảng Ninh)."


def many(count: int) -> Statement:
    indicators = [Indicator(f"people_{n}", {"vi": f"Chỉ tiêu {n}"}, "person", PERSON) for n in range(1, count + 1)]
    return statement(*(figure(indicator, (row("Hà Nội", 2), row("Huế", 1))) for indicator in indicators))


def test_wide_tables_are_split_to_fit_the_page() -> None:
    found = tables(report(many(20)))[:-1]
    assert [len(table.columns) - 3 for table in found] == [8, 8, 4]
    assert [table.name for table in found] == ["units_1", "units_2", "units_3"]
    assert found[2].columns[2].title == "Chỉ tiêu 17 (người)"
    assert report(many(20)).annexes[0].landscape


def test_tables_without_persons_are_in_alphabetical_order() -> None:
    told = statement(figure(RICE, (row("Yên Bái", 3), row("Đắk Lắk", 1), row("Hà Nội", 2))))
    assert [line.split(" | ")[1] for line in annex(report(told), 0)[3:6]] == ["Đắk Lắk", "Hà Nội", "Yên Bái"]


def test_the_annex_of_comparison() -> None:
    assert annex(report(yagi()), 1) == [
        "Số tổng hợp và số công bố (tính đến 13 giờ 30 phút ngày 11/9/2024)",
        "TT | Chỉ tiêu | Số tổng hợp | Số công bố | Chênh lệch | Giải thích | Nguồn",
        "1 | Số người chết, mất tích (người) | 296 | 296 | 0 | Khớp. | [1]",
        "2 | Số người chết (người) | 155 | 155 | 0 | Khớp. | [1]",
        "3 | Số người mất tích (người) | 141 | 141 | 0 | Khớp. | [1]",
        "4 | Nhà hư hỏng, tốc mái (nhà) | gần 70.600 | trên 101.300 |  | Không có danh sách đầy đủ. | [1]",
        "5 | Lồng bè nuôi trồng thuỷ sản bị hư hỏng, cuốn trôi (lồng, bè) | … | trên 1.600 |  | "
        "Chưa có số liệu của địa phương. | [1]",
    ]


def test_the_annex_of_sources() -> None:
    made = report(yagi())
    table = tables(made)[-1]
    assert [row[1].link for row in table.rows] == [LIST, OTHER]
    assert table.rows[1][2].text == (
        "Số người chết: Yên Bái. Nhà hư hỏng, tốc mái: Quảng Ninh. Lúa bị ngập úng, thiệt hại: Tuyên Quang, Yên Bái."
    )
    assert [(a.label, a.title) for a in made.annexes] == [
        ("Phụ lục I", "Số liệu theo địa phương"),
        ("Phụ lục II", "Đối chiếu với số công bố cùng thời điểm"),
        ("Phụ lục III", "Nguồn số liệu"),
    ]


def test_a_source_that_is_no_address_is_no_link() -> None:
    made = report(statement(figure(DEAD, (row("Hà Nội", 1, source="Công văn số 12"),))))
    assert [(r[1].text, r[1].link) for r in tables(made)[-1].rows] == [("Công văn số 12", None)]


def test_a_case_of_another_field() -> None:
    made = report(reform(), place="Dĩ An")
    assert made.title == "Cải cách hành chính 6 tháng đầu năm 2025 tại Dĩ An (tính đến hết ngày 14/6/2025)"
    assert made.letterhead.issuer == "Tên cơ quan, tổ chức"
    assert (
        made.annexes[0].attached_to
        == "(Kèm theo Báo cáo nhanh số \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/BC ngày 11 tháng 9 năm 2024)"
    )
    lines = body(made)
    assert (
        lines[1]
        == "Tính đến hết ngày 14/6/2025: 2.810 hồ sơ tiếp nhận, giảm 90 hồ sơ so với báo cáo trước (hết ngày 14/5)."
    )
    assert lines[3] == "II. SỐ LIỆU TỔNG HỢP"
    assert lines[4].startswith("- Số hồ sơ tiếp nhận: 2.810 hồ sơ")
    assert lines[5].startswith("- Tỷ lệ hồ sơ giải quyết đúng hạn: 95,3%, cụ thể: ")
    assert not any("thiệt hại" in line for line in lines)
    assert annex(made, 0)[0] == "Bảng 1. Số liệu theo địa phương (tính đến hết ngày 14/6/2025)"
    assert [a.title for a in made.annexes] == ["Số liệu theo địa phương", "Nguồn số liệu"]


def test_the_opening_of_a_rate() -> None:
    rate = replace(reform(), figures=reform().figures[1:])
    assert body(report(rate))[1] == "Tính đến hết ngày 14/6/2025: tỷ lệ hồ sơ giải quyết đúng hạn 95,3%."
    assert body(report(rate, "en"))[1] == "As of the end of 14 June 2025, files settled in time stood at 95.3%."


def test_before_the_first_figure() -> None:
    made = report(statement(figure(DEAD), figure(INJURED)))
    assert body(made) == [
        "I. TÌNH HÌNH CHUNG",
        "Tính đến 13 giờ 30 phút ngày 11/9/2024: chưa có số liệu của địa phương.",
        "Số liệu xếp theo địa giới hành chính ngày 11/9/2024.",
        "II. VỀ SỐ LIỆU",
        "Chưa có số liệu về: số người chết; số người bị thương.",
        "Số liệu có thể thay đổi khi các địa phương bổ sung báo cáo./.",
    ]
    assert made.annexes == ()
    assert made.footnotes == ()


def test_maps_are_named() -> None:
    told = statement(figure(DEAD, (row("Hà Nội", 1),)))
    later = replace(told, map="2025-07-01")
    was = replace(told, map="as-it-was")
    nearest = replace(told, notes=(Note(NoteKind.NEAREST_MAP, as_of="2024-09-11"),))
    assert "Số liệu xếp theo địa giới hành chính ngày 01/7/2025." in body(report(later))[2]
    assert "Số liệu xếp theo đơn vị hành chính tại thời điểm của từng báo cáo." in body(report(was))[2]
    assert (
        "Báo cáo tổng hợp số liệu của 1/63 tỉnh, thành phố. Số liệu xếp theo bản đồ hành chính gần nhất hiện có, vì "
        "chưa có bản đồ của ngày 11/9/2024. Số liệu theo"
    ) in body(report(nearest))[2]


def test_a_statement_carries_no_note_of_a_figure() -> None:
    wrong = replace(yagi(), notes=(Note(NoteKind.OUTSIDE, unit="Quân khu ba"),))
    with pytest.raises(ValueError, match="a note of kind 'outside' belongs to a figure, not to the statement"):
        report(wrong)


def test_titles_without_a_translation_and_of_a_province() -> None:
    told = replace(yagi(), titles=(("vi", "Động đất"),), unit="Lào Cai", unit_level="province")
    assert report_title(told, "vi").startswith("Tình hình thiệt hại do động đất tại Lào Cai (tính đến ")
    assert report_title(told, "en").startswith("Damage caused by động đất: Lào Cai (as of ")
    assert report_title(replace(told, titles=()), "vi").startswith("Tình hình thiệt hại do yagi tại Lào Cai ")


def test_largest_values_of_several_returns_of_a_unit() -> None:
    level = Indicator("flood_peak", {"vi": "Mực nước cao nhất"}, "m", {"vi": "m"}, decimals=2, over_units=OverUnits.MAX)
    rows = (row("Yên Bái", "35.73"), row("Bảo Hà", "61.91", under="Lào Cai"), row("Lào Cai", "86.97"))
    lines = body(report(statement(figure(level, rows, value=Decimal("86.97")))))
    assert any("Mực nước cao nhất: 86,97 m, cụ thể: Lào Cai 86,97 m" in line for line in lines)


def test_only_two_languages_are_written() -> None:
    with pytest.raises(ValueError, match="unknown language 'fr'"):
        report(yagi(), "fr")
