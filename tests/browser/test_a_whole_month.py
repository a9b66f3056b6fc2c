"""From an empty database to the report of the month, and one correction afterwards: Lào Cai and its 99 communes.

Twelve communes fill in with a browser, the others by a script through the same pages; one is wrong and sent back, one
is late, one loses its line. `GUIDE=docs/guide/pictures` takes the pictures of docs/guide anew.
"""

import io
import re
from datetime import date

import pytest
from docx import Document

from tests.browser.month import communes, secretariat
from tests.browser.month.communes import WRONG, figures
from tests.browser.month.site import PASSWORD, picture, played
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
def month(tmp_path_factory):
    """The empty site."""
    with played(tmp_path_factory.mktemp("month") / "var") as site:
        yield site


@pytest.fixture(scope="module")
def site(month) -> str:
    """Its address, for the pages of `opened`."""
    return month.base


def headline(page) -> str:
    return re.sub(r"\s+", " ", page.get_by_role("main").inner_text())


def test_a_month_of_lao_cai(month, opened):
    names = units()
    assert len(names) == 99

    # The operator lets the administrator in, who lets everybody else in.
    month.at("2026-11-14T08:00:00+07:00")
    desk = opened()
    first = month.there.run("account", "invite", "Phạm Thị Quản", "--unit", "Lào Cai")
    secretariat.accept(desk, first.stdout.strip(), "quan-tri")
    secretariat.sign_in(desk, "quan-tri")
    admin = Visitor(month.base)
    admin.sign_in("quan-tri", PASSWORD)
    secretary_link = secretariat.invite(desk, "Nguyễn Thị Thư", "thư ký ban chỉ đạo", "Lào Cai")
    head_link = secretariat.invite(desk, "Lãnh đạo UBND các xã", "lãnh đạo đơn vị", "Lào Cai")
    links = [
        secretariat.invite(desk, f"Cán bộ {name}", "cán bộ báo cáo", f"{name}, Lào Cai") for name in names[:BY_BROWSER]
    ]

    # The secretary sets the committee up, designs the form and asks for the month once it has closed.
    office = opened()
    secretariat.accept(office, secretary_link, "thu-ky")
    secretariat.sign_in(office, "thu-ky")
    secretariat.set_up_committee(office)
    secretariat.design_form(office)
    month.at("2026-11-16T08:00:00+07:00")
    round_ = secretariat.ask_monthly(office)
    assert "Đã gửi 0/99" in headline(office)

    # In time: eleven by browser, on telephones; the others by the script.
    month.at("2026-11-17T09:00:00+07:00")
    for number in range(LATE):
        telephone = opened(360, 740)
        fill = communes.while_offline if number == OFFLINE else communes.by_browser
        fill(telephone, links[number], f"can-bo-{number}", number)
        telephone.context.close()
    for number in range(BY_BROWSER, 99):
        communes.by_script(admin, month.base, names[number], f"can-bo-{number}", number)
    office.goto(f"/rounds/{round_}/")
    assert "Đã gửi 98/99 (99%): 98 đúng hạn, 0 muộn" in headline(office)

    # The head approves; the deadline passes; the last one comes late.
    returns = dict(zip(names, obligations(office), strict=True))
    heads = Visitor(month.base)
    heads.post(head_link.removeprefix(month.base), username="lanh-dao", password=PASSWORD, again=PASSWORD)
    heads.sign_in("lanh-dao", PASSWORD)
    chair = opened(360, 740)
    secretariat.sign_in(chair, "lanh-dao")
    chair.goto(f"/returns/{returns[names[0]]}/review")
    picture(chair, "7-lanh-dao-duyet")
    chair.get_by_role("button", name="Duyệt", exact=True).click()
    chair.get_by_text("Chờ thư ký tiếp nhận").first.wait_for()
    month.at("2026-11-20T09:00:00+07:00")
    last = opened(360, 740)
    communes.by_browser(last, links[LATE], f"can-bo-{LATE}", LATE)
    for name in names[1:]:
        approve(heads, returns[name])
    office.goto(f"/rounds/{round_}/?show=late")
    assert re.search(r"muộn 2 ngày", headline(office)), headline(office)

    # The secretary sends a wrong one back, with a remark at its cell; it comes mended.
    office.goto(f"/returns/{returns[names[WRONG]]}/review")
    office.get_by_text("Ý kiến: Hồ sơ tiếp nhận").or_(office.locator("summary").first).first.click()
    office.locator("textarea[name^='remark:']").first.fill("Số này cao gấp mười tháng trước, đề nghị kiểm tra lại.")
    picture(office, "8-tra-lai")
    office.get_by_role("button", name="Trả lại kèm ý kiến").click()
    office.get_by_text("Đã trả lại để sửa").first.wait_for()
    mender = opened(360, 740)
    secretariat.sign_in(mender, f"can-bo-{WRONG}")
    mender.goto(f"/returns/{returns[names[WRONG]]}/")
    assert "Số này cao gấp mười tháng trước" in headline(mender)
    picture(mender, "9-xa-sua")
    communes.type_in(mender, *MENDED)
    communes.saved(mender)
    communes.submit(mender)
    approve(heads, returns[names[WRONG]], filing=2)

    # All that is clean is accepted at once; the figures of the month follow.
    office.goto(f"/rounds/{round_}/")
    picture(office, "10-bang-theo-doi")
    office.get_by_role("link", name=re.compile("^Xem 99 báo cáo đang chờ")).click()
    office.get_by_role("button", name="Tiếp nhận các báo cáo đã chọn").click()
    office.goto(f"/periods/{round_}/")
    received = sum(figures(number)[0] for number in range(99) if number != WRONG) + MENDED[0]
    online = sum(figures(number)[1] for number in range(99) if number != WRONG) + MENDED[1]
    shown = headline(office)
    assert grouped(received) in shown and grouped(online) in shown
    picture(office, "11-so-lieu-tong-hop")
    paper = report(office, round_)
    assert f"{grouped(received)} hồ sơ" in paper
    assert "99/99" in paper and "muộn" in paper, paper[:1500]

    # A correction: reopened with a reason, filled in anew, approved and accepted; the total changes at once.
    corrected = returns[names[0]]
    office.goto(f"/returns/{corrected}/review")
    office.locator("summary", has_text=re.compile("tiếp nhận", re.IGNORECASE)).click()
    office.get_by_label("Lý do").fill("Xã báo sót hồ sơ của một thôn.")
    office.get_by_role("button", name="Mở lại", exact=True).click()
    first_one = opened(360, 740)
    secretariat.sign_in(first_one, "can-bo-0")
    first_one.goto(f"/returns/{corrected}/")
    communes.type_in(first_one, figures(0)[0] + 7, figures(0)[1])
    communes.saved(first_one)
    communes.submit(first_one)
    approve(heads, corrected, filing=2)
    office.goto(f"/periods/{round_}/")
    assert grouped(received) in headline(office), "until it is accepted the old figure counts"
    office.goto(f"/returns/{corrected}/review")
    office.get_by_role("button", name="Tiếp nhận", exact=True).click()
    office.goto(f"/periods/{round_}/")
    assert grouped(received + 7) in headline(office)
    picture(office, "12-dinh-chinh")


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def obligations(page) -> list[int]:
    """What each commune owes, in the order of the board."""
    links = page.locator("main tbody a[href*='/review']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return [int(re.search(r"/returns/(\d+)/", link)[1]) for link in links]


def approve(head: Visitor, obligation: int, filing: int = 1) -> None:
    answer = head.post(f"/returns/{obligation}/review", deed="approve", filing=str(filing))
    assert answer.status == 200, answer.text


def report(page, round_: int) -> str:
    """The text of the report as Word."""
    answer = page.request.get(f"/periods/{round_}/report.docx")
    assert answer.ok
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.body())).paragraphs)
