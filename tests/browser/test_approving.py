"""A head and a secretary before returns: on a telephone, by keyboard, without script; the board; axe looks on."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import enter, follow, go, press, unfold
from tests.ops.running import Installation

CYCLE = """
from tests.flow.returns.moving import town
town()
"""
NEW = """
import json
from datetime import timedelta
from tests.flow.returns.cycle import AT, DUE
from tests.flow.returns.moving import GOOD, submit
from tongket.core.forms.cells import Cell
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Obligation, Regime
regime = Regime.objects.get()
last = regime.rounds.order_by("period").last()
period = f"{int(last.period[:4]) + 1}-11"
new = regime.rounds.create(period=period, form_version=last.form_version, first_day="2026-10-15",
                           cut_off="2026-11-14", opened=AT)
owed = {unit: Obligation.objects.create(round=new, unit_id=unit, due=DUE, stage="not_begun")
        for unit in ("pk25", "vp25", "yb25")}
submit(owed["pk25"], {**GOOD, "households": Cell(1300, explanation="Nhận thêm 2 thôn từ xã bên")})
submit(owed["vp25"], stage=Stage.APPROVED, at=DUE + timedelta(hours=2), by="hoa")
print(json.dumps([new.pk, {unit: row.pk for unit, row in owed.items()}]))
"""
READ = """
import json
from tongket.flow.returns.models import Obligation, Step
row = Obligation.objects.get(pk={id})
step = row.steps.order_by("pk").last()
print(json.dumps([row.stage, step.deed, step.remarks, step.note]))
"""
TITLE = "Báo cáo tháng về chuyển đổi số"


@pytest.fixture(scope="module")
def there(set_up, tmp_path_factory) -> Installation:
    """An installation with the small cycle of the tests, on the morning after the deadline."""
    made = set_up.copy(tmp_path_factory.mktemp("approving"), DJANGO_SETTINGS_MODULE="tests.ops.moved_clock")
    made.at("2026-11-20T09:00:00+07:00")
    made.python(CYCLE)
    return made


@pytest.fixture
def fresh(there) -> tuple[int, dict[str, int]]:
    """A period of its own for each test: pk25 waits for its head, vp25 late for the secretary, yb25 has nothing."""
    round_, owed = json.loads(there.python(NEW).splitlines()[-1])
    return round_, owed


def kept(there, id: int) -> list:
    """Stage of a return, the last deed, its remarks and its note."""
    return json.loads(there.python(READ.format(id=id)))


def test_a_head_on_a_telephone_sends_back_with_a_remark(signed_in, there, fresh):
    _, owed = fresh
    page = signed_in("minh", 360)
    go(page.get_by_role("main").locator(f'a[href="/returns/{owed["pk25"]}/review"]').first)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Xã Phúc Khánh"))
    row = page.locator("tr.said", has=page.get_by_label("Ý kiến: Hộ nghèo", exact=True))
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.get_by_label("Ý kiến: Hộ nghèo", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Đề nghị kiểm tra lại số hộ")
    press(page, "Duyệt")
    expect(page.get_by_role("alert")).to_contain_text("Anh/chị đã ghi ý kiến.")
    page.get_by_label("Ý kiến chung gửi đơn vị").fill("Gửi lại trước 16 giờ")
    page.get_by_role("button", name="Trả lại kèm ý kiến").focus()
    enter(page)
    expect(page.get_by_text("Đã trả lại để sửa")).to_be_visible()
    assert kept(there, owed["pk25"]) == [
        "returned", "send_back", {"poor": "Đề nghị kiểm tra lại số hộ"}, "Gửi lại trước 16 giờ"
    ]  # fmt: skip
    first = signed_in("lan", 360).locator("section.first")
    expect(first).to_contain_text("Đã trả lại để sửa")
    expect(first).to_contain_text("“Gửi lại trước 16 giờ” 1 ý kiến")
    assert first.get_by_role("link", name="Sửa báo cáo").bounding_box()["y"] < 640, "in sight without scrolling"


def test_approve_accept_and_take_back_without_script(signed_in, there, fresh):
    round_, owed = fresh
    page = signed_in("minh", 360, java_script_enabled=False)
    page.goto(f"/returns/{owed['pk25']}/review")
    press(page, "Duyệt")
    assert kept(there, owed["pk25"])[0] == "approved"
    page = signed_in("thu", 360, java_script_enabled=False)
    page.goto(f"/rounds/{round_}/")
    told = "Đã gửi 2/3 (66,7%): 1 đúng hạn, 1 muộn; đã tiếp nhận 0; chưa gửi 1; quá hạn 1."
    expect(page.get_by_role("main")).to_contain_text(told)
    follow(page, "Xem 2 báo cáo đang chờ")
    page.get_by_label("Xã Phúc Khánh").uncheck()
    press(page, "Tiếp nhận các báo cáo đã chọn")
    expect(page.get_by_role("status").first).to_contain_text("Đã tiếp nhận 1 báo cáo: phường Văn Phú.")
    follow(page, "Về bảng theo dõi")
    follow(page, "Đã tiếp nhận (1)")
    follow(page, "Phường Văn Phú")
    page.get_by_text("Rút lại việc tiếp nhận").click()
    page.get_by_label("Lý do").fill("Nhận nhầm")
    press(page, "Mở lại")
    assert kept(there, owed["vp25"]) == ["returned", "reopen", {}, "Nhận nhầm"]
    page.goto(f"/rounds/{round_}/lock")
    press(page, "Khoá kỳ báo cáo")
    expect(page.get_by_role("main")).to_contain_text("Kỳ báo cáo đã khoá")


def test_the_text_to_remind_by_is_copied(signed_in, fresh):
    page = signed_in("thu", permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/rounds/{fresh[0]}/?show=missing")
    page.get_by_text("Nội dung nhắc các đơn vị còn chậm").click()
    page.get_by_role("button", name="Sao chép").click()
    expect(page.get_by_role("button", name="Đã sao chép.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        rf"Còn 1 đơn vị chưa gửi {TITLE}, tháng 11 năm \d+ \(hạn 17:00, 19/11/2026\): phường Yên Bái\.", copied
    )


def test_filtering_in_place_keeps_the_keyboard_where_it_was(signed_in, fresh):
    page = signed_in("thu")
    page.goto(f"/rounds/{fresh[0]}/")
    page.locator("#show-late").focus()
    enter(page)
    expect(page).to_have_url(re.compile("show=late"))
    expect(page.locator("#show-late")).to_be_focused()
    expect(page.locator("tbody th")).to_have_text(["Phường Văn Phú", "Phường Yên Bái"])


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(signed_in, sound, fresh, width, scheme):
    round_, owed = fresh
    pages = {
        "thu": ["/work", f"/rounds/{round_}/", f"/rounds/{round_}/accept", f"/rounds/{round_}/lock",
                f"/returns/{owed['vp25']}/review", f"/returns/{owed['yb25']}/review"],
        "minh": ["/work", f"/returns/{owed['pk25']}/review", f"/returns/{owed['pk25']}/compare"],
        "lan": ["/work"],
    }  # fmt: skip
    for who, addresses in pages.items():
        page = signed_in(who, width, color_scheme=scheme, bypass_csp=True)
        for address in addresses:
            assert page.goto(address).status == 200
            unfold(page)
            sound(page)


def test_a_printed_comparison_and_board_show_no_controls(signed_in, fresh):
    round_, owed = fresh
    page = signed_in("minh")
    page.emulate_media(media="print")
    for address in (f"/returns/{owed['pk25']}/review", f"/rounds/{round_}/"):
        page.goto(address)
        expect(page.locator("main form:visible, main textarea:visible, main button:visible")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("main table").first).to_be_visible()
