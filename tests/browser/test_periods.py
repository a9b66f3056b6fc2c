"""The page of a round and of its figures, as a browser shows them."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import QUICK
from tests.browser.steps import follow
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
def there(set_up, tmp_path_factory) -> Installation:
    """An installation with a round of which two of three returns were accepted, and one of before the reform."""
    made = set_up.copy(tmp_path_factory.mktemp("periods"), **QUICK)
    made.rounds = json.loads(made.python(CYCLE))
    return made


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
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(signed_in, sound, pages, width, scheme):
    page = signed_in("kiem", width, color_scheme=scheme, bypass_csp=True)
    for address in pages.values():
        page.goto(address)
        sound(page)


def test_from_a_figure_to_the_acts_and_the_returns_without_a_script(signed_in, pages):
    page = signed_in("kiem", 360, java_script_enabled=False)
    page.goto(pages["round"])
    follow(page.locator("table.figures"), "Hộ nghèo", exact=True)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Hộ nghèo$"))
    source = page.get_by_role("row", name="Xã Phúc Khánh").get_by_role("link")
    expect(source).to_have_attribute("href", re.compile("^/returns/"))
    page.goto(pages["recast"])
    act = "xã Xuân Thượng nhập nguyên vẹn vào xã Phúc Khánh (1673/NQ-UBTVQH15)"
    expect(page.get_by_text(act)).to_be_visible()


def test_sorting_keeps_the_place_and_the_address(signed_in, pages):
    page = signed_in("kiem")
    page.goto(pages["round"])
    follow(page.locator("table.units thead"), "Hộ nghèo", exact=True)
    expect(page).to_have_url(re.compile("sort=poor"))
    expect(page.locator("table.units tbody tr:nth-child(2) th")).to_have_text("Xã Phúc Khánh")
    expect(page.locator("th[aria-sort=descending]")).to_have_text(re.compile("^Hộ nghèo"))


def test_the_report_is_saved_as_a_file(signed_in, pages):
    page = signed_in("kiem")
    page.goto(pages["round"])
    with page.expect_download() as found:
        page.get_by_role("link", name="Báo cáo, Word").click()
    assert re.fullmatch(r"bao-cao-\d+-2026-11\.docx", found.value.suggested_filename)
