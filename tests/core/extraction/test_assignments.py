"""Who is charged with what: subjects, orders, headings, introductions, slots and tables."""

from tests.core.extraction.reading import charges, found, text_of
from tongket.core.extraction.model import quote

XA = "Ủy ban nhân dân các xã, phường"


def test_a_subject_and_its_support() -> None:
    body = "1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ và các địa phương lập dự toán, xong trước ngày 30/6/2026.\n"
    assert charges(body) == [(("Sở Tài chính",), ("Sở Nội vụ", "các địa phương"), {"at": "2026-06-30"})]


def test_a_heading_leads_what_stands_under_it() -> None:
    body = (
        "**1. Sở Y tế**\n\na) Rà soát trang thiết bị của các trạm.\n\nb) Tập huấn cán bộ y tế cấp xã.\n\n2. "
        "Sở Nội vụ bố trí biên chế cho các trạm y tế.\n"
    )
    assert charges(body) == [(("Sở Y tế",), (), None), (("Sở Y tế",), (), None), (("Sở Nội vụ",), (), None)]


def test_an_introduction_gives_lead_and_support() -> None:
    body = (
        "1. Bộ Y tế chủ trì, phối hợp với các địa phương:\n\na) Dự trữ thuốc chữa bệnh.\n\nb) Phun khử khuẩn "
        "các vùng ngập.\n"
    )
    assert charges(body) == [(("Bộ Y tế",), ("các địa phương",), None)] * 2


def test_an_order_names_the_body_and_not_who_orders() -> None:
    body = (
        "1. Chủ tịch UBND tỉnh yêu cầu Giám đốc Sở Xây dựng kiểm tra các bến.\n\n2. Giao Công an tỉnh tuần "
        "tra ban đêm trên sông.\n"
    )
    assert charges(body) == [(("Sở Xây dựng",), (), None), (("Công an tỉnh",), (), None)]


def test_a_topic_before_the_colon_is_no_subject() -> None:
    body = (
        "1. Về đề nghị Bộ Nội vụ xem xét biên chế của tỉnh; sắp xếp bộ máy: Sở Nội vụ nghiên cứu, báo cáo Ủy "
        "ban nhân dân tỉnh.\n"
    )
    assert charges(body) == [(("Sở Nội vụ",), (), None)]


def test_another_subject_begins_another_assignment() -> None:
    body = "1. Sở Xây dựng lập quy hoạch bến bãi. Sở Tài chính bố trí kinh phí cho việc lập quy hoạch.\n"
    assert charges(body) == [(("Sở Xây dựng",), (), None), (("Sở Tài chính",), (), None)]


def test_role_inversion() -> None:
    body = (
        "**1. Sở Y tế**\n\na) Phối hợp với Sở Tài chính lập đề án mua sắm do Sở Tài chính chủ trì.\n\nb) Tập "
        "huấn cán bộ y tế cấp xã.\n"
    )
    assert charges(body)[0] == (("Sở Tài chính",), ("Sở Y tế",), None)


def test_slots_below_their_clauses() -> None:
    body = """**1. Về dữ liệu**

a) Nhiệm vụ:

- Chuẩn hóa dữ liệu đất đai trên địa bàn.

- Kết nối dữ liệu dân cư với hệ thống của tỉnh.

b) Cơ quan thực hiện:

- Đơn vị chủ trì: Sở Khoa học và Công nghệ.

- Đơn vị phối hợp: Công an tỉnh, UBND các xã, phường.

c) Thời gian thực hiện: Hoàn thành trong năm 2026.
"""
    assert charges(body) == [(("Sở Khoa học và Công nghệ",), ("Công an tỉnh", XA), {"at": "2026-12-31"})] * 2


def test_sections_that_aim_or_tell_charge_nobody() -> None:
    body = (
        "**I. MỤC ĐÍCH, YÊU CẦU**\n\n- Các doanh nghiệp phối hợp phát triển hạ tầng.\n\n**II. NHIỆM "
        "VỤ**\n\n1. Sở Y tế đã tổ chức tập huấn đầy đủ.\n\n2. Sở Y tế tổ chức tập huấn cho các trạm.\n"
    )
    assert charges(body) == [(("Sở Y tế",), (), None)]


def test_closing_formulas_are_no_assignments() -> None:
    body = (
        "1. Sở Y tế tổ chức tập huấn cho các trạm.\n\nYêu cầu các sở, ban, ngành nghiêm túc thực "
        "hiện.\n\nVăn phòng Ủy ban nhân dân tỉnh thông báo để các cơ quan biết, thực hiện./.\n"
    )
    assert charges(body) == [(("Sở Y tế",), (), None)]


TABLE = """1. Sở Y tế tổ chức tập huấn cho các trạm.

| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
|---|---|---|---|---|
| 1 | Lập danh mục bến bãi của tỉnh | Sở Xây dựng | UBND các xã, phường; Công an tỉnh | Quý II/2026 |
| 2 | Tập huấn nghiệp vụ cho chủ bến | Sở Nội vụ | | Thường xuyên |
"""


def test_a_task_table_gives_an_assignment_for_each_row() -> None:
    assert charges(TABLE)[1:] == [
        (("Sở Xây dựng",), (XA, "Công an tỉnh"), {"at": "2026-06-30"}),
        (("Sở Nội vụ",), (), {"text": "Thường xuyên"}),
    ]


def test_reports_have_who_to_whom_and_when() -> None:
    duties = found(
        "1. UBND các xã, phường báo cáo kết quả về Sở Y tế trước ngày 20 hằng tháng để tổng hợp, báo "
        "cáo Ủy ban nhân dân tỉnh.\n"
    ).duties
    assert [(d.who, d.to, d.due.as_json() if d.due else None) for d in duties] == [
        ((XA,), ("Sở Y tế",), {"every": "month", "by": "20"}),
        (("Sở Y tế",), ("Ủy ban nhân dân tỉnh",), None),
    ]


def test_a_channel_is_no_recipient() -> None:
    (duty,) = found("1. Các sở, ban, ngành báo cáo UBND tỉnh (thông qua Sở Nội vụ) trước ngày 15/6/2026.\n").duties
    assert duty.to == ("Ủy ban nhân dân tỉnh",)


def test_figures_asked_for_make_a_form() -> None:
    body = (
        "1. UBND các xã, phường rà soát, báo cáo cụ thể về một số nội dung sau:\n\n(1) Số hộ dân có nhà bị "
        "sập.\n\n(2) Tổng kinh phí cần hỗ trợ (trong đó kinh phí của tỉnh).\n\n2. Sở Y tế khử khuẩn các vùng "
        "ngập lụt.\n"
    )
    text = text_of(body)
    read = found(body)
    assert [(quote(text.plain, a.start, a.end), a.unit_of_measure) for a in read.form] == [
        ("Số hộ dân có nhà bị sập", "hộ"),
        ("Tổng kinh phí cần hỗ trợ", "đồng"),
    ]
    assert [a.lead for a in read.assignments] == [(XA,), ("Sở Y tế",)]
