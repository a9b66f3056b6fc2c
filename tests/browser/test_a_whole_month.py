"""From an empty database to the report of the month, and one correction afterwards: Lào Cai and its 99 communes.

Twelve communes fill in with a browser, the others by a script through the same pages; one is wrong and sent back, one
is late, one loses its line. `GUIDE=docs/guide/pictures` takes the pictures of docs/guide anew.
"""

import io
import re
from datetime import date

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.month import communes, secretariat
from tests.browser.month.communes import WRONG, figures
from tests.browser.month.pictures import picture
from tests.browser.steps import accept, addresses, follow, press, sign_in
from tests.flow.organisation.people import PASSWORD
from tests.ops.running import Installation
from tests.ops.visitor import Visitor
from tests.vietnam import book, tree
from tongket.core.units.finding import find_unit

BY_BROWSER, OFFLINE, LATE = 12, 10, 11
MENDED = (109, 69)


def units() -> list[str]:
    """The communes of Lào Cai, in the order of the book."""
    on = tree().on(date(2026, 11, 14))
    province = find_unit(book(), "Lào Cai", on)
    return [f"{unit.kind} {unit.name}" for unit in on.level("commune") if on.is_under(unit.key, province.key)]


@pytest.fixture(scope="module")
def there(tmp_path_factory) -> Installation:
    """An installation with units and nothing else, and a clock that is told."""
    made = Installation(tmp_path_factory.mktemp("month"), more={"DJANGO_SETTINGS_MODULE": "tests.ops.moved_clock"})
    made.at("2026-11-10T08:00:00+07:00")
    made.do("units")
    return made


def shows(page, *said: str) -> None:
    """Wait until the page says all of that."""
    for each in said:
        expect(page.get_by_role("main")).to_contain_text(each, use_inner_text=True)


def test_a_month_of_lao_cai(there, site, opened):
    names = units()
    assert len(names) == 99

    # The operator lets the administrator in, who lets everybody else in.
    there.at("2026-11-14T08:00:00+07:00")
    desk = opened()
    accept(desk, there.do("account", "invite", "Phạm Thị Quản", "--unit", "Lào Cai"), "quan-tri")
    sign_in(desk, "quan-tri")
    admin = Visitor(site)
    admin.sign_in("quan-tri", PASSWORD)
    secretary_link = secretariat.invite(desk, "Nguyễn Thị Thư", "thư ký ban chỉ đạo", "Lào Cai")
    head_link = secretariat.invite(desk, "Lãnh đạo UBND các xã", "lãnh đạo đơn vị", "Lào Cai")
    links = [
        secretariat.invite(desk, f"Cán bộ {name}", "cán bộ báo cáo", f"{name}, Lào Cai") for name in names[:BY_BROWSER]
    ]

    # The secretary sets the committee up, designs the form and asks for the month once it has closed.
    office = opened()
    accept(office, secretary_link, "thu-ky")
    sign_in(office, "thu-ky")
    secretariat.set_up_committee(office)
    secretariat.design_form(office)
    there.at("2026-11-16T08:00:00+07:00")
    round_ = secretariat.ask_monthly(office)
    shows(office, "Đã gửi 0/99")

    # In time: eleven by browser, on telephones; the others by the script.
    there.at("2026-11-17T09:00:00+07:00")
    for number in range(LATE):
        telephone = opened(360, 740)
        fill = communes.while_offline if number == OFFLINE else communes.by_browser
        fill(telephone, links[number], f"can-bo-{number}", number)
        telephone.context.close()
    for number in range(BY_BROWSER, 99):
        communes.by_script(admin, site, names[number], f"can-bo-{number}", number)
    office.goto(f"/rounds/{round_}/")
    shows(office, "Đã gửi 98/99 (99%): 98 đúng hạn, 0 muộn")

    # The head approves; the deadline passes; the last one comes late.
    returns = dict(zip(names, obligations(office), strict=True))
    heads = Visitor(site)
    heads.post(head_link.removeprefix(site), username="lanh-dao", password=PASSWORD, again=PASSWORD)
    heads.sign_in("lanh-dao", PASSWORD)
    chair = opened(360, 740)
    sign_in(chair, "lanh-dao")
    chair.goto(f"/returns/{returns[names[0]]}/review")
    picture(chair, "7-lanh-dao-duyet")
    press(chair, "Duyệt", exact=True)
    expect(chair.get_by_text("Chờ thư ký tiếp nhận").first).to_be_visible()
    there.at("2026-11-20T09:00:00+07:00")
    last = opened(360, 740)
    communes.by_browser(last, links[LATE], f"can-bo-{LATE}", LATE)
    for name in names[1:]:
        approve(heads, returns[name])
    office.goto(f"/rounds/{round_}/?show=late")
    shows(office, "muộn 2 ngày")

    # The secretary sends a wrong one back, with a remark at its cell; it comes mended.
    office.goto(f"/returns/{returns[names[WRONG]]}/review")
    office.get_by_text("Ý kiến: Hồ sơ tiếp nhận").or_(office.locator("summary").first).first.click()
    office.locator("textarea[name^='remark:']").first.fill("Số này cao gấp mười tháng trước, đề nghị kiểm tra lại.")
    picture(office, "8-tra-lai")
    press(office, "Trả lại kèm ý kiến")
    expect(office.get_by_text("Đã trả lại để sửa").first).to_be_visible()
    mender = opened(360, 740)
    sign_in(mender, f"can-bo-{WRONG}")
    mender.goto(f"/returns/{returns[names[WRONG]]}/")
    shows(mender, "Số này cao gấp mười tháng trước")
    picture(mender, "9-xa-sua")
    communes.type_in(mender, *MENDED)
    communes.saved(mender)
    communes.submit(mender)
    approve(heads, returns[names[WRONG]], filing=2)

    # All that is clean is accepted at once; the figures of the month follow.
    office.goto(f"/rounds/{round_}/")
    picture(office, "10-bang-theo-doi")
    follow(office, re.compile("^Xem 99 báo cáo đang chờ"))
    press(office, "Tiếp nhận các báo cáo đã chọn")
    office.goto(f"/periods/{round_}/")
    received = sum(figures(number)[0] for number in range(99) if number != WRONG) + MENDED[0]
    online = sum(figures(number)[1] for number in range(99) if number != WRONG) + MENDED[1]
    shows(office, grouped(received), grouped(online))
    picture(office, "11-so-lieu-tong-hop")
    paper = report(office, round_)
    assert f"{grouped(received)} hồ sơ" in paper
    assert "99/99" in paper and "muộn" in paper, paper[:1500]

    # A correction: reopened with a reason, filled in anew, approved and accepted; the total changes at once.
    corrected = returns[names[0]]
    office.goto(f"/returns/{corrected}/review")
    office.locator("summary", has_text=re.compile("tiếp nhận", re.IGNORECASE)).click()
    office.get_by_label("Lý do").fill("Xã báo sót hồ sơ của một thôn.")
    press(office, "Mở lại", exact=True)
    first_one = opened(360, 740)
    sign_in(first_one, "can-bo-0")
    first_one.goto(f"/returns/{corrected}/")
    communes.type_in(first_one, figures(0)[0] + 7, figures(0)[1])
    communes.saved(first_one)
    communes.submit(first_one)
    approve(heads, corrected, filing=2)
    office.goto(f"/periods/{round_}/")
    shows(office, grouped(received))  # until it is accepted the old figure counts
    office.goto(f"/returns/{corrected}/review")
    press(office, "Tiếp nhận", exact=True)
    office.goto(f"/periods/{round_}/")
    shows(office, grouped(received + 7))
    picture(office, "12-dinh-chinh")


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def obligations(page) -> list[int]:
    """What each commune owes, in the order of the board."""
    links = addresses(page.locator("main tbody a[href*='/review']"))
    return [int(re.search(r"/returns/(\d+)/", link)[1]) for link in links]


def approve(head: Visitor, obligation: int, filing: int = 1) -> None:
    answer = head.post(f"/returns/{obligation}/review", deed="approve", filing=str(filing))
    assert answer.status == 200, answer.text


def report(page, round_: int) -> str:
    """The text of the report as Word."""
    answer = page.request.get(f"/periods/{round_}/report.docx")
    assert answer.ok
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.body())).paragraphs)
