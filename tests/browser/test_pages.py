"""Every page as a browser shows it: for all readers, on every screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MOMENT, YAGI

PAGES = {
    "home": "/",
    "event": MOMENT,
    "today": f"{MOMENT}?map=2026-08-24",
    "province": f"{MOMENT}units/vn-p10/",
    "return": f"{MOMENT}returns/vn-d087/",
    "reconciliation": f"{YAGI}reconciliation",
    "unit": "/units/vn-p15-2025/",
    "search": "/search?q=lao+cai",
    "unknown moment": f"{YAGI}gestern/",
    "unknown unit": f"{MOMENT}units/vn-x/",
    "nothing": "/nowhere",
}
EACH = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)

ON_SCREENS = [(name, 1280, "light") for name in PAGES] + [
    (name, 360, "dark") for name in ("home", "event", "province", "unit")
]  # the other pages are made of the same parts


@pytest.mark.parametrize(("name", "width", "scheme"), ON_SCREENS)
def test_axe_finds_nothing(opened, sound, name, width, scheme):
    page = opened(width, color_scheme=scheme, bypass_csp=True)
    page.goto(PAGES[name])
    sound(page)


@EACH
def test_no_page_is_wider_than_the_screen(opened, address):
    """At 320 px, and at 200 % on a screen of 1280."""
    page = opened(320)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 640, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") == 640


@pytest.mark.parametrize("width", [1280, 360])
def test_a_tab_walk_sees_every_step(opened, width):
    page = opened(width)
    page.goto(f"{MOMENT}units/vn-p10/")
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => {
              const at = document.activeElement, box = at.getBoundingClientRect();
              const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
              const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
              const top = document.elementFromPoint(x, y);
              return {
                name: at.tagName + ' ' + (at.textContent || at.name || at.id).trim().slice(0, 30),
                done: at === document.body,
                inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
                uncovered: !!top && (at.contains(top) || top.contains(at)),
                outlined: getComputedStyle(at).outlineStyle !== 'none',
              };
            }"""
        )
        if at["done"]:
            break
        seen.append(at)
    assert len(seen) > 30
    assert [at["name"] for at in seen if not (at["inside"] and at["uncovered"] and at["outlined"])] == []
    assert seen[0]["name"] == "A Chuyển đến nội dung"


def test_targets_are_large_enough_for_a_finger(opened):
    """24 px by 24 px, but for links within a line of text (WCAG 2.2, 2.5.8)."""
    page = opened(360)
    page.goto(MOMENT)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), nav a, li a, summary')]
          .map(each => [each.textContent || each.id, each.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
          .map(([name, box]) => `${name.trim().slice(0, 30)}: ${box.width}×${box.height}`)"""
    )
    assert small == []


def test_the_page_prints_on_clean_paper(opened):
    page = opened()
    page.goto(MOMENT)
    page.emulate_media(media="print")
    for selector in ("header form", "nav.moments", "nav.maps"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator("table.figures")).to_be_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


def test_who_asked_for_less_motion_gets_none(opened):
    page = opened(reduced_motion="reduce")
    page.goto(MOMENT)
    page.evaluate("document.getElementById('content').setAttribute('aria-busy', 'true')")
    assert page.evaluate("getComputedStyle(document.getElementById('content')).transitionDuration") == "0s"


def test_figures_stand_under_figures(opened):
    """Every digit of a table has one width, in the typeface that is shipped."""
    page = opened()
    page.goto(MOMENT)
    widths = page.evaluate(
        """async () => {
          await document.fonts.ready;
          const cell = document.querySelector('td.number b'), found = new Set();
          for (const digit of '0123456789') {
            cell.textContent = digit.repeat(20);
            found.add(Math.round(cell.getBoundingClientRect().width));
          }
          const shipped = name => document.fonts.check(`16px "${name}"`);
          return [found.size, shipped('Be Vietnam Pro'), shipped('Tongket Figures')];
        }"""
    )
    assert widths == [1, True, True]
