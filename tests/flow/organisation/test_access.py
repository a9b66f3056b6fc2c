"""Who may invite, appoint and end, where; what an invitation is worth; roles from a day to a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.flow.organisation.people import AT, DAY, OPERATOR, PASSWORD, load_small_country, person
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actions import access as actions
from tongket.flow.organisation.actors import PUBLIC, Actor, NotYours, Role
from tongket.flow.organisation.models import Account, Appointment, Invitation
from tongket.flow.organisation.queries import access

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country():
    load_small_country()


def actor(account: Account, day: date = DAY) -> Actor:
    return access.actor_of(account, day)


@pytest.fixture
def lan() -> Actor:
    """Administrator of the new province of Lào Cai."""
    return actor(person("lan", (Role.ADMINISTRATOR, "lc25")))


def invited(by: Actor = OPERATOR, role: Role = Role.OFFICIAL, unit: str = "pk25") -> str:
    return actions.invite(full_name="Trần  Văn An ", role=role, unit=unit, by=by, at=AT).secret


def accept(secret: str, username: str = "an", password: str = PASSWORD, at=AT) -> Account:
    return actions.accept_invitation(secret=secret, username=username, password=password, day=DAY, by=PUBLIC, at=at)


def last_entry() -> tuple[str, str, str]:
    entry = Entry.objects.order_by("sequence").last()
    return entry.by, entry.verb, entry.object_kind


def test_an_invited_person_becomes_what_was_offered(lan):
    account = accept(invited(by=lan))
    assert (account.full_name, account.check_password(PASSWORD)) == ("Trần Văn An", True)
    assert [(held.role, held.unit) for held in actor(account).held] == [(Role.OFFICIAL, "pk25")]
    assert last_entry() == ("account:an", "accept", "invitation")


def test_only_the_digest_of_a_link_is_kept():
    secret = invited()
    kept = Invitation.objects.values().get()
    assert secret not in str(kept) and kept["secret_digest"] == access.link_digest(secret)
    assert all(secret not in entry.data for entry in Entry.objects.all())


def test_a_link_serves_once():
    secret = invited()
    accept(secret)
    with pytest.raises(NotYours):
        accept(secret, username="other")


@pytest.mark.parametrize(("days", "stands"), [(0, True), (6, True), (7, False), (400, False)])
def test_a_link_expires_after_seven_days(days, stands):
    secret, at = invited(), AT + timedelta(days=days)
    if stands:
        assert accept(secret, at=at).username == "an"
    else:
        with pytest.raises(NotYours):
            accept(secret, at=at)


def test_a_withdrawn_link_leads_nowhere(lan):
    secret = invited(by=lan)
    (listed,) = access.invitations_visible_to(lan, AT)
    actions.withdraw_invitation(id=listed.id, by=lan, at=AT)
    assert access.invitations_visible_to(lan, AT) == ()
    with pytest.raises(NotYours):
        accept(secret)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("password123", "quá phổ biến"),
        ("Mật khẩu 2026!", "quá phổ biến"),
        ("matkhau123", "quá phổ biến"),
        ("123laocai2026", "quá phổ biến"),
        ("8264910375", "hoàn toàn là số"),
        ("ngắn thôi", "ít nhất 10 ký tự"),
        ("tran.van.an", "quá giống"),
    ],
)
def test_weak_passwords_are_refused_and_the_link_still_serves(password, said):
    secret = invited()
    with pytest.raises(actions.Refused) as refused:
        accept(secret, username="tran.van.an", password=password)
    assert refused.value.code == "password" and said in " ".join(refused.value.messages)
    assert not Account.objects.exists()
    assert accept(secret).username == "an"


@pytest.mark.parametrize(("path", "name"), [("/accounts/invite", "full_name"), ("/committees/new", "name")])
def test_a_name_of_signs_that_are_not_seen_is_empty(path, name):
    client = Client()
    client.force_login(person("quan", (Role.ADMINISTRATOR, "vn")))
    words = {"role": "official", "unit": "Việt Nam", "field": "Số", "decision": "1/QĐ", "start": "2026-01-05"}
    page = client.post(path, {**words, name: "\u200b\u202e"})
    assert page.context["form"].has_error(name, "required")


def test_signs_that_are_not_seen_stand_in_no_full_name():
    words = "Nguyễn\u200b Thị \u202eThư"
    secret = actions.invite(full_name=words, role=Role.OFFICIAL, unit="pk25", by=OPERATOR, at=AT).secret
    assert Invitation.objects.get().full_name == "Nguyễn Thị Thư"
    assert accept(secret).full_name == "Nguyễn Thị Thư"


@pytest.mark.parametrize(
    ("name", "taken"),
    [("an.thuý-2", True), ("ubnd@xã", True), ("c\u0430n-bo", False), ("an\u0663", False), ("a n", False)],
)
def test_the_name_of_an_account_cannot_pass_for_another(name, taken):
    """A Cyrillic “а” looks like a Latin one, and the journal knows people by these names."""
    secret = invited()
    words = {"username": name, "password": "bốn con gà trên cây", "again": "bốn con gà trên cây"}
    Client().post(f"/invitation/{secret}", words)
    assert Account.objects.filter(username=name).exists() is taken


@pytest.mark.parametrize("name", ["an", "AN"])
def test_a_name_that_is_taken_in_any_case(name):
    person("an")
    with pytest.raises(actions.Refused, match="username"):
        accept(invited(), username=name)


@pytest.mark.parametrize("unit", ["cb", "vn", "lc", "nowhere"])
def test_an_administrator_reaches_no_unit_beyond_their_own(lan, unit):
    with pytest.raises(NotYours):
        invited(by=lan, unit=unit)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_invites(role):
    with pytest.raises(NotYours):
        invited(by=actor(person("an", (role, "vn"))))


def test_the_public_invites_nobody():
    with pytest.raises(NotYours):
        invited(by=PUBLIC)


def test_what_lies_elsewhere_is_not_there(lan):
    elsewhere = person("binh", (Role.OFFICIAL, "cb"))
    both = person("chi", (Role.OFFICIAL, "cb"), (Role.OFFICIAL, "pk25"))
    held = Appointment.objects.get(account=elsewhere)
    with pytest.raises(NotYours):
        actions.end_appointment(id=held.pk, day=DAY, by=lan, at=AT)
    for account in (elsewhere, both):
        with pytest.raises(NotYours):
            actions.close_account(id=account.pk, by=lan, at=AT)
    with pytest.raises(NotYours):
        actions.appoint(account=elsewhere.pk, role=Role.MEMBER, unit="pk25", day=DAY, by=lan, at=AT)
    listed = {account.username: [held.unit for held in account.held] for account in access.accounts_visible_to(lan)}
    assert listed == {"lan": ["lc25"], "chi": ["pk25"]}


def test_a_role_holds_from_its_first_day_until_it_ends():
    account = person("an", (Role.OFFICIAL, "pk25"), start=date(2026, 3, 1), end=date(2026, 6, 1))
    held = {day: bool(actor(account, day).held) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31))}
    assert held == {date(2026, 2, 28): False, date(2026, 3, 1): True, date(2026, 5, 31): True}
    assert actor(account, date(2026, 6, 1)).held == ()


def test_a_role_that_ends_is_gone_with_the_next_request(lan):
    account = person("an", (Role.OFFICIAL, "pk25"))
    actions.end_appointment(id=Appointment.objects.get(account=account).pk, day=DAY, by=lan, at=AT)
    assert actor(account).held == ()
    assert last_entry() == ("account:lan", "end", "appointment")


def test_a_closed_account_is_the_public(lan):
    account = person("an", (Role.OFFICIAL, "pk25"))
    actions.close_account(id=account.pk, by=lan, at=AT)
    account.refresh_from_db()
    assert actor(account) == PUBLIC


def test_nobody_locks_themselves_out(lan):
    with pytest.raises(actions.Refused, match="own"):
        actions.close_account(id=lan.account_id, by=lan, at=AT)
    with pytest.raises(actions.Refused, match="own"):
        actions.end_appointment(id=Appointment.objects.get().pk, day=DAY, by=lan, at=AT)


def test_a_role_is_held_once_at_a_time(lan):
    account = person("an", (Role.OFFICIAL, "pk25"))
    with pytest.raises(actions.Refused, match="held"):
        actions.appoint(account=account.pk, role=Role.OFFICIAL, unit="pk25", day=DAY, by=lan, at=AT)
    actions.appoint(account=account.pk, role=Role.UNIT_HEAD, unit="pk25", day=DAY, by=lan, at=AT)
    assert {held.role for held in actor(account).held} == {Role.OFFICIAL, Role.UNIT_HEAD}


def test_a_role_does_not_outlive_its_unit():
    """A province that ended on 30 June 2025 is on no map of today: its administrator reaches nothing."""
    former = actor(person("cu", (Role.ADMINISTRATOR, "lc")))
    assert not access.within(former, "pk25", Role.ADMINISTRATOR)
    assert access.within(replace(former, day=date(2025, 6, 30)), "pk", Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    "row",
    [
        {"role": "emperor", "start": DAY},
        {"role": "official", "start": DAY, "end": DAY - timedelta(days=1)},
    ],
)
def test_the_database_refuses_nonsense(row):
    account = person("an")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(account=account, unit_id="pk25", **row)
