"""Where the signed-in land: what waits for each, what is late below, what changed, and how to begin."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.flow.organisation.people import PASSWORD, load_small_country, person
from tests.flow.returns.cycle import AT, DUE, Cycle
from tests.flow.returns.moving import come_to, submit, town
from tests.flow.returns.test_board import more_communes
from tests.flow.returns.test_earlier import accepted as filed_before
from tests.flow.returns.visiting import STILL, visitor, words
from tongket.flow.organisation.actors import PUBLIC, Role, operator
from tongket.flow.organisation.models import Committee
from tongket.flow.returns.actions import approving
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Form, Obligation
from tongket.flow.returns.queries.home import home

pytestmark = pytest.mark.django_db
LATE = DUE + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _still():
    with STILL:
        yield


@pytest.fixture
def cycle() -> Cycle:
    return town()


def page_of(cycle: Cycle, who: str) -> str:
    return words(visitor(cycle, who).get("/work"))


def test_an_official_sees_the_one_thing_to_do_first(cycle):
    assert "Báo cáo tháng về chuyển đổi số Tháng 11 năm 2026 · Xã Phúc Khánh" in page_of(cycle, "official")
    page = visitor(cycle, "official").get("/work").content.decode()
    main = page.partition("<main")[2]
    assert main.index(f'href="/returns/{cycle.owed["pk25"].pk}/"') < main.index("Nhập báo cáo")
    assert "còn 3 ngày" in page_of(cycle, "official") and "Văn Phú" not in main


def test_what_came_back_stands_before_what_is_due_sooner(cycle):
    october = filed_before(cycle, "2026-10", date(2026, 10, 14), "pk25", {}, accept=False)
    approving.send_back(
        obligation=october.pk, remarks={"poor": "?"}, note="Thiếu số liệu", by=cycle.actor("secretary"), at=AT
    )
    Obligation.objects.filter(pk=october.pk).update(due=DUE + timedelta(days=9))
    fill = home(cycle.actor("official"), AT).fill
    assert [(str(each.period), each.stage, each.said, each.remarks) for each in fill] == [
        ("2026-10", Stage.RETURNED, "Thiếu số liệu", 1),
        ("2026-11", Stage.NOT_BEGUN, "", 0),
    ]
    page = page_of(cycle, "official")
    assert page.index("Sửa báo cáo") < page.index("Còn 1 báo cáo phải nhập") and "“Thiếu số liệu” 1 ý kiến" in page


def test_nothing_is_asked_of_a_unit_in_a_locked_round_unless_it_was_let_in(cycle):
    approving.lock_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=AT)
    assert home(cycle.actor("official"), AT).fill == ()
    approving.reopen(obligation=cycle.owed["pk25"].pk, reason="Mất mạng", by=cycle.actor("secretary"), at=AT)
    assert [each.reopened for each in home(cycle.actor("official"), AT).fill] == [True]


def test_a_head_approves_own_unit_first_and_sees_what_was_sent(cycle):
    submit(cycle.owed["pk25"])
    submit(cycle.owed["vp25"])
    assert "1 báo cáo chờ anh/chị duyệt" in page_of(cycle, "head")
    assert home(cycle.actor("head of the province"), AT).approve == ()
    sent = home(cycle.actor("official"), AT)
    assert (sent.fill, [each.stage for each in sent.under_way]) == ((), [Stage.SUBMITTED])
    assert "1 báo cáo đã gửi, đang chờ" in page_of(cycle, "official")


@pytest.mark.parametrize(
    ("who", "mine"),
    [
        ("secretary", True),
        ("secretary of this committee alone", True),
        ("chair", False),
        ("head of the province", False),
    ],
)
def test_who_looks_after_many_sees_how_far_the_round_has_come(cycle, who, mine):
    submit(cycle.owed["pk25"], stage=Stage.APPROVED, at=LATE)
    (found,) = home(cycle.actor(who), LATE).rounds
    assert (found.owed, found.filed, found.late, found.overdue, found.accepted, found.waiting) == (3, 1, 1, 2, 0, 1)
    assert found.mine == mine
    page = page_of(cycle, who)
    assert "đã gửi 1/3, đã tiếp nhận 0 · 1 gửi muộn" in page
    assert ("Chờ anh/chị tiếp nhận" in page) == mine


def test_in_a_locked_round_nothing_is_overdue_any_more_but_not_received(cycle):
    Obligation.objects.update(due=AT - timedelta(hours=1))
    submit(cycle.owed["pk25"], stage=Stage.APPROVED, at=AT)
    assert "2 quá hạn" in page_of(cycle, "chair")
    approving.lock_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=AT)
    (found,) = home(cycle.actor("chair"), AT).rounds
    assert (found.locked, found.overdue, found.missing) == (True, 0, 2)
    page = page_of(cycle, "chair")
    assert "đã khoá đã gửi 1/3, đã tiếp nhận 0 · 1 gửi muộn · 2 không nhận được" in page
    assert "quá hạn" not in page


def test_an_official_of_one_commune_has_no_board_to_look_after(cycle):
    assert home(cycle.actor("official"), AT).rounds == ()


@pytest.mark.parametrize("who", ["secretary of another committee", "secretary of another province", "administrator"])
def test_others_see_nothing_of_it(cycle, who):
    submit(cycle.owed["pk25"], stage=Stage.APPROVED)
    found = home(cycle.actor(who), AT)
    assert (found.fill, found.approve, found.rounds, found.changes) == ((), (), (), ())


def test_what_changed_is_by_others_and_of_the_last_days(cycle):
    submit(cycle.owed["pk25"])
    submit(cycle.owed["vp25"], at=AT - timedelta(days=8), by="hoa")
    approving.approve(obligation=cycle.owed["pk25"].pk, by=cycle.actor("head"), at=AT)
    told = {
        who: [(each.unit_name, each.deed.value, each.name) for each in home(cycle.actor(who), AT).changes]
        for who in ("secretary", "official", "head", "neighbour")
    }
    submitted, approved = ("xã Phúc Khánh", "submit", "Lan"), ("xã Phúc Khánh", "approve", "Minh")
    assert told == {
        "secretary": [approved, submitted], "official": [approved], "head": [submitted], "neighbour": []
    }  # fmt: skip
    assert "Xã Phúc Khánh : duyệt 09:00, 16/11 · Minh" in page_of(cycle, "secretary")


def test_the_operator_looks_at_all_and_the_public_at_nothing(cycle):
    assert len(home(operator("may"), AT).rounds) == 1
    nobody = home(PUBLIC, AT)
    assert (nobody.rounds, nobody.changes) == ((), ())
    assert Client().get("/work").status_code == 404


def test_a_secretary_is_told_how_to_begin():
    load_small_country()
    client = Client()
    client.force_login(person("thu", (Role.SECRETARY, "lc25")))
    assert "Lập ban chỉ đạo" in words(client.get("/work"))
    committee = Committee.objects.create(
        name="Ban Chỉ đạo", field="Số", unit_id="lc25", start=date(2026, 1, 1), decision="1"
    )
    assert "Lập biểu mẫu đầu tiên" in words(client.get("/work"))
    Form.objects.create(committee=committee, name="Tháng")
    assert "Lập chế độ báo cáo đầu tiên" in words(client.get("/work"))


def test_an_administrator_goes_to_accounts_and_someone_without_a_role_is_told():
    load_small_country()
    for name, held, told in (
        ("quan", [(Role.ADMINISTRATOR, "vn")], "Tài khoản và lời mời"),
        ("khong", [], "Hiện anh/chị chưa được giao quyền nào."),
        ("lan", [(Role.OFFICIAL, "pk25")], "Khi đơn vị có báo cáo phải gửi"),
    ):
        client = Client()
        client.force_login(person(name, *held))
        assert told in words(client.get("/work")), name


def test_signing_in_leads_there(cycle):
    answer = Client().post("/account/sign-in", {"login": "lan", "password": PASSWORD})
    assert answer.url == "/work"


@pytest.mark.parametrize("who", ["secretary", "official", "head of the province"])
def test_the_queries_do_not_grow(cycle, who, django_assert_max_num_queries):
    client = visitor(cycle, who)
    come_to(Stage.RETURNED, cycle.owed["pk25"])
    client.get("/work")
    with django_assert_max_num_queries(16):
        client.get("/work")
    for owed in more_communes(cycle, 30):
        submit(owed, stage=Stage.APPROVED)
    filed_before(cycle, "2026-10", date(2026, 10, 14), "pk25", {}, accept=False)
    client.get("/work")
    with django_assert_max_num_queries(16):
        client.get("/work")
