"""A role that is given for one committee counts for that committee, and for nothing else at its unit."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.flow.organisation.people import AT, DAY, OPERATOR, PASSWORD, load_small_country, person
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actions import access as actions
from tongket.flow.organisation.actions.committees import seat_member, set_up_committee
from tongket.flow.organisation.actors import COMMITTEE_ROLES, PUBLIC, Actor, Held, NotYours, Role, Seat
from tongket.flow.organisation.models import Appointment, Committee, Invitation
from tongket.flow.organisation.queries import access, committees, line_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country():
    load_small_country()


def set_up(name: str, unit: str = "lc25", parent: int | None = None) -> int:
    return set_up_committee(
        name=name, field="Chuyển đổi số", unit=unit, parent=parent, start=DAY, decision="15/QĐ-UBND", by=OPERATOR, at=AT
    )


@pytest.fixture
def flood() -> int:
    """Lào Cai's committee of civil defence."""
    return set_up("Ban Chỉ huy phòng thủ dân sự")


@pytest.fixture
def digital() -> int:
    """Another committee of the same province."""
    return set_up("Ban Chỉ đạo chuyển đổi số")


def actor(username: str, role: Role, unit: str, committee: int | None = None) -> Actor:
    return access.actor_of(person(username, (role, unit, committee)), DAY)


def seat(by: Actor, committee: int) -> int:
    return seat_member(
        committee=committee, full_name="Trần Văn An", post="Chủ tịch", seat=Seat.HEAD, start=DAY, decision="16/QĐ-UBND",
        by=by, at=AT,
    )  # fmt: skip


def test_a_role_counts_at_the_unit_and_below_for_every_committee_or_for_its_own():
    everywhere = Actor("account:hoa", held=(Held(Role.SECRETARY, "lc25"),), day=DAY)
    for_one = Actor("account:an", held=(Held(Role.SECRETARY, "lc25", 7),), day=DAY)
    below, beside = line_of("pk25", DAY), line_of("cb", DAY)
    asked = [(who, committee) for who in (everywhere, for_one) for committee in (None, 7, 8)]
    held = [who.holds({Role.SECRETARY}, units=below, committee=committee) for who, committee in asked]
    assert held == [True, True, True, False, True, False]
    assert not any(who.holds({Role.SECRETARY}, units=beside, committee=committee) for who, committee in asked)
    assert not any(who.holds({Role.CHAIR}, units=below, committee=committee) for who, committee in asked)
    assert access.within(for_one, "pk25", Role.SECRETARY, committee=7)
    assert not access.within(for_one, "pk25", Role.SECRETARY)
    assert OPERATOR.holds({Role.CHAIR}, units=()) and not PUBLIC.holds(Role, units=below)


def test_the_secretary_of_one_committee_keeps_that_one_only(flood, digital):
    secretary = actor("hoa", Role.SECRETARY, "lc25", flood)
    assert seat(secretary, flood)
    assert committees.committee(secretary, flood, DAY).kept_by_actor
    with pytest.raises(NotYours):
        seat(secretary, digital)
    with pytest.raises(NotYours):
        set_up_committee(
            name="Ban thứ ba", field="Khác", unit="lc25", parent=None, start=DAY, decision="1/QĐ", by=secretary, at=AT
        )


@pytest.mark.parametrize("role", COMMITTEE_ROLES)
def test_a_committee_is_seen_with_those_next_to_it(flood, digital, role):
    """Its member sees it, the one above it and the one below it; not the other one of the same province."""
    nation = set_up("Ban Chỉ đạo Phòng thủ dân sự quốc gia", "vn")
    Committee.objects.filter(pk=flood).update(parent=nation)
    commune = set_up("Ban Chỉ huy xã", "pk25", parent=flood)
    reader = actor("an", role, "lc25", flood)
    assert {each.id for each in committees.committees_visible_to(reader)} == {nation, flood, commune}
    shown = committees.committee(reader, flood, DAY)
    assert (shown.above.id, [each.id for each in shown.below]) == (nation, [commune])
    with pytest.raises(NotYours):
        committees.committee(reader, digital, DAY)


def test_somebody_is_invited_for_one_committee(flood):
    lan = actor("lan", Role.ADMINISTRATOR, "lc25")
    made = actions.invite(full_name="An", role=Role.MEMBER, unit="lc25", committee=flood, by=lan, at=AT)
    assert access.offered(made.secret, AT).committee_name == "Ban Chỉ huy phòng thủ dân sự"
    account = actions.accept_invitation(secret=made.secret, username="an", password=PASSWORD, day=DAY, by=PUBLIC, at=AT)
    assert access.actor_of(account, DAY).held == (Held(Role.MEMBER, "lc25", flood),)
    assert Entry.objects.last().data == f'{{"committee":"{flood}","role":"member","unit":"lc25"}}'


def test_a_role_is_given_for_one_committee_beside_the_same_for_another(flood, digital):
    lan, person_id = actor("lan", Role.ADMINISTRATOR, "lc25"), person("an", (Role.MEMBER, "lc25", flood)).pk
    given = {"account": person_id, "role": Role.MEMBER, "unit": "lc25", "day": DAY, "by": lan, "at": AT}
    actions.appoint(committee=digital, **given)
    with pytest.raises(actions.Refused, match="held"):
        actions.appoint(committee=flood, **given)
    with pytest.raises(actions.Refused, match="role"):
        actions.appoint(committee=flood, **{**given, "role": Role.AUDITOR})
    with pytest.raises(NotYours):
        actions.appoint(committee=flood, **{**given, "unit": "pk25"})


@pytest.mark.parametrize("role", sorted(set(Role) - set(COMMITTEE_ROLES)))
def test_the_database_gives_no_other_role_for_a_committee(flood, role):
    account = person("an")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(account=account, role=role, unit_id="lc25", committee_id=flood, start=DAY)


def test_the_database_gives_a_role_for_a_committee_once_at_a_time(flood, digital):
    account = person("an", (Role.CHAIR, "lc25", flood), (Role.CHAIR, "lc25", digital), (Role.CHAIR, "lc25", None))
    for committee in (flood, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(
                account=account, role=Role.CHAIR, unit_id="lc25", committee_id=committee, start=DAY
            )


def test_the_page_of_inviting_offers_the_committees_of_ones_units(client, flood):
    elsewhere = set_up("Ban của Cao Bằng", "cb")
    client.force_login(person("lan", (Role.ADMINISTRATOR, "lc25")))
    page = client.get("/accounts/invite").content.decode()
    assert f'<option value="{flood}">Ban Chỉ huy phòng thủ dân sự (tỉnh Lào Cai)</option>' in page
    assert "Ban của Cao Bằng" not in page
    asked = {"full_name": "An", "role": "member", "committee": flood}
    for wrong, said in (
        ({"role": "official"}, "Vai trò này không giao riêng cho một ban chỉ đạo"),
        ({"committee": ""}, "Hãy ghi tên đơn vị hoặc chọn một ban chỉ đạo."),
        ({"unit": "Phúc Khánh"}, "Ban chỉ đạo này thuộc đơn vị khác"),
    ):
        assert said in client.post("/accounts/invite", {**asked, **wrong}).content.decode()
    assert client.post("/accounts/invite", {**asked, "committee": elsewhere}).status_code == 200
    assert not Invitation.objects.exists()
    assert "Lời mời đã sẵn sàng" in client.post("/accounts/invite", asked).content.decode()
    assert "Ban Chỉ huy phòng thủ dân sự" in client.get("/accounts/").content.decode()


def test_who_keeps_one_committee_is_not_offered_a_new_one(client, flood):
    client.force_login(person("hoa", (Role.SECRETARY, "lc25", flood)))
    assert "/committees/new" not in client.get("/committees/").content.decode()
    assert client.get("/committees/new").status_code == 404
    assert client.get(f"/committees/{flood}/members/new").status_code == 200
    assert "Ban Chỉ huy phòng thủ dân sự" in client.get("/account/").content.decode()


def test_a_role_for_a_committee_ends_with_its_unit_on_the_map(flood):
    secretary = actor("hoa", Role.SECRETARY, "lc25", flood)
    before = replace(secretary, day=DAY.replace(year=2025, month=6, day=30))
    assert access.within(secretary, "lc25", Role.SECRETARY, committee=flood)
    assert not access.within(before, "lc25", Role.SECRETARY, committee=flood)
