"""The page of a return as an ordinary form: what it shows, what it saves, what it refuses at the cell."""

import gzip
import html
import json
import re
from datetime import date

import pytest
from django.test import Client

from tests.flow.returns.cycle import AT, CONTENT, DUE, monthly
from tests.flow.returns.moving import GOOD, TEXTS, come_to
from tests.flow.returns.test_filling import save
from tests.flow.returns.test_library import filed_elsewhere
from tongket.core.forms.cells import Cell, cells_from_json
from tongket.core.rollup.model import State
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Draft, Filing, Obligation, Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return monthly()


def visitor(cycle, name="official") -> Client:
    client = Client()
    client.force_login(cycle.accounts[name])
    return client


def address(cycle, tail="", unit="pk25") -> str:
    return f"/returns/{cycle.owed[unit].pk}/{tail}"


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the page as it stands."""
    found = {name: html.unescape(value) for name, value in re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', page)}
    found |= {
        html.unescape(n): html.unescape(t).removeprefix("\n")
        for n, t in re.findall(r'<textarea[^>]*? name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    }
    return {html.unescape(name): value for name, value in found.items()
            if name not in ("do", "q", "next", "language", "csrfmiddlewaretoken")}  # fmt: skip


def send(client, cycle, do="save", **typed):
    """Open the page, type into it, press a button."""
    page = client.get(address(cycle)).content.decode()
    data = fields(page) | typed | {"do": do}
    return client.post(address(cycle), data)


def text_of(response) -> str:
    page = re.sub(r"(?s)<(script|style).*?</\1>", " ", response.content.decode())
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def cells(cycle) -> dict[str, Cell]:
    return cells_from_json(Draft.objects.get(obligation=cycle.owed["pk25"]).cells)


def test_the_page_asks_what_the_form_asks(cycle):
    page = visitor(cycle).get(address(cycle))
    said = text_of(page)
    for words in ("Phúc Khánh", "Báo cáo tháng về chuyển đổi số", "tháng 11 năm 2026", "0 / 5 ô", "Tỷ lệ hộ nghèo",
                  "Khó khăn, vướng mắc", "Nêu việc đã làm trong kỳ.", "17:00 19/11/2026"):  # fmt: skip
        assert words in said
    assert 'name="c:rate"' not in page.content.decode(), "a formula is computed"


def test_numbers_states_and_texts_are_saved(cycle):
    client = visitor(cycle)
    answer = send(
        client, cycle,
        **{"c:households": "1.200", "c:poor": "36", "c:trained;sex=female": "K", "c:trained;sex=male": "x",
           "m:poor": "rà soát xong", "n:weak": "·\u00a0Thiếu máy\r\n\r\n·\u00a0Thiếu người"},
    )  # fmt: skip
    assert answer.status_code == 302 and answer["Location"].endswith("?saved=5")
    assert cells(cycle) == {
        "households": Cell(1200),
        "poor": Cell(36, comment="rà soát xong"),
        "trained;sex=female": Cell(state=State.NOTHING_TO_REPORT),
        "trained;sex=male": Cell(state=State.NOT_APPLICABLE),
    }
    assert Draft.objects.get().narratives == {"weak": "- Thiếu máy\n- Thiếu người"}
    page = client.get(answer["Location"])
    assert "Đã lưu" in text_of(page) and "4 / 5 ô" in text_of(page)
    shown = fields(page.content.decode())
    assert shown["c:households"] == "1.200" and shown["c:trained;sex=female"] == "không phát sinh"
    assert '<output class="figure" id="c2">3</output>' in page.content.decode(), "36 of 1,200 are 3 percent"


def test_what_cannot_be_read_stands_at_its_cell_and_the_rest_is_saved(cycle):
    answer = send(visitor(cycle), cycle, **{"c:households": "1,234", "c:poor": "36"})
    said, page = text_of(answer), answer.content.decode()
    assert "“1,234” có thể đọc theo hai cách: 1234 hoặc 1,234." in said
    assert re.search(r'<input id="c0" name="c:households" value="1,234"[^>]*aria-invalid="true"', page)
    assert '<a href="#c0">Tổng số hộ</a>' in page
    assert cells(cycle) == {"poor": Cell(36)}


def test_a_comment_stays_where_the_figure_is_deleted(cycle):
    client = visitor(cycle)
    send(client, cycle, **{"c:households": "1200", "c:poor": "36", "m:poor": "đang rà soát"})
    send(client, cycle, **{"c:poor": ""})
    assert cells(cycle) == {"households": Cell(1200), "poor": Cell(comment="đang rà soát")}
    page = client.get(address(cycle)).content.decode()
    assert fields(page)["c:poor"] == "" and fields(page)["m:poor"] == "đang rà soát"
    assert '<b id="fill-done">1</b>/<span id="fill-of">5</span>' in page, "a comment is no answer"
    send(client, cycle, **{"c:poor": "37"})
    assert cells(cycle)["poor"] == Cell(37, comment="đang rà soát")


def test_a_comment_alone_holds_a_return_back(cycle):
    """The cell itself need not be filled in, and still: whoever reads the return would see a comment on nothing."""
    client = visitor(cycle)
    send(client, cycle, **{"m:accounts": "chờ số của bưu điện"})
    said = text_of(client.get(address(cycle, "submit")))
    assert "Tài khoản dịch vụ công, luỹ kế từ đầu năm: có ghi chú nhưng chưa có số." in said
    send(client, cycle, **{"m:accounts": ""})
    assert cells(cycle) == {}
    assert "có ghi chú nhưng chưa có số" not in text_of(client.get(address(cycle, "submit")))


def test_a_broken_rule_is_told_at_once_and_does_not_hinder_saving(cycle):
    client = visitor(cycle)
    send(client, cycle, **{"c:households": "30", "c:poor": "36"})
    assert cells(cycle) == {"households": Cell(30), "poor": Cell(36)}
    assert re.search(r"Hộ nghèo[^.]*36 hộ[^.]*30 hộ", text_of(client.get(address(cycle))))


def test_two_on_one_cell_are_told_and_choose(cycle):
    client = visitor(cycle)
    page = client.get(address(cycle)).content.decode()
    save(cycle, "head", poor=(None, Cell(40)))
    mine = fields(page) | {"c:poor": "36", "do": "save"}
    answer = client.post(address(cycle), mine)
    assert "Minh đã ghi “40” lúc 09:00." in text_of(answer)
    assert cells(cycle)["poor"] == Cell(40)
    again = fields(answer.content.decode())
    assert again["c:poor"] == "36"
    client.post(address(cycle), again | {"do": "take:poor"})
    assert cells(cycle)["poor"] == Cell(40)
    client.post(address(cycle), again | {"do": "save"})
    assert cells(cycle)["poor"] == Cell(36)


def test_a_section_without_anything_to_report_keeps_what_was_filled_in(cycle):
    send(visitor(cycle), cycle, "nothing:digital", **{"c:accounts": "7", "c:poor": ""})
    nothing = Cell(state=State.NOTHING_TO_REPORT)
    assert cells(cycle) == {"trained;sex=female": nothing, "trained;sex=male": nothing, "accounts": Cell(7)}


def test_check_and_submit(cycle):
    client = visitor(cycle)
    answer = send(client, cycle, "review", **{"c:households": "1200"})
    assert answer["Location"] == address(cycle, "submit")
    said = text_of(client.get(answer["Location"]))
    assert "Chưa gửi được báo cáo." in said and "Người được tập huấn, nữ" in said
    assert text_of(client.post(address(cycle, "submit"))) == said
    assert not Filing.objects.exists()
    save(
        cycle, narratives={"weak": ("", TEXTS["weak"])}, **{k: (None, c) for k, c in GOOD.items() if k != "households"}
    )
    assert "Không thiếu ô nào" in text_of(client.get(address(cycle, "submit")))
    answer = client.post(address(cycle, "submit"))
    assert Obligation.objects.get(pk=cycle.owed["pk25"].pk).stage == Stage.SUBMITTED
    assert "chờ lãnh đạo đơn vị duyệt" in text_of(client.get(answer["Location"]))
    second = client.post(address(cycle, "submit"))  # the second click of a double click
    assert (second.status_code, second["Location"]) == (302, address(cycle))
    assert Filing.objects.count() == 1


def test_remarks_stand_at_their_cells_and_above(cycle):
    owed = cycle.owed["pk25"]
    come_to(Stage.RETURNED, owed)
    Step.objects.create(
        obligation=owed, filing=1, deed=Deed.SEND_BACK, remarks={"poor": "Chưa khớp với Sở", "weak": "Nêu rõ hơn"},
        note="Xem lại hai chỗ", by="account:thu", by_name="Thu", at=AT,
    )  # fmt: skip
    page = visitor(cycle).get(address(cycle)).content.decode()
    assert '<a href="#c1">Hộ nghèo</a>: Chưa khớp với Sở' in page
    assert page.count("Chưa khớp với Sở") == 2 and page.count("Nêu rõ hơn") == 2
    assert "Thu đã trả lại báo cáo" in html.unescape(page) and "Xem lại hai chỗ" in page


def test_others_read_and_cannot_write(cycle):
    come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    page = visitor(cycle, "secretary").get(address(cycle))
    assert "1.200" in text_of(page) and "<input id=" not in page.content.decode().split("<main")[1]
    assert visitor(cycle, "secretary").post(address(cycle), {"do": "save"}).status_code == 404
    assert visitor(cycle, "neighbour").get(address(cycle)).status_code == 404
    assert visitor(cycle, "administrator").get(address(cycle)).status_code == 404
    assert Client().get(address(cycle)).status_code == 404


def test_what_no_page_sends_is_refused(cycle):
    client = visitor(cycle)
    good = fields(client.get(address(cycle)).content.decode())
    for broken in ({"base": "{"}, {"base": '{"cells": []}'}, {"base": '{"cells": {"poor": 5}, "narratives": {}}'}):
        assert client.post(address(cycle), good | {"c:poor": "1"} | broken).status_code == 400


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        (16, 3, "còn 3 ngày làm việc"),
        (19, 3, "hết hạn hôm nay"),
        (19, 11, "quá hạn từ hôm nay"),
        (23, 3, "quá hạn 2 ngày"),
    ],
)
def test_how_long_there_is(cycle, day, hour, said):
    from django.test import RequestFactory
    from django.utils import translation

    from tongket.flow.returns.queries.filling import sheet
    from tongket.flow.returns.views.filling.page import due_words

    request = RequestFactory().get("/")
    request.at = DUE.replace(day=day, hour=hour)
    with translation.override("vi"):
        assert due_words(sheet(cycle.actor("official"), cycle.owed["pk25"].pk), request).startswith(said)


def test_on_a_poor_line_the_page_is_light_and_each_cell_says_who_wrote_it(cycle):
    save(cycle, "head", poor=(None, Cell(36)))
    page = visitor(cycle).get(address(cycle), headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip" and len(page.content) < 8_000
    assert "Ghi lần cuối: Minh, 09:00 16/11/2026." in html.unescape(gzip.decompress(page.content).decode())


def test_the_number_of_queries_does_not_grow_with_the_form(cycle, django_assert_max_num_queries):
    client = visitor(cycle)
    with django_assert_max_num_queries(30):
        client.get(address(cycle))
    body = {"lang": "vi", "cells": {"poor": {"was": None, "text": "36"}}, "narratives": {}}
    with django_assert_max_num_queries(60):
        client.post(address(cycle, "cells"), json.dumps(body), content_type="application/json")


def test_what_was_given_in_another_report_is_offered_for_empty_cells(cycle):
    filed_elsewhere(cycle, CONTENT, date(2026, 10, 15), {"poor": Cell(90), "households": Cell(1500)})
    save(cycle, households=(None, Cell(1200)))
    client = visitor(cycle)
    said = text_of(client.get(address(cycle)))
    assert "1 ô đã có số trong báo cáo khác của kỳ này." in said
    assert "Đã báo cáo 90 trong “Báo cáo giảm nghèo”." in said
    send(client, cycle, "use:poor")
    assert cells(cycle) == {"households": Cell(1200), "poor": Cell(90)}
