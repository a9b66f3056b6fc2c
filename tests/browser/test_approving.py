"""A head and a secretary before returns: on a telephone, by keyboard, without script; the board; axe looks on."""

import json
import re
import signal

import pytest

from tests.browser.test_accounts import FINDS, PASSWORD, RULES
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
def there(tmp_path_factory) -> Installation:
    """An installation with the small cycle of the tests, on the morning after the deadline."""
    data = tmp_path_factory.mktemp("approving")
    (data / "clock").write_text("2026-11-20T09:00:00+07:00")
    made = Installation(data, more={"DJANGO_SETTINGS_MODULE": "tests.ops.moved_clock"})
    assert made.run("migrate").returncode == 0
    made.python(CYCLE)
    return made


@pytest.fixture(scope="module")
def site(there):
    """The address of its server."""
    process = there.start("serve")
    for line in process.stderr:
        if found := re.search(r"Serving on (http://[\d.]+:\d+)/", line):
            yield found[1]
            break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


@pytest.fixture
def fresh(there) -> tuple[int, dict[str, int]]:
    """A period of its own for each test: pk25 waits for its head, vp25 late for the secretary, yb25 has nothing."""
    round_, owed = json.loads(there.python(NEW).splitlines()[-1])
    return round_, owed


def kept(there, id: int) -> list:
    """Stage of a return, the last deed, its remarks and its note."""
    return json.loads(there.python(READ.format(id=id)))


@pytest.fixture
def signed_in(opened):
    """`signed_in(who, width, …)`: a page of that person, at their work."""

    def come(who: str, width: int = 1280, **choices):
        page = opened(width, **choices)
        page.goto("/account/sign-in")
        page.get_by_label("Tên tài khoản").fill(who)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/work")
        return page

    return come


def test_a_head_on_a_telephone_sends_back_with_a_remark(signed_in, there, fresh):
    _, owed = fresh
    page = signed_in("minh", 360)
    page.get_by_role("main").locator(f'a[href="/returns/{owed["pk25"]}/review"]').first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Xã Phúc Khánh")
    row = page.locator("tr.said", has=page.get_by_label("Ý kiến: Hộ nghèo", exact=True))
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Đề nghị kiểm tra lại số hộ")
    page.get_by_role("button", name="Duyệt").click()
    assert "Anh/chị đã ghi ý kiến." in page.get_by_role("alert").inner_text()
    page.get_by_label("Ý kiến chung gửi đơn vị").fill("Gửi lại trước 16 giờ")
    page.get_by_role("button", name="Trả lại kèm ý kiến").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã trả lại để sửa").wait_for()
    assert kept(there, owed["pk25"]) == [
        "returned", "send_back", {"poor": "Đề nghị kiểm tra lại số hộ"}, "Gửi lại trước 16 giờ"
    ]  # fmt: skip
    official = signed_in("lan", 360)
    first = official.locator("section.first")
    assert "Đã trả lại để sửa" in first.inner_text() and "“Gửi lại trước 16 giờ” 1 ý kiến" in first.inner_text()
    assert first.get_by_role("link", name="Sửa báo cáo").bounding_box()["y"] < 640, "in sight without scrolling"


def test_approve_accept_and_take_back_without_script(signed_in, there, fresh):
    round_, owed = fresh
    page = signed_in("minh", 360, java_script_enabled=False)
    page.goto(f"/returns/{owed['pk25']}/review")
    page.get_by_role("button", name="Duyệt").click()
    assert kept(there, owed["pk25"])[0] == "approved"
    page = signed_in("thu", 360, java_script_enabled=False)
    page.goto(f"/rounds/{round_}/")
    assert "Đã gửi 2/3 (66,7%): 1 đúng hạn, 1 muộn; đã tiếp nhận 0; chưa gửi 1; quá hạn 1." in page.content()
    page.get_by_role("link", name="Xem 2 báo cáo đang chờ").click()
    page.get_by_label("Xã Phúc Khánh").uncheck()
    page.get_by_role("button", name="Tiếp nhận các báo cáo đã chọn").click()
    assert "Đã tiếp nhận 1 báo cáo: phường Văn Phú." in page.get_by_role("status").first.inner_text()
    page.get_by_role("link", name="Về bảng theo dõi").click()
    page.get_by_role("link", name="Đã tiếp nhận (1)").click()
    page.get_by_role("link", name="Phường Văn Phú").click()
    page.get_by_text("Rút lại việc tiếp nhận").click()
    page.get_by_label("Lý do").fill("Nhận nhầm")
    page.get_by_role("button", name="Mở lại").click()
    assert kept(there, owed["vp25"]) == ["returned", "reopen", {}, "Nhận nhầm"]
    page.goto(f"/rounds/{round_}/lock")
    page.get_by_role("button", name="Khóa kỳ báo cáo").click()
    assert "Kỳ báo cáo đã khóa" in page.content()


def test_the_text_to_remind_by_is_copied(signed_in, fresh):
    page = signed_in("thu", permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/rounds/{fresh[0]}/?show=missing")
    page.get_by_text("Nội dung nhắc các đơn vị còn chậm").click()
    page.get_by_role("button", name="Sao chép").click()
    page.get_by_role("button", name="Đã sao chép.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        rf"Còn 1 đơn vị chưa gửi {TITLE}, tháng 11 năm \d+ \(hạn 17:00, 19/11/2026\): phường Yên Bái\.", copied
    )


def test_filtering_in_place_keeps_the_keyboard_where_it_was(signed_in, fresh):
    page = signed_in("thu")
    page.goto(f"/rounds/{fresh[0]}/")
    page.locator("#show-late").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**show=late**")
    page.wait_for_function("document.activeElement.id === 'show-late'")
    assert page.locator("tbody th").all_inner_texts() == ["Phường Văn Phú", "Phường Yên Bái"]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(signed_in, axe, there, fresh, width, scheme):
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
            for summary in page.locator("main summary").all():
                summary.click()
            page.evaluate(axe)
            found = page.evaluate(FINDS, RULES)["violations"]
            assert [f"{address} {each['id']}: {n['html'][:150]}" for each in found for n in each["nodes"]] == []
            wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert page.evaluate(wide), f"{address} at {width}"


def test_a_printed_comparison_and_board_show_no_controls(signed_in, fresh):
    round_, owed = fresh
    page = signed_in("minh")
    page.emulate_media(media="print")
    for address in (f"/returns/{owed['pk25']}/review", f"/rounds/{round_}/"):
        page.goto(address)
        assert not page.locator("main form:visible, main textarea:visible, main button:visible").count()
        assert page.get_by_role("heading", level=1).is_visible() and page.locator("main table").first.is_visible()
