"""From an invitation to a second step and a committee: on a telephone, by keyboard, without script; axe looks on."""

import base64
import hmac
import re
import struct
import time
import uuid

import pytest

TELEPHONE = {"width": 360, "height": 800}
PASSWORD = "ba con vịt xuống sông"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FINDS = "rules => axe.run({runOnly: {type: 'tag', values: rules}})"


@pytest.fixture
def invitation(loaded, site) -> str:
    """The path of a fresh invitation to administer the country."""
    done = loaded.run("account", "invite", "Nguyễn Thị Lan")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def sound(axe):
    """`sound(page)`: axe finds nothing, and nothing is wider than the screen."""

    def look(page) -> None:
        page.evaluate(axe)
        found = page.evaluate(FINDS, RULES)["violations"]
        assert [f"{page.url} {each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url

    return look


def code_of(key: str, step: int = 0) -> str:
    """What the application on the telephone shows (RFC 6238)."""
    digest = hmac.digest(
        base64.b32decode(key + "=" * (-len(key) % 8)), struct.pack(">Q", int(time.time()) // 30 + step), "sha1"
    )
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def accept(page, invitation: str) -> str:
    name = f"lan-{uuid.uuid4().hex[:8]}"
    page.goto(invitation)
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/sign-in")
    return name


def sign_in(page, name: str) -> None:
    page.goto("/account/sign-in")
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(work|account/second-factor/code)$"))


def test_an_invited_person_on_a_telephone_sets_up_a_second_step(opened, invitation, sound):
    page = opened(360, bypass_csp=True)
    page.goto(invitation)
    sound(page)
    name = accept(page, invitation)
    sign_in(page, name)
    page.wait_for_url("**/work")
    sound(page)
    page.goto("/account/")
    sound(page)
    page.get_by_role("link", name="Bước xác thực thứ hai").click()
    page.get_by_role("link", name="Bật bước xác thực thứ hai").click()
    key = page.locator("main p code").inner_text()
    sound(page)
    page.get_by_label("Mã").fill(code_of(key))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes")
    assert page.locator("ol.codes li").count() == 10
    sound(page)
    page.goto("/account/sign-out")
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page, name)
    page.get_by_label("Mã").fill(code_of(key, 1))
    page.keyboard.press("Enter")
    page.wait_for_url("**/work")
    page.get_by_role("banner").get_by_role("link", name="Nguyễn Thị Lan").click()
    assert page.get_by_role("heading", name="Nguyễn Thị Lan").is_visible()


def test_a_committee_without_script(opened, invitation):
    page = opened(360, java_script_enabled=False)
    sign_in(page, accept(page, invitation))
    page.goto("/committees/new")
    committee = f"Ban Chỉ đạo {uuid.uuid4().hex[:6]}"
    for label, said in (
        ("Tên ban chỉ đạo", committee),
        ("Lĩnh vực", "Chuyển đổi số"),
        ("Đơn vị", "Lào Cai"),
        ("Số, ký hiệu quyết định", "15/QĐ-UBND"),
        ("Có hiệu lực từ", "2026-03-01"),
    ):
        page.get_by_role("main").get_by_label(label, exact=True).fill(said)
    page.get_by_role("button", name="Lập ban chỉ đạo").click()
    page.get_by_role("link", name="Thêm thành viên").click()
    page.get_by_label("Họ và tên").fill("Trần Văn An")
    page.get_by_label("Chức vụ").fill("Chủ tịch UBND tỉnh")
    page.get_by_label("Chức trách trong ban").select_option(label="trưởng ban")
    page.get_by_label("Số, ký hiệu quyết định").fill("16/QĐ-UBND")
    page.get_by_label("Có hiệu lực từ").fill("2026-03-01")
    page.get_by_role("button", name="Thêm thành viên").click()
    assert re.search(r"1 thành viên vào ngày", page.get_by_role("heading", level=2).first.inner_text())
    page.get_by_label("Thành viên vào ngày").fill("2026-02-28")
    page.get_by_role("button", name="Xem").click()
    assert "0 thành viên vào ngày 28/2/2026" in page.content()


@pytest.fixture
def device(browser, site):
    """`device()`: a page of a telephone whose fingerprint reader knows its owner. Passkeys ask for a host name."""
    contexts = []

    def take():
        context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"), viewport=TELEPHONE)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        reader = context.new_cdp_session(page)
        reader.send("WebAuthn.enable")
        knows = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
        options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True, **knows}
        reader.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return page

    yield take
    for context in contexts:
        context.close()


def test_a_passkey_from_its_making_to_its_removal(device, invitation):
    """It is the second step after the password, and does alone; without script there is nothing to press."""
    page = device()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: told.type == "error" and wrong.append(told.text))
    name = accept(page, invitation)
    sign_in(page, name)
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Thêm khoá truy cập").click()
    assert page.get_by_label("Tên khoá truy cập").input_value() == "Chrome, Linux"
    page.get_by_role("button", name="Thêm khoá truy cập").click()
    page.wait_for_url("**/recovery-codes")
    sign_out(page)
    sign_in(page, name)
    page.wait_for_url("**/second-factor/code")
    page.get_by_role("button", name="Bằng khoá truy cập (passkey)").click()
    page.wait_for_url("**/work")
    sign_out(page)
    page.goto("/account/sign-in")
    page.get_by_role("button", name="Đăng nhập bằng khoá truy cập (passkey)").click()
    page.wait_for_url("**/work")
    assert page.get_by_role("banner").get_by_role("link", name="Nguyễn Thị Lan").is_visible()
    page.goto("/account/second-factor/passkeys/")
    page.get_by_role("link", name="Xoá khoá truy cập: Chrome, Linux").click()
    page.get_by_role("button", name="Xoá").click()
    page.get_by_text("Bạn chưa có khoá nào.").wait_for()
    assert wrong == []


def test_a_passkey_of_nobody_opens_nothing(device):
    page = device()
    page.goto("/account/sign-in")
    page.get_by_role("button", name="Đăng nhập bằng khoá truy cập (passkey)").click()
    assert page.get_by_role("alert").inner_text() == "Chưa dùng được khoá truy cập. Hãy thử lại hoặc chọn cách khác."


PAGES = {
    "administrator": ("/accounts/", "/accounts/invite", "/committees/", "/committees/new", "/account/second-factor/",
                      "/account/second-factor/passkeys/new", "/account/second-factor/passkeys/", "/account/sessions"),
    "auditor": ("/journal/", "/journal/1/", "/account/"),
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_accounts_on_a_telephone(opened, loaded, sound, role, scheme):
    done = loaded.run("account", "invite", "Nguyễn Thị Lan", "--role", role)
    page = opened(360, bypass_csp=True, color_scheme=scheme)
    page.goto("/account/sign-in")
    sound(page)
    sign_in(page, accept(page, done.stdout.strip()))
    for address in PAGES[role]:
        page.goto(address)
        assert page.get_by_role("heading", level=1).count() == 1, address
        sound(page)


def sign_out(page) -> None:
    page.goto("/account/sign-out")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(re.compile(r"/$"))
