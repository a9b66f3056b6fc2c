"""Lists of accounts and committees: as many queries for thirty rows as for three, here or elsewhere in the country."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.flow.organisation.people import AT, DAY, load_small_country, person
from tongket.flow.organisation.actions.access import invite
from tongket.flow.organisation.actions.committees import seat_member, set_up_committee
from tongket.flow.organisation.actors import Actor, Role, Seat
from tongket.flow.organisation.models import Account
from tongket.flow.organisation.queries.access import actor_of

pytestmark = pytest.mark.django_db
ADDRESSES = ("/accounts/", "/accounts/invite", "/committees/", "/committees/{}/", "/committees/{}/members/new")


@pytest.fixture
def quan() -> Account:
    load_small_country()
    return person("quan", (Role.ADMINISTRATOR, "lc25"), (Role.SECRETARY, "lc25"))


def a_committee(by: Actor, name: str, unit: str = "lc25", parent: int | None = None) -> int:
    return set_up_committee(
        name=name, field="Chuyển đổi số", unit=unit, parent=parent, start=DAY, decision="1/QĐ-UBND", by=by, at=AT
    )


def more(by: Actor, top: int, names: range) -> None:
    """People, invitations, committees and members: as many in the province, and people beside it as well."""
    for n in names:
        person(f"xa{n}", (Role.OFFICIAL, "pk25"), (Role.UNIT_HEAD, "vp25"))
        person(f"ben{n}", (Role.OFFICIAL, "cb"))
        invite(full_name=f"Người {n}", role=Role.OFFICIAL, unit="yb25", committee=None, by=by, at=AT)
        a_committee(by, f"Tổ {n}", "pk25", top)
        seat_member(
            committee=top, full_name=f"Uỷ viên {n}", post="Giám đốc Sở", seat=Seat.MEMBER, start=DAY,
            decision="2/QĐ-UBND", by=by, at=AT,
        )  # fmt: skip


def test_the_queries_do_not_grow_with_the_rows(quan):
    by, client = actor_of(quan, DAY), Client()
    client.force_login(quan)
    top = a_committee(by, "Ban Chỉ đạo")
    more(by, top, range(3))

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    before = {address: queries(address.format(top)) for address in ADDRESSES}
    more(by, top, range(3, 30))
    assert {address: queries(address.format(top)) for address in ADDRESSES} == before
    assert max(before.values()) < 20
