"""What the administrator and the secretary do in the browser, from nothing to an open period."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.month.pictures import picture
from tests.browser.steps import INVITATION, follow, number_in, press, read

COMMITTEE = "Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai"
FORM = "Báo cáo tháng về dịch vụ công"


def invite(page, full_name: str, role: str, unit: str) -> str:
    """The administrator invites somebody; the link that is shown once."""
    page.goto("/accounts/invite")
    main = page.get_by_role("main")
    main.get_by_label("Họ và tên").fill(full_name)
    main.get_by_label("Vai trò").select_option(label=role)
    main.get_by_label("Đơn vị").fill(unit)
    press(main, "Tạo liên kết")
    return INVITATION.search(read(main))[0]


def set_up_committee(page) -> None:
    """The committee with its head."""
    main = page.get_by_role("main")
    page.goto("/committees/")
    follow(main, "Lập ban chỉ đạo")
    for label, said in (
        ("Tên ban chỉ đạo", COMMITTEE),
        ("Lĩnh vực", "Chuyển đổi số"),
        ("Đơn vị", "Lào Cai"),
        ("Số, ký hiệu quyết định", "1234/QĐ-UBND"),
        ("Có hiệu lực từ", "2026-01-05"),
    ):
        main.get_by_label(label, exact=True).fill(said)
    press(main, "Lập ban chỉ đạo")
    follow(main, "Thêm thành viên")
    main.get_by_label("Họ và tên").fill("Lý Văn Một")
    main.get_by_label("Chức vụ").fill("Phó Chủ tịch UBND tỉnh")
    main.get_by_label("Chức trách trong ban").select_option(label="trưởng ban")
    main.get_by_label("Số, ký hiệu quyết định").fill("1234/QĐ-UBND")
    main.get_by_label("Có hiệu lực từ").fill("2026-01-05")
    press(main, "Thêm thành viên")
    expect(main.get_by_text("Lý Văn Một").first).to_be_visible()
    picture(page, "1-ban-chi-dao")


def design_form(page) -> None:
    """Two figures, their rate, a text and a rule; issued."""
    main = page.get_by_role("main")
    page.goto("/forms/")
    follow(main, "Lập biểu mẫu")
    main.get_by_label("Tên biểu mẫu").fill(FORM)
    press(main, "Lập biểu mẫu")
    follow(main, "Thêm phần")
    main.get_by_label("Tên phần").fill("Giải quyết thủ tục hành chính")
    press(main, "Lưu")
    for name in ("Hồ sơ tiếp nhận", "Hồ sơ nộp trực tuyến"):
        follow(main, "Chỉ tiêu mới")
        main.get_by_label("Tên chỉ tiêu").fill(name)
        main.get_by_label("Đơn vị tính").fill("hồ sơ")
        main.get_by_role("radio", name=re.compile("^Thời kỳ")).check()
        if name == "Hồ sơ tiếp nhận":
            picture(page, "2-chi-tieu")
        press(main, "Lưu")
    follow(main, "Chỉ tiêu tự tính")
    main.get_by_label("Tên chỉ tiêu").fill("Tỷ lệ nộp trực tuyến")
    main.get_by_label("Chỉ tiêu thứ nhất", exact=True).select_option(label="Hồ sơ nộp trực tuyến")
    main.get_by_label("Chỉ tiêu thứ hai", exact=True).select_option(label="Hồ sơ tiếp nhận")
    press(main, "Lưu")
    follow(main, "Mục lời văn")
    main.get_by_label("Tên mục lời văn").fill("Khó khăn, vướng mắc")
    main.get_by_label("Phần của báo cáo tổng hợp").select_option(label="II. Tồn tại, hạn chế và nguyên nhân")
    press(main, "Lưu")
    follow(main, "Thêm quy tắc")
    follow(main, "… không nhiều hơn …")
    main.get_by_label("Chỉ tiêu", exact=True).select_option(label="Hồ sơ nộp trực tuyến")
    main.get_by_label("không nhiều hơn", exact=True).select_option(label="Hồ sơ tiếp nhận")
    press(main, "Lưu")
    picture(page, "3-bieu-mau")
    follow(main, "Xem lại và ban hành")
    press(main, "Ban hành biểu")
    expect(main.get_by_role("heading", name="Nội dung bản số 1")).to_be_visible()


def ask_monthly(page) -> int:
    """The regime, and the period of November opened; the number of its round."""
    main = page.get_by_role("main")
    follow(main, "Yêu cầu báo cáo: lập chế độ báo cáo")
    main.get_by_label("Căn cứ").fill("Kế hoạch 56/KH-UBND")
    press(main, "Lập chế độ báo cáo")
    expect(main.get_by_role("heading", name=FORM)).to_be_visible()
    press(main, "Mở kỳ tháng 11 năm 2026")
    picture(page, "4-che-do-bao-cao")
    follow(main, "Tháng 11 năm 2026")
    return number_in(page, r"/rounds/(\d+)/")
