"""The periodic report as its reader sees it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.core.phrasing.periods import FORM, MONTHS, PAPER, PK, VP, WRITTEN, YB, local, month
from tests.core.phrasing.test_phrases import fields
from tests.core.phrasing.text import annex, body, footnotes
from tongket.core.forms.masking import guarded
from tongket.core.forms.model import FormContent
from tongket.core.phrasing.period_phrases import ENGLISH, VIETNAMESE
from tongket.core.phrasing.periodic.report import periodic_report
from tongket.core.phrasing.periodic.words import sentence
from tongket.core.rollup.model import State


def report(of=None, lang="vi", paper=PAPER):
    return periodic_report(of or month(), paper, local=local, lang=lang)


def told(key: str, lang: str = "vi", **asked) -> str:
    of = month(**asked)
    return sentence(of.figure(key), of, lang)


def test_the_head_the_title_and_the_signature():
    made = report()
    head = made.letterhead
    assert (head.superior, head.issuer) == ("Ủy ban nhân dân tỉnh Lào Cai", "Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai")
    assert head.number.replace("\u00a0", "_") == "Số:________/BC-BCĐ"
    assert head.place_and_date == "Lào Cai, ngày 21 tháng 11 năm 2026"
    assert (made.kind, made.title) == ("BÁO CÁO", "Kết quả công tác chuyển đổi số tháng 11 năm 2026")
    assert (made.signature.lines, made.signature.name) == (("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"), "Trần Văn Bình")
    assert made.recipients.lines == (
        "Ủy ban nhân dân tỉnh Lào Cai (để báo cáo)", "Các thành viên Ban Chỉ đạo", "Các đơn vị báo cáo", "Lưu: VT."
    )  # fmt: skip


def test_the_body_from_the_opening_to_the_close():
    assert body(report()) == [
        "Thực hiện Kế hoạch 15/KH-UBND, Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai báo cáo kết quả công tác chuyển đổi số "
        "tháng 11 năm 2026 (số liệu từ ngày 15/10/2026 đến ngày 14/11/2026) như sau:",
        "Có 2/3 xã, phường có báo cáo được tổng hợp; 1 đơn vị gửi muộn (phường Văn Phú).",
        "1 đơn vị chưa gửi báo cáo: phường Yên Bái.",
        "Số liệu theo từng đơn vị tại Phụ lục I. Tình hình gửi báo cáo tại Phụ lục II. Cách tổng hợp từng chỉ tiêu "
        "tại Phụ lục III.",
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Đời sống",
        "- Tổng số hộ: 3.200 hộ[1].",
        "- Hộ nghèo: 101 hộ.",
        "- Tỷ lệ hộ nghèo: 3,2%, tăng 1,2 điểm % so với tháng trước; tăng 0,5 điểm % so với cùng kỳ năm trước[2].",
        "Bảng 1. Đời sống",
        "TT | Chỉ tiêu | Đơn vị tính | Kỳ này | Kỳ trước | Cùng kỳ năm trước",
        "1 | Tổng số hộ | hộ | 3.200 | 6.200 | 6.200",
        "2 | Hộ nghèo | hộ | 101 | 125 | 170",
        "3 | Tỷ lệ hộ nghèo | % | 3,2 | 2,0 | 2,7",
        "2. Chuyển đổi số",
        "- Người được tập huấn: 70 người; trong đó: nữ 33 người, nam 37 người.",
        "- Tài khoản từ đầu năm: 6.050 người, riêng trong kỳ 250 người; tăng 400 người (7,1%) so với cùng kỳ năm "
        "trước[3].",
        "Bảng 2. Chuyển đổi số",
        "TT | Chỉ tiêu | Đơn vị tính | Kỳ này | Riêng trong kỳ | Kỳ trước | So kỳ trước (%) | Cùng kỳ năm trước | "
        "So cùng kỳ (%)",
        "1 | Người được tập huấn | người | 70 |  | 86 |  | 86 | ",
        "2 | - nữ | người | 33 |  | 41 |  | 41 | ",
        "3 | - nam | người | 37 |  | 45 |  | 45 | ",
        "4 | Tài khoản từ đầu năm | người | 6.050 | 250 | 5.800 | 104,3 | 5.650 | 107,1",
        "Kết quả nổi bật:",
        "- Xã Phúc Khánh:",
        "+ Mở 02 lớp tập huấn.",
        "+ Lắp wifi tại nhà văn hoá.",
        "II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "- Xã Phúc Khánh, phường Văn Phú: Thiếu máy tính.",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI",
        "Các đơn vị không nêu nội dung này trong báo cáo kỳ này.",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
        "Các đơn vị không nêu nội dung này trong báo cáo kỳ này.",
        "Trên đây là kết quả công tác chuyển đổi số tháng 11 năm 2026, Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai "
        "báo cáo./.",
    ]


def test_what_a_figure_does_not_cover_stands_in_a_footnote_once():
    assert footnotes(report()) == [
        "[1] Số liệu của 2/3 đơn vị. Kỳ trước có số liệu của 3/3 đơn vị nên chưa nêu mức tăng, giảm.",
        "[2] Kỳ trước có số liệu của 3/3 đơn vị: chênh lệch một phần do số đơn vị báo cáo khác nhau.",
        "[3] 1 đơn vị chưa có số kỳ này, lấy số gần nhất của kỳ trước.",
    ]


WHOLE = {**MONTHS, "2026-11": {"pk25": PK, "vp25": VP, "yb25": {**YB, "poor": 18, "trained;sex=male": 12}}}


@pytest.mark.parametrize(
    ("key", "sentence_"),
    [
        (
            "households",
            "Tổng số hộ: 6.200 hộ, không thay đổi so với tháng trước và cùng kỳ năm trước",
        ),
        ("poor", "Hộ nghèo: 119 hộ, giảm 6 hộ (4,8%) so với tháng trước; giảm 51 hộ (30%) so với cùng kỳ năm trước"),
        ("rate", "Tỷ lệ hộ nghèo: 1,9%, giảm 0,1 điểm % so với tháng trước; giảm 0,8 điểm % so với cùng kỳ năm trước"),
        (
            "trained",
            "Người được tập huấn: 90 người, tăng 4 người (4,7%) so với tháng trước; tăng 4 người (4,7%) so với cùng kỳ "
            "năm trước",
        ),
    ],
)
def test_a_change_is_told_where_the_same_units_reported(key, sentence_):
    assert told(key, months=WHOLE) == sentence_


def test_sums_of_other_units_are_not_told_as_a_change():
    """Two of three reported this month, three of three the month before: a fall of half would be nonsense."""
    assert told("households") == "Tổng số hộ: 3.200 hộ"


def test_the_annexes_lead_from_each_figure_to_the_units_and_their_returns():
    made = report()
    assert [(each.label, each.title, each.landscape) for each in made.annexes] == [
        ("Phụ lục I", "Số liệu theo đơn vị", True),
        ("Phụ lục II", "Tình hình gửi báo cáo", False),
        ("Phụ lục III", "Cách tổng hợp từng chỉ tiêu", False),
    ]
    assert annex(made, 0)[2:6] == [
        " | Tổng số | 3.200 | 101 | 3,2 | 70 | 33 | 37 | 6.050",
        "1 | Xã Phúc Khánh | 1.200 | 60 | 5,0 | 42 | 30 | 12 | 900",
        "2 | Phường Văn Phú | 2.000 | 41 | 2,1 | 28 | 3 | 25 | 2.150",
        "3 | Phường Yên Bái | … | … | … | … | … | … | 3.000",
    ]
    assert annex(made, 1)[2:] == [
        "1 | Xã Phúc Khánh | Đúng hạn | 18/11/2026 | 19/11/2026 | Bản 1",
        "2 | Phường Văn Phú | Gửi muộn | 20/11/2026 | 19/11/2026 | Bản 1",
        "3 | Phường Yên Bái | Chưa gửi |  | 19/11/2026 | ",
    ]
    assert annex(made, 2)[4] == (
        "3 | Tỷ lệ hộ nghèo | Tính lại từ số tổng hợp: “Hộ nghèo” ÷ “Tổng số hộ” × 100 | Số liệu của 2/3 đơn vị. "
        "Kỳ trước có số liệu của 3/3 đơn vị: chênh lệch một phần do số đơn vị báo cáo khác nhau."
    )
    assert annex(made, 2)[3].endswith("Kỳ trước có số liệu của 3/3 đơn vị nên chưa nêu mức tăng, giảm.")


def test_the_same_in_english():
    made = report(lang="en")
    assert made.title == "Results of work on Chuyển đổi số, November 2026"
    lines = body(made)
    assert lines[1] == "Returns of 2 of 3 units are consolidated; 1 late (phường Văn Phú)."
    assert "- Poor households: 101 households." in lines
    assert told("poor", "en", months=WHOLE) == (
        "Poor households: 119 households, down 6 households (4.8%) from the month before; "
        "down 51 households (30%) from the same period a year before"
    )
    assert "No unit wrote anything under this heading for this period." in lines


def test_a_flow_tells_its_year_where_all_of_it_is_on_record():
    months = {each: {"pk25": PK, "vp25": VP, "yb25": YB} for each in ("2025-01", "2025-02", "2026-01", "2026-02")}
    assert told("trained", period="2026-02", months=months) == (
        "Người được tập huấn: 86 người, không thay đổi so với tháng trước và cùng kỳ năm trước; "
        "luỹ kế từ đầu năm 172 người, bằng 100% cùng kỳ năm trước"
    )
    del months["2025-01"]
    assert told("trained", period="2026-02", months=months).endswith("luỹ kế từ đầu năm 172 người")


@pytest.mark.parametrize(
    ("said", "sentence_"),
    [
        ({"poor": 5}, "Hộ nghèo: 5 hộ"),
        ({"poor": 0}, "Hộ nghèo: 0 hộ"),
        ({"poor": State.NOTHING_TO_REPORT}, "Hộ nghèo: 0 hộ"),
        ({"poor": State.NOT_APPLICABLE}, "Hộ nghèo: chưa có số liệu"),
        ({"households": 5}, "Hộ nghèo: chưa có số liệu"),
    ],
)
def test_zero_nothing_and_unknown_are_told_apart(said, sentence_):
    assert told("poor", months={"2026-11": {"pk25": said}}) == sentence_


def test_nothing_to_compare_with_is_no_change():
    assert told("poor", months={"2026-11": MONTHS["2026-11"]}) == "Hộ nghèo: 101 hộ"


def test_units_of_before_the_reform_are_recast_and_a_divided_one_is_not_guessed():
    months = {"2024-11": {"pk": {"poor": 40}, "xt": {"poor": 25}, "mt": {"poor": 9}}, "2025-11": MONTHS["2025-11"]}
    of = month("2025-11", months=months)
    assert sentence(of.figure("poor"), of, "vi") == "Hộ nghèo: 170 hộ; tăng 96 hộ (129,7%) so với cùng kỳ năm trước"
    divided = month("2024-11", unit="vp25", months=months)
    assert sentence(divided.figure("poor"), divided, "vi") == (
        "Hộ nghèo: không có số so sánh được trên bản đồ hành chính được chọn"
    )
    assert "Số liệu các kỳ được quy đổi theo địa giới hành chính ngày 21/11/2026." in body(
        report(month("2024-11", months=months, on=date(2026, 11, 21)))
    )


def test_the_secretarys_own_words_stand_in_place_of_those_of_the_units():

    lines = body(
        report(replace(month(), edited={"shortcomings": "Còn thiếu trang thiết bị:\n- máy tính;\n+ máy quét."}))
    )
    at = lines.index("II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN")
    assert lines[at + 1 : at + 4] == ["Còn thiếu trang thiết bị:", "- máy tính;", "+ máy quét."]


def test_what_the_public_is_shown_hides_small_numbers_and_the_words_of_units():
    of = guarded(month())
    lines = annex(report(of), 0)
    assert lines[3:5] == [
        "1 | Xã Phúc Khánh | 1.200 | 60 | 5,0 | 42 | * | 12 | 900",
        "2 | Phường Văn Phú | 2.000 | 41 | 2,1 | 28 | * | 25 | 2.150",
    ]
    assert not [line for line in body(report(of)) if "Thiếu máy tính" in line]


def test_a_form_without_figures_and_a_month_without_returns_still_make_a_report():
    empty = report(month(form=FormContent(()), written={}))
    assert "Các đơn vị không nêu nội dung này trong báo cáo kỳ này." in body(empty)
    none = report(month(months={"2026-11": {}}, form=FORM, written={}))
    assert "- Hộ nghèo: chưa có số liệu." in body(none)


def test_both_languages_have_every_phrase_with_the_same_blanks():

    assert VIETNAMESE.keys() == ENGLISH.keys()
    assert {key for key in VIETNAMESE if fields(VIETNAMESE[key]) != fields(ENGLISH[key])} == set()


def test_what_units_wrote_is_never_more_than_text():
    lines = body(report(month(written={"pk25": {**WRITTEN["pk25"], "ask": "=1+1 <b>&amp; {x}"}})))
    assert "- Xã Phúc Khánh: =1+1 <b>&amp; {x}" in lines
