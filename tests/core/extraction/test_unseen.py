"""Faults that blind labelling of unseen documents brought to light, told again with made-up clauses."""

import pytest

from tests.core.extraction.reading import bodies, charges, found, text_of
from tongket.core.extraction.flat import lowered


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("HOÀN THÀNH toàn bộ, hoài niệm", "hoàn thành toàn bộ, hoài niệm"),
        ("Hoà Bình, toà án, văn hoá, uỷ ban, thuỷ lợi", "hòa bình, tòa án, văn hóa, ủy ban, thủy lợi"),
        ("hoán đổi", "hoán đổi"),
    ],
)
def test_only_open_syllables_take_the_newer_place_of_the_tone(printed: str, folded: str) -> None:
    assert lowered(printed) == folded


def test_a_time_of_completion_below_its_clause() -> None:
    body = "**1. Sở Xây dựng**\n\na) Kiểm kê bến bãi trong tỉnh.\n\nThời gian hoàn thành: Trước ngày 20/5/2026.\n"
    assert charges(body) == [(("Sở Xây dựng",), (), {"at": "2026-05-20"})]


def test_a_report_is_due_when_the_line_below_says() -> None:
    body = "**1. Sở Xây dựng**\n\na) Báo cáo kết quả gửi Sở Tài chính.\n\nThời hạn hoàn thành: Trước ngày 20/5/2026.\n"
    (duty,) = found(body).duties
    assert (duty.to, duty.due.at if duty.due else None) == (("Sở Tài chính",), "2026-05-20")


def test_two_months_are_no_day() -> None:
    body = "**1. Sở Xây dựng**\n\na) Tập huấn cho các xã.\n\nThời gian thực hiện: Tháng 10 - 12/2026.\n"
    assert charges(body) == [(("Sở Xây dựng",), (), {"text": "Tháng 10 - 12/2026"})]


def test_a_heading_charges_whoever_has_the_responsibility() -> None:
    body = (
        "**1. Nhiệm vụ của Sở Xây dựng**\n\n1.1. Trách nhiệm của chủ hồ thủy lợi nhỏ (kể cả hợp tác xã):\n\n"
        "- Lập sổ theo dõi mực nước.\n\n1.2. Trách nhiệm của Sở Tài chính:\n\n- Bố trí kinh phí sửa đập.\n"
    )
    assert charges(body) == [(("chủ hồ thủy lợi nhỏ",), (), None), (("Sở Tài chính",), (), None)]


def test_a_heading_charges_those_in_its_brackets() -> None:
    body = "1. Các cơ quan chuyên ngành (gồm các Sở: Y tế, Xây dựng)\n\n- Cử cán bộ tham gia đoàn kiểm tra.\n"
    assert charges(body) == [(("Sở Y tế", "Sở Xây dựng"), (), None)]


def test_a_body_that_directs_another_leads_what_follows() -> None:
    body = "1.1. Về bảo hiểm\n\nSở Tài chính chỉ đạo Kho bạc Nhà nước khu vực:\n\na) Chi trả trước Tết cho người dân.\n"
    assert charges(body) == [(("Sở Tài chính",), (), None)]


def test_a_topic_turns_to_another_matter() -> None:
    body = (
        "1. Các xã phát động chiến dịch dọn kênh, hoàn thành trước ngày 30/4/2026.\n\n"
        "Về kinh phí: Các xã bố trí từ ngân sách của mình.\n"
    )
    assert charges(body) == [(("các xã",), (), {"at": "2026-04-30"}), (("các xã",), (), None)]


def test_work_is_given_also_where_criteria_are_told() -> None:
    body = (
        "**1. Tiêu chí xếp loại**\n\na) Điểm tính theo số bến sạch.\n\n"
        "b) Trên cơ sở điểm số, giao Sở Y tế lập đoàn đi kiểm tra.\n"
    )
    assert charges(body) == [(("Sở Y tế",), (), None)]


def test_an_annex_inherits_nobody() -> None:
    body = "1. Sở Y tế\n\na) Chấm điểm các xã.\n\nPHỤ LỤC\n\nCách chấm điểm là phải có sổ theo dõi ở xã.\n"
    assert charges(body) == [(("Sở Y tế",), (), None)]


def test_a_permission_is_no_charge() -> None:
    body = "1. Sở Y tế\n\na) Được phép mua thuốc theo thủ tục rút gọn.\n\nb) Kiểm tra các trạm y tế xã.\n"
    (only,) = found(body).assignments
    assert text_of(body).plain[only.start : only.end] == "Kiểm tra các trạm y tế xã."


def test_an_example_in_brackets_is_no_subject() -> None:
    body = (
        "1. Ủy ban nhân dân các xã\n\na) Dành chỗ ở cho dân (kể cả trụ sở Công an, Bộ đội nếu cần) và phải "
        "chăm lo bữa ăn.\n"
    )
    assert charges(body) == [(("Ủy ban nhân dân các xã",), (), None)]


def test_a_firm_call_to_carry_out_closes() -> None:
    body = "1. Sở Y tế mua thuốc.\n\nYêu cầu các sở, ngành quyết liệt triển khai thực hiện Chỉ thị này./.\n"
    assert charges(body) == [(("Sở Y tế",), (), None)]


def test_who_reports_on_to_others_is_not_told_by_them() -> None:
    body = "1. Sở Y tế lập kế hoạch, nêu đơn vị chịu trách nhiệm báo cáo và các đơn vị khác có liên quan.\n"
    assert found(body).duties == ()


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("các Tập đoàn: Điện lực Việt Nam, Viettel khẩn trương", ("Tập đoàn Điện lực Việt Nam", "Tập đoàn Viettel")),
        ("các Tổng công ty Sông Lam và Sông Hậu phối hợp", ("Tổng công ty Sông Lam", "Tổng công ty Sông Hậu")),
        (
            "UBND thành phố Hải Phòng, thành phố Huế và tỉnh Gia Lai hỗ trợ",
            (
                "Ủy ban nhân dân thành phố Hải Phòng",
                "Ủy ban nhân dân thành phố Huế",
                "Ủy ban nhân dân tỉnh Gia Lai",
            ),
        ),
        (
            "Ủy ban nhân dân các tỉnh ven biển, nhất là các tỉnh: Gia Lai, Cà Mau rà soát",
            ("Ủy ban nhân dân các tỉnh ven biển",),
        ),
        ("các cơ quan quản lý nhà nước rà soát", ("các cơ quan quản lý nhà nước",)),
        ("các cơ quan quản lý cấp trên đôn đốc", ("các cơ quan quản lý cấp trên",)),
        ("các tổ chức cung cấp dịch vụ viễn thông phối hợp", ("các tổ chức cung cấp dịch vụ viễn thông",)),
        ("các đơn vị cung ứng dịch vụ rà soát", ("các đơn vị cung ứng dịch vụ",)),
        ("các cơ quan báo chí, truyền thông đưa tin", ("các cơ quan báo chí, truyền thông",)),
    ],
)
def test_lists_of_bodies(printed: str, names: tuple[str, ...]) -> None:
    assert bodies(printed) == names


def test_a_number_with_a_point_is_one_number() -> None:
    (one,) = found("1. Sở Y tế thực hiện Nghị quyết số 66.7/2025/NQ-CP của Chính phủ.\n").citations
    assert one.number == "66.7/2025/NQ-CP"


def test_a_law_printed_with_a_small_letter() -> None:
    (one,) = found("1. Sở Y tế lập dự toán theo Luật ngân sách nhà nước.\n").citations
    assert one.name == "Luật ngân sách nhà nước"


def test_aims_charge_nobody_though_a_line_introduces_them() -> None:
    body = (
        "**1. Mục tiêu cụ thể**\n\nĐến năm 2030, tỉnh phấn đấu đạt những mục tiêu sau:\n\n"
        "- 100% người dân ở các khu vực khó khăn; các khu vực khác được phổ biến kiến thức.\n"
    )
    assert charges(body) == []


def test_another_subject_behind_a_semicolon_begins_another_assignment() -> None:
    body = "1. Sở Y tế mua thuốc, xong trong tháng 5 năm 2026; Sở Xây dựng kiểm tra các trạm.\n"
    assert charges(body) == [(("Sở Y tế",), (), {"at": "2026-05-31"}), (("Sở Xây dựng",), (), None)]
    listed = "1. Sở Y tế; Sở Xây dựng kiểm tra các trạm.\n"
    assert [lead for lead, _, _ in charges(listed)] == [("Sở Y tế", "Sở Xây dựng")]
