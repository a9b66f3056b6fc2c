"""What the communes do: in the browser, or by a script through the same pages."""

from __future__ import annotations

import re
from html import unescape

from playwright.sync_api import expect

from tests.browser.month.pictures import picture
from tests.browser.steps import accept, follow, go, press, sign_in
from tests.flow.organisation.people import PASSWORD
from tests.ops.visitor import Visitor

WRONG = 9  # its clerk types a zero too many
WEAK = "- Đường truyền ở các thôn vùng cao còn yếu."


def figures(number: int) -> tuple[int, int]:
    """What the commune of that number received, and how much of it online."""
    return (1_090 if number == WRONG else 100 + number), 60 + number % 30


def open_return(page, name: str) -> None:
    """From one's work to the return."""
    sign_in(page, name)
    follow(page.get_by_role("main"), "Nhập báo cáo")
    expect(page).to_have_url(re.compile(r"/returns/\d+/"))


def type_in(page, received: int, online: int, weak: str = WEAK) -> None:
    """Fill the sheet in as one does on a telephone."""
    page.get_by_label("Hồ sơ tiếp nhận", exact=True).fill(str(received))
    page.get_by_label("Hồ sơ nộp trực tuyến", exact=True).fill(str(online))
    page.get_by_label(re.compile("^Khó khăn, vướng mắc")).fill(weak)
    page.keyboard.press("Tab")


def saved(page) -> None:
    """Wait until the server has it."""
    expect(page.locator("#fill-state")).to_have_text(re.compile(r"^Đã lưu \d\d:\d\d"))
    expect(page.locator(".unsent")).to_have_count(0)


def submit(page) -> None:
    """Look over, and send."""
    go(page.get_by_role("button", name="Kiểm tra và gửi").first)
    expect(page).to_have_url(re.compile("/submit$"))
    press(page.get_by_role("main"), re.compile("^Gửi"))
    expect(page).to_have_url(re.compile("sent=1"))


def by_browser(page, link: str, name: str, number: int) -> None:
    """One commune from the invitation to the submitted return."""
    accept(page, link, name)
    open_return(page, name)
    if number == 0:
        picture(page, "5-nhap-tren-dien-thoai")
    type_in(page, *figures(number))
    saved(page)
    submit(page)


def while_offline(page, link: str, name: str, number: int) -> None:
    """A commune whose line drops while it fills in, and comes back."""
    accept(page, link, name)
    open_return(page, name)
    page.context.set_offline(True)
    type_in(page, *figures(number))
    expect(page.locator("#fill-state")).to_contain_text("mất mạng")
    picture(page, "6-mat-mang")
    page.context.set_offline(False)
    saved(page)
    submit(page)


def by_script(admin: Visitor, base: str, unit: str, name: str, number: int) -> None:
    """The same through the same pages, without a browser."""
    invited = admin.post("/accounts/invite", full_name=f"Cán bộ {unit}", role="official", unit=f"{unit}, Lào Cai")
    link = re.search(r"/invitation/[\w-]+", invited.text)[0]
    person = Visitor(base)
    person.post(link, username=name, password=PASSWORD, again=PASSWORD)
    work = person.sign_in(name, PASSWORD)
    sheet = person.get(re.search(r"/returns/\d+/", work.text)[0])
    received, online = figures(number)
    places = {unescape(key): value for key, value in sheet.fields().items()}
    cells = [key for key in places if key.startswith("c:")]
    texts = [key for key in places if key.startswith("n:")]
    told = {cells[0]: str(received), cells[1]: str(online), texts[0]: WEAK}
    path = sheet.url.removeprefix(base)
    checked = person.post(path, lang="vi", base=places["base"], do="review", **told)
    assert checked.url.endswith("/submit"), checked.text
    sent = person.post(f"{path}submit")
    assert "sent=1" in sent.url, sent.text
