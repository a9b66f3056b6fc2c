"""What the administrator and the secretary do in the browser, from nothing to an open period."""

from __future__ import annotations

import re

from tests.browser.month.site import PASSWORD, picture

COMMITTEE = "Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai"
FORM = "Báo cáo tháng về dịch vụ công"


def sign_in(page, name: str) -> None:
    """Through the sign-in page, to one's own work."""
    page.goto("/account/sign-in")
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/work")


def accept(page, link: str, name: str) -> None:
    """Open an invitation and choose a name and a password."""
    page.goto(link)
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/sign-in")


def invite(page, full_name: str, role: str, unit: str) -> str:
    """The administrator invites somebody; the link that is shown once."""
    page.goto("/accounts/invite")
    main = page.get_by_role("main")
    main.get_by_label("Họ và tên").fill(full_name)
    main.get_by_label("Vai trò").select_option(label=role)
    main.get_by_label("Đơn vị").fill(unit)
    main.get_by_role("button", name="Tạo liên kết").click()
    return re.search(r"http\S+/invitation/[\w-]+", main.inner_text())[0]


def set_up_committee(page) -> None:
    """The committee with its head."""
    main = page.get_by_role("main")
    page.goto("/committees/")
    main.get_by_role("link", name="Lập ban chỉ đạo").click()
    for label, said in (
        ("Tên ban chỉ đạo", COMMITTEE),
        ("Lĩnh vực", "Chuyển đổi số"),
        ("Đơn vị", "Lào Cai"),
        ("Số, ký hiệu quyết định", "1234/QĐ-UBND"),
        ("Có hiệu lực từ", "2026-01-05"),
    ):
        main.get_by_label(label, exact=True).fill(said)
    main.get_by_role("button", name="Lập ban chỉ đạo").click()
    main.get_by_role("link", name="Thêm thành viên").click()
    main.get_by_label("Họ và tên").fill("Lý Văn Một")
    main.get_by_label("Chức vụ").fill("Phó Chủ tịch UBND tỉnh")
    main.get_by_label("Chức trách trong ban").select_option(label="trưởng ban")
    main.get_by_label("Số, ký hiệu quyết định").fill("1234/QĐ-UBND")
    main.get_by_label("Có hiệu lực từ").fill("2026-01-05")
    main.get_by_role("button", name="Thêm thành viên").click()
    main.get_by_text("Lý Văn Một").first.wait_for()
    picture(page, "1-ban-chi-dao")


def design_form(page) -> None:
    """Two figures, their rate, a text and a rule; issued."""
    main = page.get_by_role("main")
    page.goto("/forms/")
    main.get_by_role("link", name="Lập biểu mẫu").click()
    main.get_by_label("Tên biểu mẫu").fill(FORM)
    main.get_by_role("button", name="Lập biểu mẫu").click()
    main.get_by_role("link", name="Thêm phần").click()
    main.get_by_label("Tên phần").fill("Giải quyết thủ tục hành chính")
    main.get_by_role("button", name="Lưu").click()
    for name in ("Hồ sơ tiếp nhận", "Hồ sơ nộp trực tuyến"):
        main.get_by_role("link", name="Chỉ tiêu mới").click()
        main.get_by_label("Tên chỉ tiêu").fill(name)
        main.get_by_label("Đơn vị tính").fill("hồ sơ")
        main.get_by_role("radio", name=re.compile("^Thời kỳ")).check()
        if name == "Hồ sơ tiếp nhận":
            picture(page, "2-chi-tieu")
        main.get_by_role("button", name="Lưu").click()
    main.get_by_role("link", name="Chỉ tiêu tự tính").click()
    main.get_by_label("Tên chỉ tiêu").fill("Tỷ lệ nộp trực tuyến")
    main.get_by_label("Chỉ tiêu thứ nhất", exact=True).select_option(label="Hồ sơ nộp trực tuyến")
    main.get_by_label("Chỉ tiêu thứ hai", exact=True).select_option(label="Hồ sơ tiếp nhận")
    main.get_by_role("button", name="Lưu").click()
    main.get_by_role("link", name="Mục lời văn").click()
    main.get_by_label("Tên mục lời văn").fill("Khó khăn, vướng mắc")
    main.get_by_label("Phần của báo cáo tổng hợp").select_option(label="II. Tồn tại, hạn chế và nguyên nhân")
    main.get_by_role("button", name="Lưu").click()
    main.get_by_role("link", name="Thêm quy tắc").click()
    main.get_by_role("link", name="… không nhiều hơn …").click()
    main.get_by_label("Chỉ tiêu", exact=True).select_option(label="Hồ sơ nộp trực tuyến")
    main.get_by_label("không nhiều hơn", exact=True).select_option(label="Hồ sơ tiếp nhận")
    main.get_by_role("button", name="Lưu").click()
    picture(page, "3-bieu-mau")
    main.get_by_role("link", name="Xem lại và ban hành").click()
    main.get_by_role("button", name="Ban hành biểu").click()
    main.get_by_role("heading", name="Nội dung bản số 1").wait_for()


def ask_monthly(page) -> int:
    """The regime, and the period of November opened; the number of its round."""
    main = page.get_by_role("main")
    main.get_by_role("link", name="Yêu cầu báo cáo: lập chế độ báo cáo").click()
    main.get_by_label("Căn cứ").fill("Kế hoạch 56/KH-UBND")
    main.get_by_role("button", name="Lập chế độ báo cáo").click()
    main.get_by_role("heading", name=FORM).wait_for()
    main.get_by_role("button", name="Mở kỳ tháng 11 năm 2026").click()
    picture(page, "4-che-do-bao-cao")
    main.get_by_role("link", name="Tháng 11 năm 2026").click()
    page.wait_for_url(re.compile(r"/rounds/\d+/"))
    return int(re.search(r"/rounds/(\d+)", page.url)[1])
