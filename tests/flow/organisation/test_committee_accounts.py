"""Members who sign in: they hold the role of their seat while they sit; and committees that are closed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.flow.organisation.people import AT, DAY, OPERATOR, load_small_country, person
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actions import committees as actions
from tongket.flow.organisation.actions.access import Refused, appoint, end_appointment
from tongket.flow.organisation.actors import Actor, Held, NotYours, Role, Seat, role_of
from tongket.flow.organisation.models import Account, Appointment, Committee, Membership
from tongket.flow.organisation.queries import committees as queries
from tongket.flow.organisation.queries.access import actor_of

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _country():
    load_small_country()


@pytest.fixture
def committee() -> int:
    """A committee of Lào Cai."""
    return set_up()


@pytest.fixture
def an() -> Account:
    """An account of that province, of which nothing is asked yet."""
    return person("an", (Role.OFFICIAL, "lc25"))


def set_up(name: str = "Ban Chỉ đạo", unit: str = "lc25") -> int:
    return actions.set_up_committee(
        name=name,
        field="Chuyển đổi số",
        unit=unit,
        parent=None,
        start=SPRING,
        decision="15/QĐ-UBND",
        by=OPERATOR,
        at=AT,
    )


def seat(committee: int, account: int | None, as_: Seat = Seat.MEMBER, by: Actor = OPERATOR, **more) -> int:
    plain = {"full_name": "Trần Văn An", "post": "Giám đốc", "start": SPRING, "decision": "16/QĐ-UBND"}
    return actions.seat_member(committee=committee, account=account, seat=as_, by=by, at=AT, **{**plain, **more})


def end(id: int, day: date) -> None:
    actions.end_membership(id=id, day=day, decision="99/QĐ-UBND", by=OPERATOR, at=AT)


def close(committee: int, day: date = SUMMER, by: Actor = OPERATOR) -> None:
    actions.close_committee(id=committee, day=day, decision="100/QĐ-UBND", by=by, at=AT)


def held(account: Account, committee: int, day: date) -> set[Role]:
    return {each.role for each in actor_of(account, day).held if each.committee == committee}


def sits(by: Actor, committee: int, day: date) -> list[str]:
    return [member.account for member in queries.committee(by, committee, day).members]


@pytest.mark.parametrize("as_", Seat)
def test_a_seat_gives_its_role_for_the_committee_from_its_first_day(committee, an, as_):
    seat(committee, an.pk, as_)
    expected = Role.CHAIR if as_ is Seat.HEAD else Role.MEMBER
    assert held(an, committee, SPRING) == {expected}
    assert held(an, committee, SPRING - timedelta(1)) == set()
    assert Held(expected, "lc25", committee) in actor_of(an, DAY).held


def test_the_role_ends_with_the_seat(committee, an):
    end(seat(committee, an.pk, Seat.HEAD), SUMMER)
    assert [held(an, committee, day) for day in (SUMMER - timedelta(1), SUMMER)] == [{Role.CHAIR}, set()]
    verbs = Entry.objects.order_by("sequence").values_list("verb", "object_kind")
    assert list(verbs)[-4:] == [
        ("link", "account"),
        ("seat", "membership"),
        ("end", "membership"),
        ("end", "appointment"),
    ]


def test_each_of_two_seats_gives_its_role(committee, an):
    first, second = seat(committee, an.pk), seat(committee, an.pk, Seat.TEAM, post="Tổ trưởng")
    assert len([each for each in actor_of(an, DAY).held if each.committee == committee]) == 1
    end(first, SUMMER)
    assert held(an, committee, DAY) == {Role.MEMBER}
    end(second, SUMMER)
    assert held(an, committee, DAY) == set()


def test_who_becomes_head_is_chair_and_no_longer_member(committee, an):
    end(seat(committee, an.pk), SUMMER)
    seat(committee, an.pk, Seat.HEAD, start=SUMMER)
    days = (SPRING, SUMMER - timedelta(1), SUMMER, DAY)
    assert [held(an, committee, day) for day in days] == [{Role.MEMBER}, {Role.MEMBER}, {Role.CHAIR}, {Role.CHAIR}]


def test_an_account_is_linked_later_and_once(committee, an):
    made = seat(committee, None)
    lan = actor_of(person("lan", (Role.ADMINISTRATOR, "lc25")), DAY)
    actions.link_member(id=made, account=an.pk, by=lan, at=AT)
    assert held(an, committee, SPRING) == {Role.MEMBER} and sits(lan, committee, DAY) == ["an"]
    with pytest.raises(actions.Refused, match="account"):
        actions.link_member(id=made, account=an.pk, by=lan, at=AT)


def test_a_role_that_comes_with_a_seat_ends_with_it_and_not_otherwise(client, committee, an):
    seat(committee, an.pk)
    lan = person("lan", (Role.ADMINISTRATOR, "lc25"))
    by_seat = Appointment.objects.get(account=an, committee=committee)
    with pytest.raises(Refused, match="seat"):
        end_appointment(id=by_seat.pk, day=DAY, by=actor_of(lan, DAY), at=AT)
    client.force_login(lan)
    page = client.get("/accounts/").content.decode()
    assert f"/appointments/{by_seat.pk}/end" not in page and page.count('/end"') == 1


def test_a_role_given_by_hand_stays_beside_that_of_a_seat(committee, an):
    appoint(account=an.pk, role=Role.MEMBER, unit="lc25", committee=committee, day=SPRING, by=OPERATOR, at=AT)
    end(seat(committee, an.pk), SUMMER)
    assert held(an, committee, DAY) == {Role.MEMBER}


def test_only_who_administers_the_account_links_it(committee, an):
    """The secretary keeps the list and has no say over accounts; the administrator has none over those of elsewhere."""
    hoa = actor_of(person("hoa", (Role.SECRETARY, "lc25", committee)), DAY)
    lan = actor_of(person("lan", (Role.ADMINISTRATOR, "lc25")), DAY)
    elsewhere = person("binh", (Role.OFFICIAL, "cb"))
    for by, account in ((hoa, an), (lan, elsewhere)):
        with pytest.raises(NotYours):
            seat(committee, account.pk, by=by)
    assert not Membership.objects.exists()
    made = seat(committee, None, by=hoa)
    with pytest.raises(NotYours):
        actions.link_member(id=made, account=an.pk, by=hoa, at=AT)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    terms=st.lists(
        st.tuples(st.sampled_from(Seat), st.integers(0, 60), st.none() | st.integers(0, 60)), min_size=1, max_size=4
    )
)
def test_on_every_day_who_sits_holds_the_role_of_the_seat_and_nobody_else(terms):
    """Any seats of one person, at the same time or one after the other."""
    with transaction.atomic():
        committee, an = set_up(), person("an", (Role.OFFICIAL, "lc25"))
        for number, (as_, first, length) in enumerate(terms):
            start = SPRING + timedelta(first)
            try:
                made = seat(committee, an.pk, as_, post=f"Chức vụ {number}", start=start)
            except actions.Refused as refused:
                assert refused.code == "head"
                continue
            if length is not None:
                end(made, start + timedelta(length))
        seats = list(Membership.objects.filter(committee=committee))
        for day in {SPRING, *(each.start for each in seats), *(each.end for each in seats if each.end)}:
            sits_as = {Seat(each.seat) for each in seats if each.start <= day and (each.end is None or day < each.end)}
            assert held(an, committee, day) == {role_of(each) for each in sits_as}
        transaction.set_rollback(True)


def test_a_closed_committee_has_no_members_and_no_roles_from_that_day(committee, an):
    hoa = person("hoa", (Role.SECRETARY, "lc25", committee), (Role.OFFICIAL, "lc25"))
    seat(committee, an.pk)
    close(committee, SUMMER, by=actor_of(hoa, DAY))
    reader = actor_of(hoa, DAY)
    assert sits(reader, committee, SUMMER - timedelta(1)) == ["an"] and sits(reader, committee, SUMMER) == []
    assert [held(account, committee, DAY) for account in (an, hoa)] == [set(), set()]
    shown = queries.committee(reader, committee, DAY)
    assert (shown.about.end, shown.ended_by, shown.kept_by_actor) == (SUMMER, "100/QĐ-UBND", False)
    entry = Entry.objects.order_by("sequence").last()
    assert (entry.by, entry.verb, entry.object_kind) == ("account:hoa", "close", "committee")


def test_nothing_is_added_to_a_closed_committee(committee):
    made = seat(committee, None)
    close(committee)
    for deed in (lambda: seat(committee, None, post="Khác"), lambda: end(made, DAY), lambda: close(committee)):
        with pytest.raises(NotYours):
            deed()
    assert queries.committees_given_by(OPERATOR) == ()


def test_another_of_the_same_name_after_it(committee):
    with pytest.raises(actions.Refused, match="name"):
        set_up()
    close(committee)
    assert set_up() != committee


@pytest.mark.parametrize("day", [SPRING - timedelta(1), SPRING + timedelta(9)])
def test_a_day_before_the_committee_or_a_seat_began_is_refused(committee, day):
    seat(committee, None, start=SPRING + timedelta(10))
    with pytest.raises(actions.Refused, match="day"):
        close(committee, day)


def test_only_its_keepers_close_it(committee, an):
    other = set_up("Ban khác")
    for role, unit, for_ in ((Role.SECRETARY, "cb", None), (Role.SECRETARY, "lc25", other), (Role.CHAIR, "lc25", None)):
        by = actor_of(person(f"{role}-{unit}-{for_}", (role, unit, for_)), DAY)
        with pytest.raises(NotYours):
            close(committee, by=by)


@pytest.mark.parametrize("row", [{"end": SUMMER}, {"ended_by": "1/QĐ"}, {"end": date(2026, 1, 1), "ended_by": "1/QĐ"}])
def test_the_database_refuses_an_end_without_decision_or_before_the_start(committee, row):
    with pytest.raises(IntegrityError, match="committee_ends_later"), transaction.atomic():
        Committee.objects.filter(pk=committee).update(**row)
    made = seat(committee, None)
    with pytest.raises(IntegrityError, match="membership_ends_later"), transaction.atomic():
        Membership.objects.filter(pk=made).update(**row)


@pytest.mark.parametrize("row", [{"committee": None}, {"role": Role.SECRETARY}])
def test_the_database_gives_a_seat_no_other_role(committee, an, row):
    seat(committee, an.pk)
    with pytest.raises(IntegrityError, match="appointment_of_a_seat"), transaction.atomic():
        Appointment.objects.filter(committee=committee).update(**row)


def test_the_pages(client, committee, an):
    """An administrator seats a member with an account, links another, and closes the committee."""
    client.force_login(person("lan", (Role.ADMINISTRATOR, "lc25")))
    page = f"/committees/{committee}/"
    asked = {"full_name": "An", "post": "Giám đốc", "seat": "head", "start": "2026-03-01", "decision": "16/QĐ"}
    assert f'<option value="{an.pk}">An (an)</option>' in client.get(f"{page}members/new").content.decode()
    assert client.post(f"{page}members/new", {**asked, "account": an.pk}).url == page
    hai = person("hai", (Role.OFFICIAL, "lc25"), (Role.OFFICIAL, "cb"))
    wrong = client.post(f"{page}members/new", {**asked, "seat": "member", "post": "Khác", "account": hai.pk})
    assert "có vai trò ngoài các đơn vị anh/chị quản trị" in wrong.content.decode()
    made = seat(committee, None, full_name="Lê Thị Bình")
    link = f"/members/{made}/account"
    assert f'href="{link}"' in client.get(page).content.decode()
    assert client.post(link, {"account": an.pk}).url == page
    assert client.post(f"{page}close", {"day": "2026-02-01", "decision": "100/QĐ"}).status_code == 200
    assert client.post(f"{page}close", {"day": "2026-07-01", "decision": "100/QĐ"}).url == "/committees/"
    assert "giải thể từ ngày 1/7/2026" in client.get("/committees/").content.decode()
    shown = client.get(page).content.decode()
    assert "Giải thể theo 100/QĐ từ ngày 1/7/2026." in shown and "members/new" not in shown
    assert client.get(f"{page}close").status_code == 404


def test_a_secretary_is_offered_no_accounts(client, committee, an):
    client.force_login(person("hoa", (Role.SECRETARY, "lc25", committee)))
    made = seat(committee, None)
    assert "Tài khoản đăng nhập" not in client.get(f"/committees/{committee}/members/new").content.decode()
    assert f"/members/{made}/account" not in client.get(f"/committees/{committee}/").content.decode()
    assert client.get(f"/members/{made}/account").status_code == 404
