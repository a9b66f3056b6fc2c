"""Opening a return again without a line: the copy, what is typed into it, whose it is, and when it goes."""

import json
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import QUICK
from tests.browser.steps import enter, eventually, follow, go, sign_in, sign_out
from tests.browser.test_filling import CYCLE, NEW, READ
from tests.flow.organisation.people import PASSWORD
from tests.ops.running import Installation

# What of the person's pages lies in the device: ["/returns/1/", ...], without the files of the site.
COPIES = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("tongket:copies:")) continue;
    for (const each of await (await caches.open(name)).keys()) found.push(new URL(each.url).pathname);
  }
  return found.sort();
}"""
FILES = """async () => (await (await caches.open("tongket:files")).keys()).map((each) => new URL(each.url).pathname)"""
SIGNED_OUT = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"


@pytest.fixture(scope="module")
def there(set_up, tmp_path_factory) -> Installation:
    """An installation with the small cycle of the tests."""
    made = set_up.copy(tmp_path_factory.mktemp("line"), **QUICK)
    made.owed = json.loads(made.python(CYCLE))
    return made


@pytest.fixture
def mine(there) -> str:
    """The path of a return of pk25 in a period of its own: nothing is filled in yet."""
    there.owed["pk25"] = int(there.python(NEW))
    return f"/returns/{there.owed['pk25']}/"


@pytest.fixture
def kept(there):
    """`kept()`: what the server holds of that return, cells by key as value or state."""

    def read():
        cells, _texts = json.loads(there.python(READ.format(id=there.owed["pk25"])))
        return {key: cell.get("value", cell.get("state")) for key, cell in cells.items()}

    return read


def saved(page) -> None:
    """What was typed has been sent."""
    expect(page.locator("#fill-state")).to_have_text(re.compile(r"Đã lưu \d\d:\d\d"))
    expect(page.locator(".unsent")).to_have_count(0)


@pytest.fixture
def telephone(opened, mine):
    """A telephone on which Lan has opened the return of her commune: the copy lies there."""
    page = opened(360)
    sign_in(page, "lan")
    page.goto(mine)
    eventually(page, COPIES, lambda found: mine in found)
    return page


def thrown_away(page) -> None:
    """The telephone throws the tab away, and the line is gone."""
    page.context.set_offline(True)
    page.goto("about:blank")


def test_a_return_is_opened_again_without_a_line_and_what_is_typed_is_sent(telephone, mine, kept):
    thrown_away(telephone)
    telephone.goto(mine)
    told = telephone.locator("#copy")
    expect(told).to_contain_text(
        re.compile(r"Không có mạng\. Đây là bản lưu trong máy .* lúc \d\d:\d\d, \d+/\d+/\d{4}")
    )
    expect(told).to_contain_text("sẽ được gửi khi có mạng lại")
    telephone.locator("#c0").fill("1200")
    expect(telephone.locator("#fill-state")).to_contain_text("mất mạng")
    telephone.reload()
    expect(telephone.locator("#c0")).to_have_value("1200")
    telephone.locator("#c1").fill("36")
    telephone.context.set_offline(False)
    saved(telephone)
    expect(told).to_contain_text("Đã có mạng lại")
    assert kept() == {"households": 1200, "poor": 36}
    follow(told, "Tải lại trang")
    expect(telephone.locator("#copy")).to_be_hidden()
    expect(telephone.locator("#c1")).to_have_value("36")


def test_the_copy_shows_what_was_saved_after_it_was_made(telephone, mine, kept):
    for cell, typed in (("c0", "1200"), ("c1", "36")):
        telephone.locator(f"#{cell}").fill(typed)
    telephone.locator("#c8").fill("Thiếu người")
    saved(telephone)
    eventually(telephone, COPIES, lambda found: f"{mine}saved" in found)
    thrown_away(telephone)
    telephone.goto(mine)
    expect(telephone.locator("#c0")).to_have_value("1.200")
    expect(telephone.locator("#c8")).to_have_value("Thiếu người")
    expect(telephone.locator('tr[data-key="rate"] output')).to_have_text("3")
    expect(telephone.locator("#fill-done")).to_have_text("2")
    telephone.locator("#c1").fill("37")
    telephone.context.set_offline(False)
    saved(telephone)
    expect(telephone.locator(".conflict")).to_have_count(0)
    assert kept() == {"households": 1200, "poor": 37}


def test_without_a_line_other_pages_say_so_and_list_what_can_be_opened(telephone, mine):
    thrown_away(telephone)
    telephone.goto("/regimes/")
    expect(telephone.get_by_role("heading", level=1)).to_have_text(re.compile("Không có mạng"))
    follow(telephone, "Xã Phúc Khánh")
    expect(telephone).to_have_url(re.compile(f"{mine}$"))
    expect(telephone.locator("#copy")).to_be_visible()
    telephone.goto("/returns/999999/")
    expect(telephone.get_by_text("No connection", exact=True)).to_be_visible()
    telephone.context.set_offline(False)
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Không có gì ở địa chỉ này")


def test_my_work_is_kept_for_those_who_fill_in(telephone, mine):
    telephone.goto("/work")
    eventually(telephone, COPIES, lambda found: "/work" in found)
    thrown_away(telephone)
    telephone.goto("/work")
    expect(telephone.locator("#copy")).to_contain_text("Báo cáo nào đã mở trên máy này thì vẫn mở được")
    go(telephone.locator(f'a[href="{mine}"]').first)
    expect(telephone.locator("#copy")).to_contain_text("Không có mạng")


def test_a_line_that_does_not_answer_is_as_good_as_none(telephone, server, mine):
    telephone.goto("about:blank")
    server.process.send_signal(signal.SIGSTOP)
    try:
        telephone.goto(mine)
        expect(telephone.locator("#copy")).to_contain_text("Không có mạng")
    finally:
        server.process.send_signal(signal.SIGCONT)


def test_signing_out_removes_the_copies(telephone, mine):
    sign_out(telephone)
    expect(telephone.get_by_role("link", name="Đăng nhập")).to_be_visible()
    eventually(telephone, COPIES, lambda found: found == [])
    thrown_away(telephone)
    telephone.goto(mine)
    expect(telephone.locator("#none")).to_contain_text("chưa có trang nào mở được")


def test_what_was_typed_outlives_the_session_and_is_sent_after_signing_in(telephone, there, mine, kept):
    thrown_away(telephone)
    telephone.goto(mine)
    telephone.locator("#c0").fill("1200")
    there.python(SIGNED_OUT)
    telephone.context.set_offline(False)
    expect(telephone.locator("#fill-state")).to_contain_text("phiên đăng nhập đã hết")
    assert kept() == {}
    go(telephone.locator("#fill-again"))
    eventually(telephone, COPIES, lambda found: found == [])
    telephone.get_by_label("Tên tài khoản").fill("lan")
    telephone.get_by_label("Mật khẩu").fill(PASSWORD)
    enter(telephone)
    expect(telephone).to_have_url(re.compile(f"{mine}$"))
    saved(telephone)
    assert kept() == {"households": 1200}


def test_a_lost_token_is_renewed(telephone, mine, kept):
    thrown_away(telephone)
    telephone.goto(mine)
    telephone.locator("#c0").fill("1200")
    telephone.context.clear_cookies(name="csrftoken")
    telephone.context.set_offline(False)
    saved(telephone)
    assert kept() == {"households": 1200}


def test_another_person_finds_no_copy_and_sends_nothing_of_the_first(telephone, there, mine, kept):
    thrown_away(telephone)
    telephone.goto(mine)
    telephone.locator("#c0").fill("1200")
    expect(telephone.locator("#fill-state")).to_contain_text("mất mạng")
    there.python(SIGNED_OUT)
    other = telephone.context.new_page()
    telephone.context.set_offline(False)
    sign_in(other, "minh")  # the head of the same commune, on the same telephone
    eventually(other, COPIES, lambda found: mine not in found)
    telephone.evaluate("Sending.soon(0)")
    expect(telephone.locator("#fill-state")).to_contain_text("người khác đã đăng nhập trên máy này")
    other.goto(mine)
    expect(other.locator("#c0")).to_have_value("")
    assert kept() == {}
    telephone.context.set_offline(True)
    other.goto("/returns/1/")
    expect(other.get_by_text("No connection", exact=True)).to_be_visible()


def test_nothing_is_kept_of_pages_of_others(opened, there, mine):
    page = opened(1280)
    sign_in(page, "thu")
    eventually(page, FILES, lambda found: "/offline" in found)
    for path in ("/work", f"{mine}", f"{mine}review", "/rounds/1/"):
        page.goto(path)
        page.goto(path)
    page.wait_for_timeout(500)
    assert page.evaluate(COPIES) == []


def test_a_copy_is_no_older_than_its_session(telephone, mine):
    older = """async (path) => {
      for (const name of await caches.keys()) {
        const pages = await caches.open(name);
        const page = await pages.match(path, { ignoreVary: true });
        if (!page) continue;
        const headers = new Headers(page.headers);
        const left = (Number(headers.get("Tongket-Until")) - Date.now()) / 3_600_000;
        headers.set("Tongket-Until", Date.now() - 1000);
        await pages.put(path, new Response(await page.text(), { headers }));
        return left;
      }
    }"""
    left = telephone.evaluate(older, mine)
    assert 11.9 < left <= 12
    thrown_away(telephone)
    telephone.goto(mine)
    expect(telephone.locator("#some, #none").filter(visible=True)).to_have_count(1)
    expect(telephone.get_by_role("link", name="Xã Phúc Khánh")).to_have_count(0)
    assert mine not in telephone.evaluate(COPIES)


def test_without_a_worker_all_is_as_it_was(opened, mine, kept):
    page = opened(360, service_workers="block")
    sign_in(page, "lan")
    page.goto(mine)
    page.locator("#c0").fill("1200")
    saved(page)
    assert kept() == {"households": 1200}
