"""The page of those who approve, accept and send back; and two revisions compared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.flow.returns.cycle import AT, Cycle
from tests.flow.returns.moving import GOOD, come_to, submit, town
from tests.flow.returns.test_approving import EVERYBODY, HEADS, SECRETARIES, STRANGERS
from tests.flow.returns.test_earlier import accepted as filed_before
from tests.flow.returns.visiting import STILL, visitor, words
from tongket.core.forms.cells import Cell
from tongket.flow.returns.actions import approving
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Evidence, Obligation, Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _still():
    with STILL:
        yield


@pytest.fixture
def cycle() -> Cycle:
    """pk25 has submitted; a month before, and a year before, it had other figures."""
    cycle = town()
    filed_before(cycle, "2026-10", date(2026, 10, 14), "pk25", {**GOOD, "poor": Cell(40)})
    filed_before(cycle, "2025-11", date(2025, 11, 14), "pk25", {**GOOD, "poor": Cell(48)})
    households = Cell(1400, comment="Số liệu ngày 14/11", explanation="Nhận thêm 2 thôn <b>mới</b>")
    submit(cycle.owed["pk25"], {**GOOD, "households": households})
    return cycle


def address(cycle: Cycle, unit: str = "pk25", what: str = "review") -> str:
    return f"/returns/{cycle.owed[unit].pk}/{what}"


def row_of(page: str, name: str) -> str:
    """The text of a page from a name on, as far as the eye needs it."""
    return page[page.index(name) :][:160]


def test_figures_stand_beside_those_before_with_what_the_unit_says(cycle):
    owed = cycle.owed["pk25"]
    given = {"obligation": owed, "media_type": "application/pdf", "size": 2048, "digest": "a" * 64, "by": "account:lan"}
    Evidence.objects.create(cell="poor", name="bien-ban.pdf", at=AT - timedelta(hours=1), **given)
    Evidence.objects.create(cell="poor", name="sau-khi-gui.pdf", at=AT + timedelta(hours=1), **given)
    page = words(visitor(cycle, "head").get(address(cycle)))
    assert "Chờ lãnh đạo đơn vị duyệt" in page and "hạn 17:00, 19/11/2026" in page
    assert "Bản 1, Lan gửi lúc 09:00, 16/11/2026 ( sớm 3 ngày )" in page
    assert "5 ô đã điền 0 vấn đề 1 giải trình 1 tệp minh chứng" in page
    assert row_of(page, "Hộ nghèo (hộ)").startswith("Hộ nghèo (hộ) 36 40 −10% 48 −25%")
    assert row_of(page, "Tỷ lệ hộ nghèo (%)").startswith("Tỷ lệ hộ nghèo (%) 2,6 3,3 −0,7 điểm % 4 −1,4 điểm %")
    assert row_of(page, "Tổng số hộ (hộ)").startswith("Tổng số hộ (hộ) 1.400 1.200 +16,7%")
    assert "Đơn vị giải trình: Nhận thêm 2 thôn <b>mới</b>" in page and "Đơn vị ghi chú: Số liệu ngày 14/11" in page
    assert "Minh chứng: bien-ban.pdf" in page and "sau-khi-gui" not in page
    assert "nam (người) không phát sinh không phát sinh – không phát sinh –" in page
    assert "Đã mở 2 lớp tập huấn." in page


def test_what_is_wrong_stands_first_and_leads_to_its_row(cycle):
    submit(cycle.owed["vp25"], {**GOOD, "poor": Cell(1300)})
    page = visitor(cycle, "head of the neighbour").get(address(cycle, "vp25")).content.decode()
    assert '<a href="#row1-2">Hộ nghèo (1.300 hộ)' in page
    assert '<tr id="row1-2"><th scope="row">Hộ nghèo' in page


def test_what_a_unit_says_is_never_a_part_of_the_page(cycle):
    page = visitor(cycle, "head").get(address(cycle)).content.decode()
    assert "<b>mới</b>" not in page and "&lt;b&gt;mới&lt;/b&gt;" in page


def test_a_draft_is_the_units_own(cycle):
    come_to(Stage.DRAFT, cycle.owed["vp25"])
    page = words(visitor(cycle, "secretary").get(address(cycle, "vp25")))
    assert "Đơn vị chưa gửi báo cáo." in page and "Hộ nghèo" not in page


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_sees_it_and_which_buttons(cycle, who):
    answer = visitor(cycle, who).get(address(cycle))
    if who in STRANGERS:
        assert answer.status_code == 404
    else:
        page = answer.content.decode()
        assert ('value="approve"' in page, 'value="send_back"' in page) == ((who in HEADS),) * 2
        assert 'value="accept"' not in page and 'value="reopen"' not in page


def test_approve_then_accept_then_take_it_back(cycle):
    head, secretary = visitor(cycle, "head"), visitor(cycle, "secretary")
    done = head.post(address(cycle), {"deed": "approve", "filing": "1", "note": ""}, follow=True)
    assert done.redirect_chain == [(address(cycle), 302)] and "Chờ thư ký tiếp nhận" in words(done)
    page = secretary.get(address(cycle)).content.decode()
    assert 'value="accept"' in page and 'value="approve"' not in page
    done = secretary.post(address(cycle), {"deed": "accept", "filing": "1", "note": ""}, follow=True)
    assert "Đã tiếp nhận" in words(done) and "Tiếp nhận 09:00, 16/11/2026 Thu (thư ký ban chỉ đạo), bản 1" in words(
        done
    )
    done = secretary.post(address(cycle), {"deed": "reopen", "reason": "Thiếu số của 2 thôn"}, follow=True)
    assert "Đã mở lại để sửa · đã mở lại cho đơn vị" in words(done) and "Thiếu số của 2 thôn" in words(done)
    assert Obligation.objects.get(pk=cycle.owed["pk25"].pk).accepted == 1


def test_send_back_with_remarks_at_rows(cycle):
    head = visitor(cycle, "head")
    sent = {
        "deed": "send_back",
        "filing": "1",
        "note": "Gửi lại trước 16 giờ",
        "remark:poor": "Kiểm tra lại",
        "remark:weak": "",
    }
    done = head.post(address(cycle), sent, follow=True)
    assert Step.objects.order_by("pk").last().remarks == {"poor": "Kiểm tra lại"}
    page = words(done)
    assert "Đã yêu cầu sửa: Kiểm tra lại" in row_of(page, "Hộ nghèo (hộ)")
    assert "Trả lại 09:00, 16/11/2026 Minh (lãnh đạo đơn vị), bản 1 Gửi lại trước 16 giờ Hộ nghèo: Kiểm tra lại" in page


def test_remarks_that_are_written_are_not_lost_by_the_wrong_button(cycle):
    sent = {"deed": "approve", "filing": "1", "remark:poor": "Kiểm tra lại", "note": "Chung"}
    answer = visitor(cycle, "head").post(address(cycle), sent)
    assert answer.status_code == 409 and "Anh/chị đã ghi ý kiến." in words(answer)
    page = answer.content.decode()
    assert ">Kiểm tra lại</textarea>" in page and ">Chung</textarea>" in page
    assert Obligation.objects.get(pk=cycle.owed["pk25"].pk).stage == Stage.SUBMITTED


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"deed": "send_back", "filing": "1"}, "Hãy nêu điều cần sửa"),
        ({"deed": "send_back", "filing": "1", "remark:nhà": "?"}, "không có trong biểu mẫu"),
        ({"deed": "approve", "filing": "2"}, "Đơn vị vừa gửi bản mới"),
        ({"deed": "send_back", "filing": "1", "note": "x" * 2001}, "quá dài"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(cycle, sent, told):
    answer = visitor(cycle, "head").post(address(cycle), sent)
    assert answer.status_code == 409 and told in words(answer)
    assert Obligation.objects.get(pk=cycle.owed["pk25"].pk).stage == Stage.SUBMITTED


def test_a_second_click_is_told_that_it_has_gone_on(cycle):
    head = visitor(cycle, "head")
    head.post(address(cycle), {"deed": "approve", "filing": "1"})
    answer = head.post(address(cycle), {"deed": "approve", "filing": "1"})
    assert "Báo cáo đã chuyển sang bước khác: chờ thư ký tiếp nhận." in words(answer)


DEEDS = [{"deed": "approve"}, {"deed": "accept"}, {"deed": "send_back", "note": "?"}, {"deed": "reopen", "reason": "?"}]


@pytest.mark.parametrize("who", sorted(EVERYBODY | {""}))
def test_hidden_and_absent_answer_alike(cycle, who):
    """Whoever may not see a return, or not do a deed upon it, is told what is told about one that is not there."""
    client, absent = visitor(cycle, who), "/returns/999999/review"
    frame = client.get(absent).content.replace(b"999999", b"N")
    number = str(cycle.owed["pk25"].pk).encode()
    may = {"approve": HEADS, "accept": SECRETARIES, "send_back": HEADS | SECRETARIES, "reopen": SECRETARIES}
    for page in (address(cycle), address(cycle, what="compare")):
        answer = client.get(page)
        assert (answer.status_code == 404) == (who in STRANGERS | {""})
        if answer.status_code == 404:
            shown = answer.content.replace(b"/returns/" + number + b"/compare", b"/returns/N/review")
            assert shown.replace(b"/returns/" + number + b"/", b"/returns/N/") == frame
    for sent in DEEDS:
        if who not in may[sent["deed"]]:
            assert client.post(address(cycle), sent).status_code == 404
            assert client.post(absent, sent).status_code == 404
    assert client.post(address(cycle), {"deed": "delete"}).status_code == 404


@pytest.mark.parametrize("asked", ["?filing=2", "?filing=x", "?filing=99999999999"])
def test_a_revision_that_is_not_there(cycle, asked):
    assert visitor(cycle, "head").get(address(cycle) + asked).status_code == 404


def test_two_revisions_compared(cycle):
    owed = cycle.owed["pk25"]
    approving.send_back(obligation=owed.pk, remarks={}, note="?", by=cycle.actor("head"), at=AT)
    texts = {"done": "Đã mở 3 lớp tập huấn.", "weak": "Thiếu máy tính."}
    submit(owed, {**GOOD, "poor": Cell(38), "trained;sex=female": Cell(0)}, texts, at=AT + timedelta(hours=1))
    for who in ("head", "auditor", "official"):
        page = words(visitor(cycle, who).get(address(cycle, what="compare")))
        assert "Bản 1 (Lan, 09:00, 16/11/2026) so với bản 2 (Lan, 10:00, 16/11/2026)." in page
        assert "Hộ nghèo (hộ) 36 38 +2 +5,6% thay đổi" in page
        assert "nữ (người) 14 0 −14 −100% thay đổi" in page
        assert "Kết quả nổi bật Đã mở 2 3 lớp tập huấn." in page and "Khó khăn" not in page
    older = visitor(cycle, "head").get(address(cycle) + "?filing=1")
    assert "Xem bản mới nhất" in words(older) and 'value="approve"' not in older.content.decode()
    same = visitor(cycle, "head").get(address(cycle, what="compare") + "?old=2&new=2")
    assert "Không có số liệu nào khác nhau." in words(same)


def test_the_next_one_that_waits_is_one_step_away(cycle):
    approving.approve(obligation=cycle.owed["pk25"].pk, by=cycle.actor("head"), at=AT)
    submit(cycle.owed["yb25"], stage=Stage.APPROVED)
    page = visitor(cycle, "secretary").get(address(cycle)).content.decode()
    assert f'<a href="{address(cycle, "yb25")}">Báo cáo chờ tiếp theo: phường Yên Bái</a>' in page


def test_the_queries_do_not_grow_with_the_form_or_the_history(cycle, django_assert_max_num_queries):
    client = visitor(cycle, "head")
    client.get(address(cycle))
    with django_assert_max_num_queries(26):
        client.get(address(cycle))
