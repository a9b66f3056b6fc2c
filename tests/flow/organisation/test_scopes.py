"""Every route to one object of this app × every role × every place: open, or answered as if there were no such object.

The objects are of the province of Lào Cai. A role is held there, in a commune below, in the country above, in another
province, or for one committee alone: the one that is asked about, or another of the same province.
"""

from dataclasses import dataclass
from itertools import product

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.flow.organisation.people import AT, DAY, OPERATOR, load_small_country, person
from tongket.flow.journal.actions import record
from tongket.flow.organisation import urls
from tongket.flow.organisation.actions.access import invite
from tongket.flow.organisation.actions.committees import seat_member, set_up_committee
from tongket.flow.organisation.actors import COMMITTEE_ROLES, Role, Seat
from tongket.flow.organisation.models import Account, Appointment

pytestmark = pytest.mark.django_db

PLACES = {"own": "lc25", "below": "pk25", "above": "vn", "beside": "cb"}
EVERYWHERE = {(role, place) for role, place in product(Role, PLACES)}
FOR_ONE = {(role, which) for role, which in product(COMMITTEE_ROLES, ("this committee", "another"))}
HOLDINGS = sorted(EVERYWHERE | FOR_ONE)


def at(role: Role, *places: str) -> set[tuple[Role, str]]:
    return {(role, place) for place in places}


ADMINISTERS = at(Role.ADMINISTRATOR, "own", "above")
KEEPS = ADMINISTERS | at(Role.SECRETARY, "own", "above", "this committee")
SEES = {held for held in EVERYWHERE | FOR_ONE if held[1] not in {"beside", "another"}}
# route -> what is named in its address, the method, and who may
RULES = {
    "appoint": ("account", "get", ADMINISTERS),
    "reset_new": ("account", "get", ADMINISTERS),
    "close_account": ("account", "post", ADMINISTERS),
    "end_appointment": ("appointment", "post", ADMINISTERS),
    "withdraw_invitation": ("invitation", "post", ADMINISTERS),
    "committee": ("committee", "get", SEES),
    "committee_close": ("committee", "get", KEEPS),
    "member_new": ("committee", "get", KEEPS),
    "member_end": ("membership", "get", KEEPS),
    "member_account": ("membership", "get", ADMINISTERS),
    "journal_entry": ("entry", "get", at(Role.AUDITOR, "own", "above")),
    "end_session": ("session", "post", set()),
    "mfa_remove_webauthn": ("passkey", "get", set()),
}


@dataclass(frozen=True)
class World:
    """Numbers of the objects, and of the two committees."""

    objects: dict[str, int]
    committees: dict[str, int]


@pytest.fixture
def world() -> World:
    load_small_country()
    an = person("an", (Role.OFFICIAL, "lc25"))
    about = {"field": "Thiên tai", "unit": "lc25", "parent": None, "start": DAY, "decision": "1/QĐ"}
    this, another = (set_up_committee(name=name, **about, by=OPERATOR, at=AT) for name in ("Một", "Hai"))
    member = seat_member(
        committee=this, full_name="An", post="Giám đốc", seat=Seat.HEAD, start=DAY, decision="1/QĐ", by=OPERATOR, at=AT
    )
    invited = invite(full_name="Bình", role=Role.OFFICIAL, unit="lc25", by=OPERATOR, at=AT)
    with transaction.atomic():
        entry = record(by="account:an", at=AT, verb="sign in", kind="account", id="an")
    return World(
        {
            "account": an.pk,
            "appointment": Appointment.objects.get(account=an).pk,
            "invitation": invited.id,
            "committee": this,
            "membership": member,
            "entry": entry.sequence,
            "session": _session_of_an(),
            "passkey": Authenticator.objects.create(user=an, type="webauthn", data={"name": "Điện thoại"}).pk,
        },
        {"this committee": this, "another": another},
    )


def _session_of_an() -> int:
    from allauth.usersessions.models import UserSession

    from tests.flow.organisation.browsing import sign_in

    sign_in(Client(), "an")
    return UserSession.objects.get().pk


def test_every_route_to_one_object_is_in_the_table():
    named = {each.name for each in urls.urlpatterns if "<int:" in str(each.pattern)}
    assert named == set(RULES), "add the route to RULES, with those who may open it"


def asked(client: Client, route: str, id: int):
    """The answer, with nothing done."""
    address = reverse(route, args=[id])
    with transaction.atomic():
        answer = getattr(client, RULES[route][1])(address)
        transaction.set_rollback(True)
    return answer, address


def told(answer, address: str) -> tuple[int, dict[str, str], bytes]:
    """All that an answer tells, its own address aside."""
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    content = answer.content
    for own in (f'value="{address}"', f'?next={address}"'):
        content = content.replace(own.encode(), b"")
    return answer.status_code, headers, content


@pytest.mark.parametrize(("role", "place"), HOLDINGS)
def test_open_or_as_if_there_were_nothing(world, role, place):
    committee = world.committees.get(place)
    client = Client()
    client.force_login(person("reader", (role, "lc25" if committee else PLACES[place], committee)))
    for route, (kind, _method, may) in RULES.items():
        answer = asked(client, route, world.objects[kind])
        if (role, place) in may:
            assert answer[0].status_code in {200, 302}, f"{route} is shut to {role}, {place}"
        else:
            assert answer[0].status_code == 404, f"{route} is open to {role}, {place}"
            assert told(*answer) == told(*asked(client, route, 999_999)), (
                f"{route} tells {role}, {place} that it is there"
            )


def test_the_public_and_people_without_a_role_see_nothing(world):
    person("nobody")
    for client in (Client(), Client()):
        for route, (kind, _method, _may) in RULES.items():
            answer = asked(client, route, world.objects[kind])
            assert answer[0].status_code == 404, route
            assert told(*answer) == told(*asked(client, route, 999_999)), route
        client.login(username="nobody", password="ba con vịt xuống sông")


def test_ones_own_session_is_ended_and_ones_own_passkey_removed(world):
    client = Client()
    client.force_login(Account.objects.get(username="an"))
    for route in ("end_session", "mfa_remove_webauthn"):
        assert asked(client, route, world.objects[RULES[route][0]])[0].status_code == 302
