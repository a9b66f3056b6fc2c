"""What a reader does: from the first page to the source of a figure, and home with the report."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MOMENT, YAGI
from tests.browser.steps import follow, press

SCREENS = [
    pytest.param(width, scheme, script, id=f"{width}-{scheme}-{'script' if script else 'no-script'}")
    for width in (1280, 360)
    for scheme in ("light", "dark")
    for script in (True, False)
]


@pytest.mark.parametrize(("width", "scheme", "script"), SCREENS)
def test_from_the_first_page_to_the_source(opened, width, scheme, script):
    page = opened(width, color_scheme=scheme, java_script_enabled=script)
    page.goto("/")
    follow(page, "Bão số 3 (Yagi), tháng 9 năm 2024")
    expect(page).to_have_url(YAGI)

    page.get_by_label("Thời điểm", exact=True).and_(page.locator("select")).select_option("2024-09-11T13:30")
    press(page, "Xem")
    expect(page).to_have_url(MOMENT)
    told = "296 người chết, mất tích (155 người chết, 141 người mất tích), tăng 7 người so với báo cáo trước"
    expect(page.get_by_text(told).first).to_be_visible()
    expect(page).to_have_title("Bão số 3 (Yagi), tháng 9 năm 2024, 13 giờ 30 phút ngày 11/9/2024 – Tổng Kết")

    follow(page.locator("#units"), "Lào Cai", exact=True)
    expect(page.get_by_role("heading", name="Tỉnh Lào Cai")).to_be_visible()
    follow(page.locator("#units"), "Bảo Yên")
    expect(page.get_by_role("heading", name="Huyện Bảo Yên")).to_be_visible()
    expect(page.locator(".headline")).to_contain_text("109 người chết, mất tích (109 người chưa phân tách)")

    behind = page.locator("#sources tbody tr").first
    expect(behind.locator("td").nth(1)).to_have_text("109 người")
    expect(behind.get_by_role("link", name="ngaynay.vn")).to_have_attribute(
        "href", "https://ngaynay.vn/da-ghi-nhan-296-nguoi-chet-mat-tich-do-bao-so-3-va-mua-lu-post150851.html"
    )
    follow(behind, "13h30 11/9")
    expect(page.get_by_role("heading", name="Báo cáo của huyện Bảo Yên")).to_be_visible()
    expect(page.locator("tbody tr").first.locator("th, td")).to_have_text(
        ["Số người chết, mất tích", "109 người", "đúng như in", "danh sách đầy đủ", "ngaynay.vn"]
    )


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_switch_the_map(opened, script):
    page = opened(java_script_enabled=script)
    page.goto(MOMENT)
    first = page.locator("table.units tbody tr").nth(1).locator("td").first
    expect(first).to_have_text(re.compile("^155"))
    follow(page, "Bản đồ hiện nay: 34 tỉnh, thành phố")
    expect(page).to_have_url(re.compile("map=2026-08-24"))
    expect(page.locator("table.units").get_by_text("gồm Lào Cai, Yên Bái")).to_be_visible()
    expect(first).to_have_text(re.compile("^199"))
    expect(page.locator("table.units .total td").first).to_have_text("296")


def test_choose_a_moment_with_the_keyboard_alone(opened):
    page = opened()
    page.goto(MOMENT)
    page.locator("#slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{YAGI}2024-09-11T18:00/")
    expect(page.locator("#slider")).to_be_focused()
    expect(page.locator("#slider")).to_have_attribute("aria-valuetext", "18 giờ ngày 11/9/2024")
    expect(page.locator("#told")).to_contain_text("18 giờ ngày 11/9/2024")
    page.go_back()
    expect(page.get_by_text("296 người chết, mất tích").first).to_be_visible()


def test_take_the_report_away(opened):
    page = opened()
    page.goto(MOMENT)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Báo cáo, Word").click()
    assert coming.value.suggested_filename == "yagi-2024-09-11-1330.docx"
    with ZipFile(BytesIO(coming.value.path().read_bytes())) as docx:
        assert "296 người chết, mất tích" in docx.read("word/document.xml").decode()


def test_reconciliation_tells_differences_first(opened):
    page = opened()
    page.goto(MOMENT)
    follow(page, "Đối chiếu với số công bố")
    told = "Có 43 số công bố đối chiếu được với danh sách đầy đủ cùng thời điểm: 34 khớp, 9 có chênh lệch."
    expect(page.get_by_text(told)).to_be_visible()
    different = page.locator("table").first.locator("tbody tr")
    expect(different).to_have_count(9)
    first = different.first.locator("th, td")
    for at, said in enumerate(["18 giờ ngày 09/9/2024", "Số người chết (người)", "48", "49", "−1"]):
        expect(first.nth(at)).to_have_text(said)


def test_both_languages_in_place(opened):
    page = opened()
    page.goto(MOMENT)
    press(page, "English")
    expect(page).to_have_url(MOMENT)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    told = "296 persons were dead or missing (155 dead, 141 missing), up 7 from the previous report"
    expect(page.get_by_text(told).first).to_be_visible()
