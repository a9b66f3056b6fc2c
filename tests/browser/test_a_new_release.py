"""A new release of the site while copies of the one before lie on a telephone; a site that was away."""

import json
import re
import shutil
import socket

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import QUICK
from tests.browser.steps import eventually, sign_in
from tests.browser.test_filling import CYCLE
from tests.browser.test_without_a_line import COPIES, FILES
from tests.ops.running import Installation
from tests.repository.tree import ROOT


@pytest.fixture(scope="module")
def port() -> int:
    """A port that is free: both releases stand at one address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def site(port) -> str:
    """The address of both."""
    return f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def there(set_up, tmp_path_factory) -> Installation:
    """An installation with the small cycle of the tests."""
    made = set_up.copy(tmp_path_factory.mktemp("releases"), **QUICK)
    made.owed = json.loads(made.python(CYCLE))
    return made


@pytest.fixture
def served(there, port):
    """`with served(source):` the site stands there, run from that folder of sources."""

    def run(source):
        there.more = {**QUICK, "PYTHONPATH": str(source)}
        return there.served("--port", port)

    return run


def release(tmp_path, number: int):
    """A folder of sources in which two files of the site are not as they were."""
    there = tmp_path / f"release{number}"
    shutil.copytree(ROOT / "tongket", there / "tongket", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("site.css", "fill/typing.js"):
        with (there / "tongket/web/static/web" / name).open("a") as file:
            file.write(f"/* of release {number} */\n")
    return there


def names(found) -> set[str]:
    """The two files among those that are kept."""
    return {each for each in found if re.search(r"/(site\.\w+\.css|typing\.\w+\.js)$", each)}


def test_a_copy_stays_whole_through_new_releases_and_old_files_go(opened, there, served, tmp_path):
    page, mine = opened(360), f"/returns/{there.owed['pk25']}/"
    with served(ROOT):
        sign_in(page, "lan")
        page.goto(mine)
        eventually(page, COPIES, lambda found: mine in found)
        first = names(page.evaluate(FILES))
        assert len(first) == 2
        page.goto("about:blank")

    with served(release(tmp_path, 2)):
        page.goto("/work")
        eventually(page, FILES, lambda found: len(names(found)) == 3)  # the sheet of now; the copy needs both of then
        assert first < names(page.evaluate(FILES))
        page.context.set_offline(True)
        page.goto(mine)
        expect(page.locator("#copy")).to_be_visible()
        page.locator("#c0").fill("1200")
        expect(page.locator("#fill-state")).to_contain_text("mất mạng")
        page.context.set_offline(False)
        expect(page.locator("#fill-state")).to_have_text(re.compile("Đã lưu"))
        page.goto(mine)
        expect(page.locator("#c0")).to_have_value("1.200")
        eventually(page, FILES, lambda found: len(names(found)) == 4)
        page.goto("about:blank")

    with served(release(tmp_path, 3)):
        page.goto("/work")
        eventually(page, FILES, lambda found: not first & names(found))
        page.context.set_offline(True)
        page.goto(mine)
        expect(page.locator("#copy")).to_be_visible()
        expect(page.locator("html.scripted")).to_have_count(1)


def test_a_server_that_comes_back_is_found_without_being_asked(opened, served):
    page = opened(360)
    with served(ROOT):
        sign_in(page, "lan")
        eventually(page, "Boolean(navigator.serviceWorker.controller)")
    page.goto("/nowhere")
    expect(page.get_by_text("No connection", exact=True)).to_be_visible()
    with served(ROOT):
        expect(page.get_by_role("heading", level=1)).to_have_text("Không có gì ở địa chỉ này")
