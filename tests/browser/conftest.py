"""The demonstration case served by a real server, and Debian's Chromium before it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.steps import PATIENCE, sign_in
from tests.ops.running import Installation, Server, made_once
from tests.repository.tree import ROOT

QUICK = {"DJANGO_SETTINGS_MODULE": "tests.ops.quick"}
YAGI = "/cases/yagi/yagi_2024/"
MOMENT = f"{YAGI}2024-09-11T13:30/"
# Best practices beside the success criteria of WCAG 2.2, levels A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FINDS = """async rules => (await axe.run({runOnly: {type: 'tag', values: rules}})).violations.flatMap(
  ({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 150)} ${node.failureSummary}`))"""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory) -> Installation:
    """The demonstration case, loaded once for all processes of a test run."""
    made = made_once(tmp_path_factory, "yagi", lambda made: made.do("case", "load", ROOT / "tongket/demo/yagi"))
    made.more = QUICK
    return made


@pytest.fixture(scope="session")
def there(loaded) -> Installation:
    """What is served; a module with other data has a `there` of its own."""
    return loaded


@pytest.fixture(scope="module")
def server(there: Installation) -> Iterator[Server]:
    """Its server."""
    with there.served() as server:
        yield server


@pytest.fixture(scope="module")
def site(server: Server) -> str:
    """The address of that server."""
    return server.base


# For a module, not the run: while Playwright's loop stands, Django refuses its database in the same thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window; `make test` installs it."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("chromium is not installed: run scripts/bootstrap test")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`opened(width, …)` gives a page of that width.

    An answer of 500, an error in a script or a request to elsewhere fails the test.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(width: int = 1280, height: int = 800, **choices) -> Page:
        choices = {"base_url": site, "color_scheme": "light", "locale": "vi-VN", **choices}
        home = choices["base_url"]
        context = browser.new_context(viewport={"width": width, "height": height}, **choices)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("request", lambda request: request.url.startswith(home) or wrong.append(f"asked: {request.url}"))
        page.on("response", lambda answer: answer.status < 500 or wrong.append(f"{answer.status}: {answer.url}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def signed_in(opened) -> Callable[..., Page]:
    """`signed_in(who, width, …)` gives a page of that person, at their work."""

    def come(who: str, width: int = 1280, **choices) -> Page:
        page = opened(width, **choices)
        sign_in(page, who)
        return page

    return come


@pytest.fixture(scope="session")
def sound() -> Callable[[Page], None]:
    """`sound(page)`: axe finds nothing, and nothing is wider than the screen. The page must let scripts in."""
    axe = (Path(__file__).parent / "axe/axe.min.js").read_text(encoding="utf-8")

    def look(page: Page) -> None:
        page.evaluate(axe)
        assert page.evaluate(FINDS, RULES) == [], page.url
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{page.url} is {over} px wider than the screen"

    return look
