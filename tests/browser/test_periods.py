"""The page of a round and of its figures, as a browser shows them."""

import json
import re
import signal

import pytest

from tests.browser.test_accounts import FINDS, PASSWORD, RULES
from tests.ops.running import Installation

CYCLE = """
import json
from tests.flow.consolidation.rounds import earlier, two_of_three
from tests.flow.returns.cycle import monthly
cycle = monthly()
two_of_three(cycle)
old = earlier(cycle, "2025-06", {"pk": {"poor": 40}, "xt": {"poor": 25}, "mt": {"poor": 9}})
print(json.dumps({"now": cycle.round.pk, "old": old.pk}))
"""


@pytest.fixture(scope="module")
def there(tmp_path_factory) -> Installation:
    """An installation with a round of which two of three returns were accepted, and one of before the reform."""
    made = Installation(tmp_path_factory.mktemp("periods"))
    assert made.run("migrate").returncode == 0
    made.rounds = json.loads(made.python(CYCLE))
    return made


@pytest.fixture(scope="module")
def site(there):
    """The address of its server."""
    process = there.start("serve")
    for line in process.stderr:
        if found := re.search(r"Serving on (http://[\d.]+:\d+)/", line):
            yield found[1]
            break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


@pytest.fixture
def reading(opened):
    """`reading(width, …)` gives a page on which the auditor of the province has signed in."""

    def sign_in(width: int = 1280, **choices):
        page = opened(width, **choices)
        page.goto("/account/sign-in")
        page.get_by_label("Tên tài khoản").fill("kiem")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/(work|account/)$"))
        return page

    return sign_in


@pytest.fixture
def pages(there) -> dict[str, str]:
    now, old = there.rounds["now"], there.rounds["old"]
    return {
        "list": "/periods/",
        "round": f"/periods/{now}/",
        "section": f"/periods/{now}/?section=digital&sort=accounts",
        "unit": f"/periods/{now}/?unit=pk25",
        "figure": f"/periods/{now}/figure?cell=rate",
        "recast": f"/periods/{old}/figure?cell=poor&map=2026-11-14&unit=pk25",
        "divided": f"/periods/{old}/figure?cell=poor&map=2026-11-14&unit=vp25",
    }


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(reading, axe, pages, width, scheme):
    page = reading(width, color_scheme=scheme, bypass_csp=True)
    for address in pages.values():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
        page.evaluate(axe)
        found = page.evaluate(FINDS, RULES)
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found["violations"]] == [], address


def test_from_a_figure_to_the_acts_and_the_returns_without_a_script(reading, pages):
    page = reading(360, java_script_enabled=False)
    page.goto(pages["round"])
    page.locator("table.figures").get_by_role("link", name="Hộ nghèo", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text().endswith("Hộ nghèo")
    assert (
        page.get_by_role("row", name="Xã Phúc Khánh").get_by_role("link").get_attribute("href").startswith("/returns/")
    )
    page.goto(pages["recast"])
    assert page.get_by_text("xã Xuân Thượng nhập nguyên vẹn vào xã Phúc Khánh (1673/NQ-UBTVQH15)").is_visible()


def test_sorting_keeps_the_place_and_the_address(reading, pages):
    page = reading()
    page.goto(pages["round"])
    page.locator("table.units thead").get_by_role("link", name="Hộ nghèo", exact=True).click()
    page.wait_for_url("**sort=poor**")
    assert page.locator("table.units tbody tr:nth-child(2) th").inner_text() == "Xã Phúc Khánh"
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Hộ nghèo")


def test_the_report_is_saved_as_a_file(reading, pages):
    page = reading()
    page.goto(pages["round"])
    with page.expect_download() as found:
        page.get_by_role("link", name="Báo cáo, Word").click()
    assert re.fullmatch(r"bao-cao-\d+-2026-11\.docx", found.value.suggested_filename)
