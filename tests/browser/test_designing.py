"""A secretary makes a form and a regime from nothing: by keyboard, on a telephone, without script; axe looks on."""

import re
import signal
from collections.abc import Callable

import pytest

from tests.browser.test_accounts import FINDS, PASSWORD, RULES
from tests.ops.running import Installation

CYCLE = "from tests.flow.returns.cycle import monthly; monthly()"
POOR = "Số hộ nghèo"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a server of the small cycle of the tests."""
    made = Installation(tmp_path_factory.mktemp("designing"))
    assert made.run("migrate").returncode == 0
    made.python(CYCLE)
    process = made.start("serve")
    for line in process.stderr:
        if found := re.search(r"Serving on (http://[\d.]+:\d+)/", line):
            yield found[1]
            break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


@pytest.fixture
def sound(axe):
    """`sound(page)`: axe finds nothing, and nothing is wider than the screen."""

    def look(page) -> None:
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
        page.evaluate(axe)
        found = page.evaluate(FINDS, RULES)["violations"]
        assert [f"{page.url} {each['id']}: {node['html'][:150]}" for each in found for node in each["nodes"]] == []

    return look


Seen = Callable[[object, str], None]


def sign_in(page) -> None:
    page.goto("/account/sign-in")
    page.get_by_label("Tên tài khoản").fill("thu")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(account/|work)$"))


def design(page, name: str, seen: Seen) -> None:
    """A form with an indicator, one by sex, a rate, a text and a rule; issued."""
    main = page.get_by_role("main")
    page.goto("/forms/")
    seen(page, "forms")
    main.get_by_role("link", name="Lập biểu mẫu").click()
    main.get_by_label("Tên biểu mẫu").fill(name)
    main.get_by_role("button", name="Lập biểu mẫu").click()
    seen(page, "draft-empty")
    main.get_by_role("link", name="Thêm phần").click()
    main.get_by_label("Tên phần").fill("Đời sống")
    seen(page, "section")
    main.get_by_role("button", name="Lưu").click()
    define(main, f"{POOR} {name}", "hộ", "Thời điểm")
    define(main, f"Tổng số hộ {name}", "hộ", "Thời điểm")
    main.get_by_role("link", name="Chỉ tiêu mới").click()
    main.get_by_label("Tên chỉ tiêu").fill(f"Người được tập huấn {name}")
    main.get_by_label("Đơn vị tính").fill("người")
    main.get_by_label("Thời kỳ").check()
    main.get_by_label("Chia theo giới tính: nữ, nam").check()
    seen(page, "indicator")
    main.get_by_role("button", name="Lưu").click()
    main.get_by_role("link", name="Chỉ tiêu tự tính").click()
    main.get_by_label("Tên chỉ tiêu").fill(f"Tỷ lệ hộ nghèo {name}")
    main.get_by_label("Chỉ tiêu thứ nhất", exact=True).select_option(label=f"{POOR} {name}")
    main.get_by_label("Chỉ tiêu thứ hai", exact=True).select_option(label=f"Tổng số hộ {name}")
    seen(page, "computed")
    main.get_by_role("button", name="Lưu").click()
    main.get_by_role("link", name="Mục lời văn").click()
    main.get_by_label("Tên mục lời văn").fill("Khó khăn, vướng mắc")
    main.get_by_label("Phần của báo cáo tổng hợp").select_option(label="II. Tồn tại, hạn chế và nguyên nhân")
    seen(page, "text")
    main.get_by_role("button", name="Lưu").click()
    main.get_by_role("link", name="Thêm quy tắc").click()
    seen(page, "rules")
    main.get_by_role("link", name="… không nhiều hơn …").click()
    main.get_by_label("Chỉ tiêu", exact=True).select_option(label=f"{POOR} {name}")
    main.get_by_label("không nhiều hơn", exact=True).select_option(label=f"Tổng số hộ {name}")
    seen(page, "rule")
    main.get_by_role("button", name="Lưu").click()
    said = f"{POOR} {name} không nhiều hơn Tổng số hộ {name}; sai thì không gửi được."
    assert main.get_by_text(said).count() == 1
    main.get_by_role("button", name=f"Lên: Tổng số hộ {name}").click()
    assert main.locator(".items li b").first.inner_text() == f"Tổng số hộ {name}"
    seen(page, "draft")
    main.get_by_role("link", name="Xem lại và ban hành").click()
    seen(page, "issue")
    main.get_by_role("button", name="Ban hành biểu").click()
    assert main.get_by_role("heading", name="Nội dung bản số 1").is_visible()
    seen(page, "form")


def define(main, name: str, measure: str, kind: str) -> None:
    main.get_by_role("link", name="Chỉ tiêu mới").click()
    main.get_by_label("Tên chỉ tiêu").fill(name)
    main.get_by_label("Đơn vị tính").fill(measure)
    main.get_by_label(kind).check()
    main.get_by_role("button", name="Lưu").click()


def ask(page, name: str, seen: Seen) -> None:
    """A monthly regime for that form, and its first period opened."""
    main = page.get_by_role("main")
    main.get_by_role("link", name="Yêu cầu báo cáo: lập chế độ báo cáo").click()
    main.get_by_label("Căn cứ").fill("Kế hoạch 15/KH-UBND")
    seen(page, "regime-new")
    main.get_by_role("button", name="Lập chế độ báo cáo").click()
    assert main.get_by_role("heading", name=name).is_visible()
    assert "3 đơn vị phải báo cáo." in main.inner_text()
    assert "ngày làm việc thứ 3" in main.inner_text()
    seen(page, "regime")
    main.get_by_role("button", name=re.compile("^Mở kỳ tháng")).click()
    row = main.get_by_role("row").filter(has_text=re.compile("^Tháng"))
    assert re.sub(r"\s+", " ", row.first.inner_text()).endswith("3 0 0 Cập nhật kỳ")
    seen(page, "regime-open")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_form_and_a_regime_from_nothing(opened, sound, width, scheme):
    page = opened(width, color_scheme=scheme, bypass_csp=True)
    sign_in(page)
    name = f"Báo cáo {width}"
    design(page, name, lambda at, _: sound(at))
    ask(page, name, lambda at, _: sound(at))
    for address in ("/library/", "/calendar/", "/regimes/"):
        page.goto(address)
        sound(page)


def test_the_same_without_script_at_320(opened):
    page = opened(320, java_script_enabled=False)
    sign_in(page)
    seen = []

    def look(at, place) -> None:
        seen.append(place)
        at.wait_for_load_state()
        assert at.evaluate("document.documentElement.scrollWidth") <= 320, place

    design(page, "Báo cáo không lệnh", look)
    ask(page, "Báo cáo không lệnh", look)
    assert len(seen) == 14


def test_a_section_by_keyboard_alone(opened):
    """Every step is reached with Tab and done with Enter; after it one stands where it shows."""
    page = opened()
    sign_in(page)
    page.goto("/forms/new")
    tab_to(page, "INPUT name")
    page.keyboard.type("Báo cáo bàn phím")
    page.keyboard.press("Enter")
    page.wait_for_url("**/draft/")
    for title in ("Một", "Hai"):
        tab_to(page, "A Thêm phần")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sections/new")
        tab_to(page, "INPUT title")
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        page.wait_for_url("**/draft/#at-section-*")
    tab_to(page, "BUTTON Lên: Hai")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.part h2').textContent === '1. Hai'")
    assert page.url.endswith("#at-section-2")
    page.keyboard.press("Tab")
    assert at_focus(page) == "BUTTON Lên: Hai", "the place that was moved is where one goes on"
    tab_to(page, "BUTTON Bỏ: Hai")
    page.keyboard.press("Enter")
    page.get_by_text("Đã bỏ. Bấm “Hoàn tác” để lấy lại.").wait_for()
    tab_to(page, "BUTTON Hoàn tác")
    page.keyboard.press("Enter")
    page.get_by_text("Đã hoàn tác bước vừa rồi.").wait_for()
    assert page.locator(".part h2").all_inner_texts() == ["1. Hai", "2. Một"]


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
