"""What Excel puts on the clipboard, as people have it: cells with a line break, blank rows, other ways to write."""

from playwright.sync_api import expect

from tests.browser.test_filling import at_the_return, fresh, holds, kept, paste, saved, there

__all__ = ["at_the_return", "fresh", "there"]


def test_a_line_break_within_a_cell_moves_no_figure(at_the_return, fresh):
    page = at_the_return(width=360)
    page.locator("#c0").focus()
    paste(page, '"Tổng số hộ\r\n(theo rà soát)"\t1.200\r\n"Hộ ""nghèo"""\t36\r\n\t\r\nNam\t 7 \r\n')
    for key, text in (("households", "1.200"), ("poor", "36"), ("trained;sex=male", "7")):
        holds(page, key, text)
    saved(page)
    assert kept(fresh)[0] == {"households": 1200, "poor": 36, "trained;sex=male": 7}


def test_what_cannot_be_read_stays_and_is_told_at_its_cell(at_the_return, fresh):
    page = at_the_return(width=360)
    page.locator("#c0").focus()
    paste(page, "1 200\n1,5\nkhông có\n-\n1,234\n")
    expect(page.locator('tr[data-key="poor"] .bad')).to_contain_text("“1,5” có phần thập phân")
    expect(page.locator('tr[data-key="trained;sex=female"] .bad')).to_contain_text("“không có” không phải là số")
    expect(page.locator('tr[data-key="accounts"] .bad')).to_contain_text("có thể đọc theo hai cách")
    holds(page, "poor", "1,5")
    expect(page.locator("#fill-state")).to_contain_text("3 ô cần xem lại")
    assert kept(fresh)[0]["households"] == 1200


def test_a_figure_is_deleted_and_its_comment_stays(at_the_return, fresh):
    page = at_the_return(width=360)
    page.locator("#c1").fill("36")
    page.locator('tr[data-key="poor"] summary').click()
    page.locator("#c1-m").fill("đang rà soát")
    saved(page)
    page.locator("#c1").fill("")
    saved(page)
    expect(page.locator('tr[data-key="poor"] .bad')).to_have_count(0)
    assert kept(fresh)[0] == {"poor": None}
    page.reload()
    expect(page.locator("#c1-m")).to_have_value("đang rà soát")
