"""The board of a round: counts, filters, files, reminders; accepting at once and locking by its pages."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from tests.flow.organisation.people import person
from tests.flow.returns.cycle import AT, DUE, Cycle
from tests.flow.returns.moving import GOOD, submit, town
from tests.flow.returns.test_approving import EVERYBODY, LOOKERS, SECRETARIES, STRANGERS
from tests.flow.returns.visiting import STILL, visitor, words
from tongket.core.forms.cells import Cell
from tongket.flow.organisation.actors import Role
from tongket.flow.organisation.models import Administration, Unit, UnitParent
from tongket.flow.returns.actions import approving
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Obligation, Round
from tongket.flow.returns.queries.board import board

pytestmark = pytest.mark.django_db
AFTER = DUE + timedelta(days=1)


@pytest.fixture(autouse=True)
def _still():
    with STILL:
        yield


def more_communes(cycle: Cycle, count: int, parent: str = "lc25", level: str = "commune") -> list[Obligation]:
    """More communes that owe the same, of names that sort behind the others."""
    found = []
    for n in range(count):
        key = f"{parent}-{n:03}"
        unit = Unit.objects.create(
            key=key, administration_id="vn", name=f"Số {n}", kind="xã", level=level, folded=f"so {n}",
            sort_text=f"ff{n:03}",
        )  # fmt: skip
        UnitParent.objects.create(unit=unit, parent_id=parent)
        found.append(Obligation.objects.create(round=cycle.round, unit=unit, due=DUE, stage=Stage.NOT_BEGUN))
    Administration.objects.update(digest=uuid.uuid4().hex)  # the tree is read again
    return found


@pytest.fixture
def cycle() -> Cycle:
    """pk25 was late and waits for its head, vp25 in time and accepted, yb25 in time and sent back, one has nothing."""
    cycle = town()
    secretary = cycle.actor("secretary")
    submit(cycle.owed["pk25"], at=DUE + timedelta(hours=3))
    for unit in ("vp25", "yb25"):
        submit(cycle.owed[unit], stage=Stage.APPROVED)
    approving.accept(obligation=cycle.owed["vp25"].pk, by=secretary, at=AT)
    approving.send_back(obligation=cycle.owed["yb25"].pk, remarks={}, note="?", by=secretary, at=AT)
    more_communes(cycle, 1)
    return cycle


def address(cycle: Cycle, what: str = "") -> str:
    return f"/rounds/{cycle.round.pk}/{what}"


def test_counts_before_and_after_the_deadline(cycle):
    secretary = cycle.actor("secretary")
    for at, overdue in ((DUE, 0), (AFTER, 1)):
        counts = board(secretary, cycle.round.pk, at).tally
        assert (counts.owed, counts.filed, counts.in_time, counts.late, counts.missing) == (4, 3, 2, 1, 1)
        assert (counts.overdue, counts.accepted, counts.waiting) == (overdue, 1, 0)
    assert {row.unit: (row.stage, row.late, row.missing) for row in board(secretary, cycle.round.pk, AFTER).rows} == {
        "pk25": (Stage.SUBMITTED, True, False),
        "vp25": (Stage.ACCEPTED, False, False),
        "yb25": (Stage.RETURNED, False, False),
        "lc25-000": (Stage.NOT_BEGUN, True, True),
    }


def test_a_correction_after_the_deadline_makes_nobody_late(cycle):
    submit(cycle.owed["yb25"], at=AFTER)
    rows = {row.unit: row for row in board(cycle.actor("secretary"), cycle.round.pk, AFTER).rows}
    assert (rows["yb25"].came, rows["yb25"].late, rows["yb25"].filed) == (AT, False, 2)


def test_the_page_says_it_in_words(cycle):
    page = words(visitor(cycle, "secretary").get(address(cycle)))
    assert "Đã gửi 3/4 (75%): 2 đúng hạn, 1 muộn; đã tiếp nhận 1; chưa gửi 1." in page
    assert "Tất cả (4) Chưa gửi (1) Muộn hoặc quá hạn (1) Chờ lãnh đạo đơn vị (1)" in page
    assert "Xã Phúc Khánh ◑ chờ lãnh đạo đơn vị duyệt 20:00, 19/11 (muộn 3 giờ) Gửi, Lan, 20:00, 19/11/2026" in page
    assert "Phường Văn Phú ● đã tiếp nhận 09:00, 16/11 (sớm 3 ngày) Tiếp nhận, Thu, 09:00, 16/11/2026" in page
    assert "Phường Yên Bái ↩ đã trả lại để sửa" in page
    assert "Xã Số 0 ○ chưa nhập còn 3 ngày" in page


@pytest.mark.parametrize(
    ("show", "left"),
    [
        ("missing", ["Xã Số 0"]),
        ("late", ["Xã Phúc Khánh"]),
        ("head", ["Xã Phúc Khánh"]),
        ("secretary", []),
        ("returned", ["Phường Yên Bái"]),
        ("accepted", ["Phường Văn Phú"]),
        ("all", ["Xã Phúc Khánh", "Phường Văn Phú", "Phường Yên Bái", "Xã Số 0"]),
        ("nonsense", ["Xã Phúc Khánh", "Phường Văn Phú", "Phường Yên Bái", "Xã Số 0"]),
    ],
)
def test_filters(cycle, show, left):
    page = visitor(cycle, "secretary").get(address(cycle) + f"?show={show}").content.decode()
    table = page.partition("<table")[2].partition("</table>")[0]
    names = [part.partition("</a>")[0].rpartition(">")[2] for part in table.split('<th scope="row">')[1:]]
    assert names == left


@pytest.mark.parametrize(
    ("sort", "first"), [("unit", "pk25"), ("state", "lc25-000"), ("came", "vp25"), ("last", "pk25"), ("x", "pk25")]
)
def test_orders(cycle, sort, first):
    page = visitor(cycle, "secretary").get(address(cycle) + f"?sort={sort}").content.decode()
    pk = Obligation.objects.get(unit=first).pk
    assert f"/returns/{pk}/review" in page.partition("<tbody>")[2].partition("</tr>")[0]


def test_the_text_to_remind_by(cycle):
    page = visitor(cycle, "secretary").get(address(cycle)).content.decode()
    text = page.partition('<textarea id="reminder"')[2].partition(">")[2].partition("</textarea>")[0]
    title = "Báo cáo tháng về chuyển đổi số, tháng 11 năm 2026"
    assert text.splitlines() == [
        f"Còn 1 đơn vị chưa gửi {title} (hạn 17:00, 19/11/2026): xã Số 0.",
        f"Còn 1 đơn vị phải sửa và gửi lại {title}: phường Yên Bái.",
    ]


def test_units_two_levels_below_stand_under_their_own_superior(cycle):
    province = Unit.objects.create(
        key="dn", administration_id="vn", name="Đà Nẵng", kind="thành phố", level="province", folded="da nang",
        sort_text="d",
    )  # fmt: skip
    UnitParent.objects.create(unit=province, parent_id="vn")
    submit(more_communes(cycle, 2, "dn")[0])
    cycle.accounts["everybody's secretary"] = person("may", (Role.SECRETARY, "vn"))
    page = words(visitor(cycle, "everybody's secretary").get(address(cycle)))
    assert "Thành phố Đà Nẵng Đã gửi 1/2 (50%): 1 đúng hạn, 0 muộn; đã tiếp nhận 0; chưa gửi 1." in page
    assert "Tỉnh Lào Cai Đã gửi 3/4 (75%)" in page


@pytest.mark.parametrize(
    ("who", "there"), [("secretary", True), ("member", True), ("official", False), ("head", False)]
)
def test_the_way_to_the_figures_is_for_readers_of_the_committee(cycle, who, there):
    client, figures = visitor(cycle, who), f"/periods/{cycle.round.pk}/"
    assert (figures in client.get(address(cycle)).content.decode()) == there
    assert client.get(figures).status_code == (200 if there else 404)


def test_a_unit_sees_its_own_row_and_nothing_of_the_others(cycle):
    page = words(visitor(cycle, "official").get(address(cycle)))
    assert "Xã Phúc Khánh" in page and "Văn Phú" not in page and "Số 0" not in page
    assert "Đã gửi 1/1 (100%)" in page


@pytest.mark.parametrize("who", sorted(EVERYBODY | {""}))
def test_hidden_and_absent_answer_alike(cycle, who):
    client, of_neighbour = visitor(cycle, who), {"neighbour", "head of the neighbour"}
    outside = (STRANGERS - of_neighbour) | {""}
    for what in ("", "board.xlsx", "board.csv"):
        hidden, absent = client.get(address(cycle, what)), client.get(f"/rounds/999999/{what}")
        assert (hidden.status_code, absent.status_code) == (404 if who in outside else 200, 404)
    for what in ("accept", "lock"):
        assert client.get(address(cycle, what)).status_code == (200 if who in SECRETARIES else 404)
        assert who in SECRETARIES or client.post(address(cycle, what), {}).status_code == 404
    if who in LOOKERS:
        assert "Khoá kỳ báo cáo" not in words(client.get(address(cycle)))
    assert not Round.objects.get(pk=cycle.round.pk).locked


def test_the_board_as_files_that_run_no_formula(cycle):
    Unit.objects.filter(key="lc25-000").update(kind="", name="=HYPERLINK(1)")
    client = visitor(cycle, "secretary")
    rows = list(csv.reader(io.StringIO(client.get(address(cycle, "board.csv")).content.decode("utf-8-sig"))))
    assert rows[0] == [
        "STT", "Đơn vị", "Hạn gửi", "Tình trạng", "Gửi lúc", "Sớm, muộn", "Bản", "Xử lý gần nhất"
    ]  # fmt: skip
    assert rows[1] == [
        "1", "xã Phúc Khánh", "17:00, 19/11/2026", "chờ lãnh đạo đơn vị duyệt", "20:00, 19/11/2026", "muộn 3 giờ", "1",
        "Gửi, Lan, 20:00, 19/11/2026",
    ]  # fmt: skip
    assert rows[4][1] == "'=HYPERLINK(1)"
    saved = client.get(address(cycle, "board.xlsx"))
    assert saved.headers["Content-Disposition"] == f'attachment; filename="board-{cycle.round.pk}-2026-11.xlsx"'
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(saved.content))
    flat = [cell for row in sheets.get_sheet_by_index(1).to_python() for cell in row]
    assert "=HYPERLINK(1)" in flat and "phường Văn Phú" in flat


def test_as_many_queries_for_a_hundred_units_as_for_four(cycle, django_assert_max_num_queries):
    client = visitor(cycle, "secretary")
    client.get(address(cycle))
    with django_assert_max_num_queries(11):
        client.get(address(cycle))
    for owed in more_communes(cycle, 96, "yb25"):
        submit(owed, stage=Stage.APPROVED)
    client.get(address(cycle))  # the tree is read once for all
    with django_assert_max_num_queries(11):
        assert "99/100" in words(client.get(address(cycle)))


# Accepting at once, and locking


def test_accepting_the_clean_ones_by_the_page(cycle):
    clean, wrong = more_communes(cycle, 2, "yb25")
    submit(clean, stage=Stage.APPROVED)
    submit(wrong, {**GOOD, "poor": Cell(1300)}, stage=Stage.APPROVED)
    client = visitor(cycle, "secretary")
    page = client.get(address(cycle, "accept"))
    assert "1 báo cáo không có vấn đề" in words(page) and "1 báo cáo cần xem lại" in words(page)
    assert "Hộ nghèo" in words(page) and f'value="{clean.pk}:1" checked' in page.content.decode()
    done = words(client.post(address(cycle, "accept"), {"return": [f"{clean.pk}:1", f"{wrong.pk}:1"]}))
    assert "Đã tiếp nhận 1 báo cáo: xã Số 0." in done and "1 báo cáo cần xem lại" in done
    assert {owed.stage for owed in Obligation.objects.filter(pk__in=(clean.pk, wrong.pk))} == {"accepted", "approved"}
    assert "Chưa tiếp nhận báo cáo nào." in words(client.post(address(cycle, "accept"), {}))
    assert client.post(address(cycle, "accept"), {"return": "1:x"}).status_code == 404


def test_locking_says_what_it_leaves_out_and_opening_asks_why(cycle):
    client = visitor(cycle, "secretary")
    page = words(client.get(address(cycle, "lock")))
    assert "3 báo cáo chưa được tiếp nhận, sẽ không được tổng hợp." in page
    locked = client.post(address(cycle, "lock"), {"deed": "lock"}, follow=True)
    assert "▣ Kỳ báo cáo đã khoá" in words(locked)
    assert words(locked).endswith("Xã Số 0 ○ chưa nhập không nhận được Tải về Excel Tải về CSV"), "nobody to remind"
    again = client.post(address(cycle, "lock"), {"deed": "lock"})
    assert again.status_code == 409 and "đã khoá từ trước" in words(again)
    refused = client.post(address(cycle, "accept"), {"return": "1:1"})
    assert refused.status_code == 409 and "Kỳ báo cáo đã khoá." in words(refused)
    for sent, status in (({"deed": "reopen", "reason": " "}, 409), ({"deed": "reopen", "reason": "Thêm xã"}, 302)):
        assert client.post(address(cycle, "lock"), sent).status_code == status
    assert not Round.objects.get(pk=cycle.round.pk).locked
    moment = "09:00, 16/11/2026"
    assert (f"Thu mở lại kỳ báo cáo lúc {moment}: “Thêm xã” Thu khoá kỳ báo cáo lúc {moment}.") in words(
        client.get(address(cycle))
    )
