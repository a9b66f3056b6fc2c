"""What a reader does: from the first page to the source of a figure, and home with the report."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.browser.conftest import MOMENT, YAGI

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
    page.get_by_role("link", name="Bão số 3 (Yagi), tháng 9 năm 2024").click()
    page.wait_for_url(f"**{YAGI}")

    page.get_by_label("Thời điểm", exact=True).and_(page.locator("select")).select_option("2024-09-11T13:30")
    page.get_by_role("button", name="Xem").click()
    page.wait_for_url(f"**{MOMENT}")
    page.get_by_text(
        "296 người chết, mất tích (155 người chết, 141 người mất tích), tăng 7 người so với báo cáo trước"
    ).wait_for()
    assert page.title() == "Bão số 3 (Yagi), tháng 9 năm 2024, 13 giờ 30 phút ngày 11/9/2024 – Tổng Kết"

    page.locator("#units").get_by_role("link", name="Lào Cai", exact=True).click()
    page.get_by_role("heading", name="Tỉnh Lào Cai").wait_for()
    page.locator("#units").get_by_role("link", name="Bảo Yên").click()
    page.get_by_role("heading", name="Huyện Bảo Yên").wait_for()
    assert "109 người chết, mất tích (109 người chưa phân tách)" in page.locator(".headline").inner_text()

    behind = page.locator("#sources tbody tr").first
    assert behind.locator("td").nth(1).inner_text() == "109 người"
    assert behind.get_by_role("link", name="ngaynay.vn").get_attribute("href") == (
        "https://ngaynay.vn/da-ghi-nhan-296-nguoi-chet-mat-tich-do-bao-so-3-va-mua-lu-post150851.html"
    )
    behind.get_by_role("link", name="13h30 11/9").click()
    page.get_by_role("heading", name="Báo cáo của huyện Bảo Yên").wait_for()
    assert page.locator("tbody tr").first.inner_text().split("\t") == [
        "Số người chết, mất tích", "109 người", "đúng như in", "danh sách đầy đủ", "ngaynay.vn",
    ]  # fmt: skip


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_switch_the_map(opened, script):
    page = opened(java_script_enabled=script)
    page.goto(MOMENT)
    first = page.locator("table.units tbody tr").nth(1)
    assert first.locator("td").first.inner_text().startswith("155")
    page.get_by_role("link", name="Bản đồ hiện nay: 34 tỉnh, thành phố").click()
    page.wait_for_url("**map=2026-08-24")
    page.locator("table.units").get_by_text("gồm Lào Cai, Yên Bái").wait_for()
    assert first.locator("td").first.inner_text().startswith("199")
    assert page.locator("table.units .total td").first.inner_text() == "296"


def test_choose_a_moment_with_the_keyboard_alone(opened):
    page = opened()
    page.goto(MOMENT)
    page.locator("#slider").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{YAGI}2024-09-11T18:00/")
    assert page.evaluate("document.activeElement.id") == "slider"
    assert page.locator("#slider").get_attribute("aria-valuetext") == "18 giờ ngày 11/9/2024"
    assert "18 giờ ngày 11/9/2024" in page.locator("#told").inner_text()
    page.go_back()
    page.get_by_text("296 người chết, mất tích").first.wait_for()


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
    page.get_by_role("link", name="Đối chiếu với số công bố").click()
    told = "Có 43 số công bố đối chiếu được với danh sách đầy đủ cùng thời điểm: 34 khớp, 9 có chênh lệch."
    page.get_by_text(told).wait_for()
    first = page.locator("table").first.locator("tbody tr")
    assert first.count() == 9
    assert first.first.inner_text().split("\t")[:5] == [
        "18 giờ ngày 09/9/2024", "Số người chết (người)", "48", "49", "−1",
    ]  # fmt: skip


def test_both_languages_in_place(opened):
    page = opened()
    page.goto(MOMENT)
    page.get_by_role("button", name="English").click()
    page.wait_for_url(f"**{MOMENT}")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_text(
        "296 persons were dead or missing (155 dead, 141 missing), up 7 from the previous report"
    ).first.wait_for()
