"""From an invitation to a second step and a committee: on a telephone, by keyboard, without script; axe looks on."""

import base64
import hmac
import re
import struct
import time
import uuid

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import enter, follow, press, read, sign_in, sign_out

SECOND_STEP = "/account/second-factor/code"


@pytest.fixture
def invitation(loaded) -> str:
    """The path of a fresh invitation to administer the country."""
    return loaded.do("account", "invite", "Nguyễn Thị Lan")


def code_of(key: str, step: int = 0) -> str:
    """What the application on the telephone shows (RFC 6238)."""
    digest = hmac.digest(
        base64.b32decode(key + "=" * (-len(key) % 8)), struct.pack(">Q", int(time.time()) // 30 + step), "sha1"
    )
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def accept(page, invitation: str) -> str:
    """Under a name that nobody has yet."""
    name = f"lan-{uuid.uuid4().hex[:8]}"
    steps.accept(page, invitation, name)
    return name


def test_an_invited_person_on_a_telephone_sets_up_a_second_step(opened, invitation, sound):
    page = opened(360, bypass_csp=True)
    page.goto(invitation)
    sound(page)
    name = accept(page, invitation)
    sign_in(page, name)
    sound(page)
    page.goto("/account/")
    sound(page)
    follow(page, "Bước xác thực thứ hai")
    follow(page, "Bật bước xác thực thứ hai")
    key = read(page.locator("main p code"))
    sound(page)
    page.get_by_label("Mã").fill(code_of(key))
    enter(page)
    expect(page).to_have_url(re.compile("/recovery-codes$"))
    expect(page.locator("ol.codes li")).to_have_count(10)
    sound(page)
    sign_out(page)
    sign_in(page, name, SECOND_STEP)
    page.get_by_label("Mã").fill(code_of(key, 1))
    enter(page)
    expect(page).to_have_url("/work")
    follow(page.get_by_role("banner"), "Nguyễn Thị Lan")
    expect(page.get_by_role("heading", name="Nguyễn Thị Lan")).to_be_visible()


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
    press(page, "Lập ban chỉ đạo")
    follow(page, "Thêm thành viên")
    page.get_by_label("Họ và tên").fill("Trần Văn An")
    page.get_by_label("Chức vụ").fill("Chủ tịch UBND tỉnh")
    page.get_by_label("Chức trách trong ban").select_option(label="trưởng ban")
    page.get_by_label("Số, ký hiệu quyết định").fill("16/QĐ-UBND")
    page.get_by_label("Có hiệu lực từ").fill("2026-03-01")
    press(page, "Thêm thành viên")
    members = page.get_by_role("heading", level=2).first
    expect(members).to_contain_text("1 thành viên vào ngày")
    page.get_by_label("Thành viên vào ngày").fill("2026-02-28")
    press(page, "Xem")
    expect(members).to_contain_text("0 thành viên vào ngày 28/2/2026")


@pytest.fixture
def device(opened, site):
    """`device()`: a page of a telephone whose fingerprint reader knows its owner. Passkeys ask for a host name."""

    def take():
        page = opened(360, base_url=site.replace("127.0.0.1", "localhost"))
        reader = page.context.new_cdp_session(page)
        reader.send("WebAuthn.enable")
        knows = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
        options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True, **knows}
        reader.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return page

    return take


def test_a_passkey_from_its_making_to_its_removal(device, invitation):
    """It is the second step after the password, and does alone; without script there is nothing to press."""
    page = device()
    wrong = []
    page.on("console", lambda told: told.type == "error" and wrong.append(told.text))
    name = accept(page, invitation)
    sign_in(page, name)
    page.goto("/account/second-factor/")
    follow(page, "Thêm khoá truy cập")
    expect(page.get_by_label("Tên khoá truy cập")).to_have_value("Chrome, Linux")
    press(page, "Thêm khoá truy cập")
    expect(page).to_have_url(re.compile("/recovery-codes$"))
    sign_out(page)
    sign_in(page, name, SECOND_STEP)
    press(page, "Bằng khoá truy cập (passkey)")
    expect(page).to_have_url("/work")
    sign_out(page)
    page.goto("/account/sign-in")
    press(page, "Đăng nhập bằng khoá truy cập (passkey)")
    expect(page).to_have_url("/work")
    expect(page.get_by_role("banner").get_by_role("link", name="Nguyễn Thị Lan")).to_be_visible()
    page.goto("/account/second-factor/passkeys/")
    follow(page, "Xoá khoá truy cập: Chrome, Linux")
    press(page, "Xoá")
    expect(page.get_by_text("Anh/chị chưa có khoá nào.")).to_be_visible()
    assert wrong == []


def test_a_passkey_of_nobody_opens_nothing(device):
    page = device()
    page.goto("/account/sign-in")
    page.get_by_role("button", name="Đăng nhập bằng khoá truy cập (passkey)").click()
    told = "Chưa dùng được khoá truy cập. Hãy thử lại hoặc chọn cách khác."
    expect(page.get_by_role("alert")).to_have_text(told)


PAGES = {
    "administrator": ("/accounts/", "/accounts/invite", "/committees/", "/committees/new", "/account/second-factor/",
                      "/account/second-factor/passkeys/new", "/account/second-factor/passkeys/", "/account/sessions"),
    "auditor": ("/journal/", "/journal/1/", "/account/"),
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_accounts_on_a_telephone(opened, loaded, sound, role, scheme):
    invitation = loaded.do("account", "invite", "Nguyễn Thị Lan", "--role", role)
    page = opened(360, bypass_csp=True, color_scheme=scheme)
    page.goto("/account/sign-in")
    sound(page)
    sign_in(page, accept(page, invitation))
    for address in PAGES[role]:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        sound(page)
