"""What a person does in a browser, step by step; each step ends where the next may begin.

A click does not wait for the page that answers it. What leads to another page is therefore done with `go`, `follow`,
`press` or `enter`, after which that page is there whole; what happens on the page is awaited with `expect`. Reads of
Playwright that do not wait stand in this module alone; tests/repository/test_browser_tests.py sees to that.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.flow.organisation.people import PASSWORD

PATIENCE = 60_000  # milliseconds: a busy machine is no fault of the page
INVITATION = re.compile(r"http\S+/invitation/[\w-]+")


def go(leads: Locator) -> None:
    """Click what leads to another page, and be there."""
    with leads.page.expect_navigation():
        leads.click()


def follow(within: Page | Locator, link: str | re.Pattern[str], **more) -> None:
    """Click the link of that name, and be at its page."""
    go(within.get_by_role("link", name=link, **more))


def press(within: Page | Locator, button: str | re.Pattern[str], **more) -> None:
    """Click the button of that name, and be at the page that answers."""
    go(within.get_by_role("button", name=button, **more))


def enter(page: Page) -> None:
    """The key Enter where it leads to another page, and be there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def read(place: Locator) -> str:
    """What stands there once it is seen, on one line."""
    expect(place).to_be_visible()
    return re.sub(r"\s+", " ", place.inner_text()).strip()


def number_in(page: Page, address: str) -> int:
    """The number in the address of the page, which the pattern shows."""
    expect(page).to_have_url(re.compile(address))
    return int(re.search(address, page.url)[1])


def addresses(links: Locator) -> list[str]:
    """Where all of these links lead, of which there is one at least."""
    expect(links.first).to_be_visible()
    return [link.get_attribute("href") for link in links.all()]


def eventually(page: Page, script: str, holds: Callable[[Any], bool] = bool) -> None:
    """Wait until what the script gives is as it should be. (Playwright's own way evaluates text: pages forbid that.)"""
    end = time.monotonic() + PATIENCE / 1000
    while not holds(found := page.evaluate(script)):
        assert time.monotonic() < end, f"it stayed {found}: {script}"
        page.wait_for_timeout(50)


def unfold(page: Page) -> None:
    """Open all that is folded."""
    for summary in page.locator("main summary").all():
        summary.click()


def accept(page: Page, invitation: str, name: str) -> None:
    """Open an invitation, and choose a name and a password."""
    page.goto(invitation)
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    enter(page)
    expect(page).to_have_url("/account/sign-in")


def sign_in(page: Page, name: str, to: str = "/work") -> None:
    """Through the sign-in page to one's own work, or to where one is led before."""
    page.goto("/account/sign-in")
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    enter(page)
    expect(page).to_have_url(to)


def sign_out(page: Page) -> None:
    """Through the page that asks whether one means it."""
    page.goto("/account/sign-out")
    press(page.get_by_role("main"), "Đăng xuất")
    expect(page).to_have_url("/")
