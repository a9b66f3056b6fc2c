"""The demonstration case served by a real server, and Debian's Chromium before it."""

import fcntl
import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.ops.running import Installation
from tests.repository.tree import ROOT

YAGI = "/cases/yagi/yagi_2024/"
MOMENT = f"{YAGI}2024-09-11T13:30/"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory) -> Installation:
    """The demonstration case, loaded once for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made = Installation(base / "yagi")
    with (base / "yagi.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made.data / "loaded").exists():
            done = made.run("case", "load", ROOT / "tongket/demo/yagi")
            assert done.returncode == 0, done.stderr
            (made.data / "loaded").touch()
    return made


@pytest.fixture(scope="session")
def site(loaded: Installation) -> Iterator[str]:
    """The address of a server of that case."""
    process = loaded.start("serve")
    said = []
    try:
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"Serving on (http://[\d.]+:\d+)/", line):
                yield found[1]
                break
        else:
            pytest.fail("".join(said))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


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
def opened(browser: Browser, site: str):
    """`opened(width, …)` gives a page of that width.

    An answer of 500, an error in a script or a request to elsewhere fails the test.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(width: int = 1280, height: int = 800, **choices) -> Page:
        choices = {"color_scheme": "light", "locale": "vi-VN", **choices}
        context = browser.new_context(base_url=site, viewport={"width": width, "height": height}, **choices)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)  # a busy machine is no fault of the page
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("request", lambda request: request.url.startswith(site) or wrong.append(f"asked: {request.url}"))
        page.on("response", lambda answer: answer.status < 500 or wrong.append(f"{answer.status}: {answer.url}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (Path(__file__).parent / "axe/axe.min.js").read_text(encoding="utf-8")
