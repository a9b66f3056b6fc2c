"""A commune official fills in a return: by keyboard, by pasting, while the line is down, beside a colleague."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import QUICK
from tests.browser.steps import eventually, go, press
from tests.ops.running import Installation

CYCLE = """
import json
from tests.flow.returns.cycle import monthly
from tongket.flow.returns.models import Obligation
cycle = monthly()
print(json.dumps({unit: row.pk for unit, row in cycle.owed.items()}))
"""
NEW = """
from tests.flow.returns.cycle import AT, DUE
from tongket.flow.returns.models import Obligation, Regime
regime = Regime.objects.get()
last = regime.rounds.order_by("period").last()
period = f"{int(last.period[:4]) + 1}-11"
new = regime.rounds.create(period=period, form_version=last.form_version, first_day="2026-10-15",
                           cut_off="2026-11-14", opened=AT)
print(Obligation.objects.create(round=new, unit_id="pk25", due=DUE, stage="not_begun").pk)
"""
READ = """
import json
from tongket.flow.returns.models import Draft
draft = Draft.objects.filter(obligation={id}).first()
print(json.dumps([draft.cells, draft.narratives] if draft else [{{}}, {{}}]))
"""


@pytest.fixture(scope="module")
def there(set_up, tmp_path_factory) -> Installation:
    """An installation with the small cycle of the tests."""
    made = set_up.copy(tmp_path_factory.mktemp("filling"), **QUICK)
    made.owed = json.loads(made.python(CYCLE))
    return made


@pytest.fixture
def fresh(there):
    """A period of its own for each test: nothing is filled in yet."""
    there.owed["pk25"] = int(there.python(NEW))
    return there


def kept(there, unit="pk25"):
    """What the server holds: cells by key, each as value or state, and texts."""
    cells, texts = json.loads(there.python(READ.format(id=there.owed[unit])))
    return {key: cell.get("value", cell.get("state")) for key, cell in cells.items()}, texts


@pytest.fixture
def at_the_return(signed_in, fresh):
    """`at_the_return(who, width, …)`: the page of pk25's return, signed in."""

    def come(who="lan", width=1280, **choices):
        page = signed_in(who, width, **choices)
        page.goto(f"/returns/{fresh.owed['pk25']}/")
        return page

    return come


def saved(page):
    """Wait until nothing waits to be sent."""
    eventually(page, "!Sheet.places.some((place) => place.waits) && !Sending.busy && Boolean(Sending.time)")
    state(page, r"^Đã lưu \d\d:\d\d")


def state(page, said):
    """Wait until the page says so of what was typed."""
    expect(page.locator("#fill-state")).to_have_text(re.compile(said))


def holds(page, key, text):
    """Wait until that stands in the cell."""
    expect(page.locator(f'tr[data-key="{key}"] td.now input')).to_have_value(text)


def submit(page):
    """Look over, and send."""
    go(page.get_by_role("button", name="Kiểm tra và gửi").first)
    press(page, "Gửi báo cáo")
    expect(page).to_have_url(re.compile(r"/\?sent=1$"))
    expect(page.locator(".notice.good")).to_contain_text("chờ lãnh đạo đơn vị duyệt")


def paste(page, text):
    """What Ctrl+V does with that on the clipboard."""
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(paste);
        }""",
        text,
    )


def test_by_keyboard_from_the_first_cell_to_submitting(at_the_return, fresh):
    page = at_the_return()
    page.locator("#c0").focus()
    for typed in ("1200", "1300", "K", "12", ""):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    page.keyboard.type("- Thiếu máy tính")
    page.keyboard.press("Tab")
    page.keyboard.type("· \u00a0Thiếu người")
    page.keyboard.press("Tab")
    saved(page)
    expect(page.locator("#c8")).to_have_value("- Thiếu người")
    told = page.locator('tr[data-key="poor"] .bad')
    expect(told).to_contain_text("1.300 hộ")
    expect(told).to_contain_text("1.200 hộ")
    expect(page.locator('tr[data-key="rate"] output')).to_have_text("108,3")
    expect(page.locator('tr[data-key="trained"] output')).to_have_text("12")
    expect(page.locator("#fill-done")).to_have_text("4")
    page.locator("#c1").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("36")
    page.keyboard.press("Shift+Enter")
    saved(page)
    expect(page.locator("#c0")).to_be_focused()
    expect(told).to_have_count(0)
    assert kept(fresh)[0] == {
        "households": 1200, "poor": 36, "trained;sex=female": "nothing_to_report", "trained;sex=male": 12,
    }  # fmt: skip
    submit(page)
    expect(page.locator("main input")).to_have_count(0)


def test_escape_undo_and_redo(at_the_return, fresh):
    page = at_the_return()
    page.locator("#c0").focus()
    page.keyboard.type("5")
    page.keyboard.press("Escape")
    holds(page, "households", "")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    holds(page, "poor", "")
    page.keyboard.press("Control+z")
    holds(page, "households", "")
    page.keyboard.press("Control+y")
    holds(page, "households", "7")
    saved(page)
    assert kept(fresh)[0] == {"households": 7}


def test_a_block_from_excel_fills_downwards_as_one_step(at_the_return, fresh):
    page = at_the_return()
    page.locator("#c0").focus()
    paste(page, "Tổng số hộ\t1.200\r\nHộ nghèo\t36\r\nNữ\tK\r\nNam\t-\r\nTài khoản\t310\r\nthừa\t99\r\n")
    expect(page.locator("#fill-told")).to_have_text("Đã dán 5 ô. 1 giá trị không có chỗ: 99 Hoàn tác")
    saved(page)
    assert kept(fresh)[0] == {
        "households": 1200, "poor": 36, "trained;sex=female": "nothing_to_report", "accounts": 310,
    }  # fmt: skip
    page.get_by_role("button", name="Hoàn tác").click()
    saved(page)
    assert kept(fresh)[0] == {}
    page.locator("#c4").focus()
    paste(page, "12\n5\n7\n310")
    holds(page, "trained;sex=female", "12")


def test_what_is_typed_while_the_line_is_down_is_sent_when_it_is_back(at_the_return, fresh):
    page = at_the_return()
    page.context.set_offline(True)
    page.locator("#c0").focus()
    page.keyboard.type("1200")
    page.keyboard.press("Enter")
    state(page, "^Chưa gửi: mất mạng")
    page.keyboard.type("36")
    page.context.set_offline(False)
    saved(page)
    assert kept(fresh)[0] == {"households": 1200, "poor": 36}
    eventually(page, "localStorage.length === 0")


def test_a_save_whose_answer_was_lost_is_no_conflict_with_oneself(at_the_return, fresh):
    page = at_the_return()

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/cells", lose, times=1)
    page.locator("#c0").focus()
    page.keyboard.type("1200")
    eventually(page, "Boolean(Sending.lost)")
    page.keyboard.type("5")
    saved(page)
    expect(page.locator(".conflict")).to_have_count(0)
    assert kept(fresh)[0] == {"households": 12005}


def test_what_was_not_sent_is_put_back_after_the_page_was_closed(at_the_return, fresh):
    page = at_the_return()
    page.context.set_offline(True)
    page.locator("#c0").focus()
    page.keyboard.type("1200")
    eventually(page, "localStorage.length === 1")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"/returns/{fresh.owed['pk25']}/")
    saved(page)
    expect(page.locator("#fill-told")).to_have_text("Đã đưa lại 1 thay đổi còn giữ trong máy")
    assert kept(fresh)[0] == {"households": 1200}


def test_what_was_not_sent_before_the_return_went_on_is_shown(at_the_return, fresh):
    page = at_the_return()
    page.context.set_offline(True)
    page.locator("#c0").fill("1200")
    eventually(page, "localStorage.length === 1")
    page.goto("about:blank")
    fresh.python(
        "from tongket.flow.returns.models import Obligation\n"
        f"Obligation.objects.filter(pk={fresh.owed['pk25']}).update(stage='submitted')"
    )
    page.context.set_offline(False)
    page.goto(f"/returns/{fresh.owed['pk25']}/")
    expect(page.locator("#fill-left")).to_contain_text("Tổng số hộ: 1200")
    page.get_by_role("button", name="Xoá khỏi máy").click()
    eventually(page, "localStorage.length === 0")


def test_signing_out_leaves_nothing_behind(at_the_return):
    page = at_the_return()
    page.context.set_offline(True)
    page.locator("#c0").fill("1200")
    eventually(page, "localStorage.length === 1")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/account/sign-out")
    expect(page.locator("#unsent")).to_contain_text("Đăng xuất sẽ xoá nội dung đó khỏi máy")
    press(page, "Đăng xuất")
    expect(page).to_have_url("/")
    eventually(page, "localStorage.length === 0")


def test_two_people_at_one_cell_see_both_answers(at_the_return, fresh):
    lan, minh = at_the_return("lan"), at_the_return("minh")
    for page, typed in ((lan, "36"), (minh, "40")):
        page.locator("#c1").focus()
        page.keyboard.type(typed)
        if page is lan:
            saved(page)
    box = minh.locator('tr[data-key="poor"] .conflict')
    expect(box).to_have_text(re.compile(r"^Lan đã ghi “36” lúc \d\d:\d\d\."))
    holds(minh, "poor", "40")
    assert kept(fresh)[0] == {"poor": 36}
    box.get_by_role("button", name="Giữ số của tôi").click()
    saved(minh)
    assert kept(fresh)[0] == {"poor": 40}
    lan.locator("#c1").fill("37")
    box = lan.locator('tr[data-key="poor"] .conflict')
    box.get_by_role("button", name="Lấy số của người kia").click()
    saved(lan)
    holds(lan, "poor", "40")
    assert kept(fresh)[0] == {"poor": 40}


def test_a_section_without_anything_to_report_is_one_step(at_the_return, fresh):
    page = at_the_return()
    page.locator("#c6").fill("7")
    page.get_by_role("button", name="Các ô còn trống của mục này: không phát sinh").nth(1).click()
    saved(page)
    nothing = "nothing_to_report"
    assert kept(fresh)[0] == {"accounts": 7, "trained;sex=female": nothing, "trained;sex=male": nothing}
    page.get_by_role("button", name="Hoàn tác").click()
    saved(page)
    assert kept(fresh)[0] == {"accounts": 7}


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(at_the_return, fresh, sound, width, scheme):
    page = at_the_return(width=width, color_scheme=scheme, bypass_csp=True)
    page.locator("#c0").fill("1,234")
    page.locator("#c1").fill("12")
    expect(page.locator('tr[data-key="households"] .bad')).to_be_visible()
    page.locator("summary").first.click()
    saved(page)
    sound(page)
    for path in ("submit", "evidence?cell=poor"):
        page.goto(f"/returns/{fresh.owed['pk25']}/{path}")
        sound(page)


def test_without_script_it_is_a_form(at_the_return, fresh):
    page = at_the_return(width=360, java_script_enabled=False)
    for id, typed in (("c0", "1.200"), ("c1", "36"), ("c4", "k"), ("c5", "1,5")):
        page.locator(f"#{id}").fill(typed)
    go(page.get_by_role("button", name="Lưu", exact=True).first)
    expect(page.locator("#c5-said")).to_contain_text("“1,5” có phần thập phân")
    expect(page.locator("#c5")).to_have_attribute("aria-invalid", "true")
    page.locator("#c5").fill("15")
    page.locator("#c8").fill("Thiếu máy tính")
    submit(page)
    assert kept(fresh)[0]["trained;sex=male"] == 15
