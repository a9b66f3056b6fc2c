"""A secretary makes a form and a regime from nothing: by keyboard, on a telephone, without script; axe looks on."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import QUICK
from tests.browser.steps import enter, follow, press
from tests.ops.running import Installation

CYCLE = "from tests.flow.returns.cycle import monthly; monthly()"
POOR = "Số hộ nghèo"


@pytest.fixture(scope="module")
def there(set_up, tmp_path_factory) -> Installation:
    """An installation with the small cycle of the tests."""
    made = set_up.copy(tmp_path_factory.mktemp("designing"), **QUICK)
    made.python(CYCLE)
    return made


Seen = Callable[[object, str], None]


def design(page, name: str, seen: Seen) -> None:
    """A form with an indicator, one by sex, a rate, a text and a rule; issued."""
    main = page.get_by_role("main")
    page.goto("/forms/")
    seen(page, "forms")
    follow(main, "Lập biểu mẫu")
    main.get_by_label("Tên biểu mẫu").fill(name)
    press(main, "Lập biểu mẫu")
    seen(page, "draft-empty")
    follow(main, "Thêm phần")
    main.get_by_label("Tên phần").fill("Đời sống")
    seen(page, "section")
    press(main, "Lưu")
    define(main, f"{POOR} {name}", "hộ", "Thời điểm")
    define(main, f"Tổng số hộ {name}", "hộ", "Thời điểm")
    follow(main, "Chỉ tiêu mới")
    main.get_by_label("Tên chỉ tiêu").fill(f"Người được tập huấn {name}")
    main.get_by_label("Đơn vị tính").fill("người")
    main.get_by_label("Thời kỳ").check()
    main.get_by_label("Chia theo giới tính: nữ, nam").check()
    seen(page, "indicator")
    press(main, "Lưu")
    follow(main, "Chỉ tiêu tự tính")
    main.get_by_label("Tên chỉ tiêu").fill(f"Tỷ lệ hộ nghèo {name}")
    main.get_by_label("Chỉ tiêu thứ nhất", exact=True).select_option(label=f"{POOR} {name}")
    main.get_by_label("Chỉ tiêu thứ hai", exact=True).select_option(label=f"Tổng số hộ {name}")
    seen(page, "computed")
    press(main, "Lưu")
    follow(main, "Mục lời văn")
    main.get_by_label("Tên mục lời văn").fill("Khó khăn, vướng mắc")
    main.get_by_label("Phần của báo cáo tổng hợp").select_option(label="II. Tồn tại, hạn chế và nguyên nhân")
    seen(page, "text")
    press(main, "Lưu")
    follow(main, "Thêm quy tắc")
    seen(page, "rules")
    follow(main, "… không nhiều hơn …")
    main.get_by_label("Chỉ tiêu", exact=True).select_option(label=f"{POOR} {name}")
    main.get_by_label("không nhiều hơn", exact=True).select_option(label=f"Tổng số hộ {name}")
    seen(page, "rule")
    press(main, "Lưu")
    said = f"{POOR} {name} không nhiều hơn Tổng số hộ {name}; sai thì không gửi được."
    expect(main.get_by_text(said)).to_have_count(1)
    press(main, f"Lên: Tổng số hộ {name}")
    expect(main.locator(".items li b").first).to_have_text(f"Tổng số hộ {name}")
    seen(page, "draft")
    follow(main, "Xem lại và ban hành")
    seen(page, "issue")
    press(main, "Ban hành biểu")
    expect(main.get_by_role("heading", name="Nội dung bản số 1")).to_be_visible()
    seen(page, "form")


def define(main, name: str, measure: str, kind: str) -> None:
    follow(main, "Chỉ tiêu mới")
    main.get_by_label("Tên chỉ tiêu").fill(name)
    main.get_by_label("Đơn vị tính").fill(measure)
    main.get_by_label(kind).check()
    press(main, "Lưu")


def ask(page, name: str, seen: Seen) -> None:
    """A monthly regime for that form, and its first period opened."""
    main = page.get_by_role("main")
    follow(main, "Yêu cầu báo cáo: lập chế độ báo cáo")
    main.get_by_label("Căn cứ").fill("Kế hoạch 15/KH-UBND")
    seen(page, "regime-new")
    press(main, "Lập chế độ báo cáo")
    expect(main.get_by_role("heading", name=name)).to_be_visible()
    expect(main).to_contain_text("3 đơn vị phải báo cáo.")
    expect(main).to_contain_text("ngày làm việc thứ 3")
    seen(page, "regime")
    press(main, re.compile("^Mở kỳ tháng"))
    opened = main.get_by_role("row").filter(has_text=re.compile("^Tháng")).first
    expect(opened.get_by_role("cell")).to_have_text([re.compile(r"^\d+/11/2026$"), "3", "0", "0", "Cập nhật kỳ"])
    seen(page, "regime-open")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_form_and_a_regime_from_nothing(signed_in, sound, width, scheme):
    page = signed_in("thu", width, color_scheme=scheme, bypass_csp=True)
    name = f"Báo cáo {width}"
    design(page, name, lambda at, _: sound(at))
    ask(page, name, lambda at, _: sound(at))
    for address in ("/library/", "/calendar/", "/regimes/"):
        page.goto(address)
        sound(page)


def test_the_same_without_script_at_320(signed_in):
    page = signed_in("thu", 320, java_script_enabled=False)
    seen = []

    def look(at, place) -> None:
        seen.append(place)
        assert at.evaluate("document.documentElement.scrollWidth") <= 320, place

    design(page, "Báo cáo không lệnh", look)
    ask(page, "Báo cáo không lệnh", look)
    assert len(seen) == 14


def test_a_section_by_keyboard_alone(signed_in):
    """Every step is reached with Tab and done with Enter; after it one stands where it shows."""
    page = signed_in("thu")
    page.goto("/forms/new")
    tab_to(page, "INPUT name")
    page.keyboard.type("Báo cáo bàn phím")
    enter(page)
    expect(page).to_have_url(re.compile("/draft/$"))
    for number, title in enumerate(("Một", "Hai"), 1):
        tab_to(page, "A Thêm phần")
        enter(page)
        expect(page).to_have_url(re.compile("/sections/new$"))
        tab_to(page, "INPUT title")
        page.keyboard.type(title)
        enter(page)
        expect(page).to_have_url(re.compile(f"/draft/#at-section-{number}$"))
    tab_to(page, "BUTTON Lên: Hai")
    enter(page)
    titles = page.locator(".part h2")
    expect(titles).to_have_text(["1. Hai", "2. Một"])
    expect(page).to_have_url(re.compile("#at-section-2$"))
    page.keyboard.press("Tab")
    assert at_focus(page) == "BUTTON Lên: Hai", "the place that was moved is where one goes on"
    tab_to(page, "BUTTON Bỏ: Hai")
    enter(page)
    expect(page.get_by_text("Đã bỏ. Bấm “Hoàn tác” để lấy lại.")).to_be_visible()
    tab_to(page, "BUTTON Hoàn tác")
    enter(page)
    expect(page.get_by_text("Đã hoàn tác bước vừa rồi.")).to_be_visible()
    expect(titles).to_have_text(["1. Hai", "2. Một"])


def at_focus(page) -> str:
    return page.evaluate(
        """() => {
          const at = document.activeElement;
          return at.tagName + ' ' + (at.getAttribute('aria-label') || at.textContent.trim() || at.name || '');
        }"""
    )


def tab_to(page, wanted: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if at_focus(page) == wanted:
            return
    pytest.fail(f"Tab does not reach {wanted}")
