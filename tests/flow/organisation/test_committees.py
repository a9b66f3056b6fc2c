"""Committees: who sets them up and sees them, who sat in one on a day, what the database refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.flow.organisation.people import AT, DAY, PASSWORD, load_small_country, person
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actions import committees as actions
from tongket.flow.organisation.actors import PUBLIC, Actor, NotYours, Role, Seat
from tongket.flow.organisation.models import Membership
from tongket.flow.organisation.queries import committees as queries
from tongket.flow.organisation.queries.access import actor_of

pytestmark = pytest.mark.django_db
SPRING = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _country():
    load_small_country()


@pytest.fixture
def hoa() -> Actor:
    """Secretary at the province of Lào Cai."""
    return actor("hoa", Role.SECRETARY, "lc25")


def actor(username: str, role: Role, unit: str) -> Actor:
    return actor_of(person(username, (role, unit)), DAY)


def set_up(by: Actor, unit: str = "lc25", name: str = "Ban Chỉ huy phòng thủ dân sự", parent: int | None = None) -> int:
    return actions.set_up_committee(
        name=name, field="Phòng, chống thiên tai", unit=unit, parent=parent, start=SPRING, decision="15/QĐ-UBND",
        by=by, at=AT,
    )  # fmt: skip


def seat(by: Actor, committee: int, full_name: str, seat: Seat = Seat.MEMBER, start: date = SPRING) -> int:
    return actions.seat_member(
        committee=committee, full_name=full_name, post="Chủ tịch UBND tỉnh", seat=seat, start=start,
        decision="16/QĐ-UBND", by=by, at=AT,
    )  # fmt: skip


def end(by: Actor, id: int, day: date) -> int:
    return actions.end_membership(id=id, day=day, decision="99/QĐ-UBND", by=by, at=AT)


def names_on(by: Actor, committee: int, day: date) -> list[str]:
    return [member.name for member in queries.committee(by, committee, day).members]


def test_a_committee_with_its_members_in_the_order_of_their_seats(hoa):
    made = set_up(hoa)
    seat(hoa, made, "Lê Thị Bình")
    seat(hoa, made, "Phạm Văn Cường", Seat.STANDING_DEPUTY)
    seat(hoa, made, "Trần Văn An", Seat.HEAD)
    shown = queries.committee(hoa, made, DAY)
    assert [(member.name, member.seat_name) for member in shown.members] == [
        ("Trần Văn An", "trưởng ban"),
        ("Phạm Văn Cường", "phó trưởng ban thường trực"),
        ("Lê Thị Bình", "uỷ viên"),
    ]
    assert (shown.about.unit_name, shown.decision, shown.kept_by_actor) == ("tỉnh Lào Cai", "15/QĐ-UBND", True)


def test_who_was_a_member_on_a_date(hoa):
    """An heads it until 1 July, Bình from then on, by a decision each."""
    made, summer = set_up(hoa), date(2026, 7, 1)
    first = seat(hoa, made, "Trần Văn An", Seat.HEAD)
    end(hoa, first, summer)
    seat(hoa, made, "Lê Thị Bình", Seat.HEAD, summer)
    days = (SPRING - timedelta(1), SPRING, summer - timedelta(1), summer, DAY)
    assert [names_on(hoa, made, day) for day in days] == [
        [],
        ["Trần Văn An"],
        ["Trần Văn An"],
        ["Lê Thị Bình"],
        ["Lê Thị Bình"],
    ]
    (gone,) = queries.committee(hoa, made, DAY).others
    assert (gone.name, gone.end, gone.ended_by) == ("Trần Văn An", summer, "99/QĐ-UBND")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(terms=st.lists(st.tuples(st.integers(0, 200), st.none() | st.integers(0, 200)), max_size=5))
def test_on_every_day_exactly_those_sit_whose_term_it_is(hoa, terms):
    with transaction.atomic():
        made = set_up(hoa)
        held = []
        for number, (first, length) in enumerate(terms):
            start = SPRING + timedelta(first)
            last = None if length is None else start + timedelta(length)
            id = seat(hoa, made, f"Người {number}", start=start)
            if last:
                end(hoa, id, last)
            held.append((f"Người {number}", start, last))
        for day in {SPRING, *(t for _, *pair in held for t in pair if t)}:
            expected = {name for name, start, last in held if start <= day and (last is None or day < last)}
            assert set(names_on(hoa, made, day)) == expected
        transaction.set_rollback(True)


def test_each_deed_is_in_the_journal(hoa):
    made = set_up(hoa)
    end(hoa, seat(hoa, made, "Trần Văn An"), DAY)
    deeds = Entry.objects.order_by("sequence").values_list("by", "verb", "object_kind")
    assert list(deeds)[-3:] == [
        ("account:hoa", "set up", "committee"),
        ("account:hoa", "seat", "membership"),
        ("account:hoa", "end", "membership"),
    ]


def test_what_contradicts_the_list_is_refused(hoa):
    made = set_up(hoa)
    head = seat(hoa, made, "Trần Văn An", Seat.HEAD)
    for code, deed in (
        ("name", lambda: set_up(hoa)),
        ("head", lambda: seat(hoa, made, "Lê Thị Bình", Seat.HEAD)),
        ("member", lambda: seat(hoa, made, "Trần  Văn An")),
        ("start", lambda: seat(hoa, made, "Lê Thị Bình", start=SPRING - timedelta(1))),
        ("day", lambda: end(hoa, head, SPRING - timedelta(1))),
    ):
        with pytest.raises(actions.Refused, match=f"^{code}$"):
            deed()


@pytest.mark.parametrize("unit", ["cb", "vn", "nowhere"])
def test_a_secretary_sets_up_no_committee_elsewhere(hoa, unit):
    with pytest.raises(NotYours):
        set_up(hoa, unit)


@pytest.mark.parametrize("role", sorted(set(Role) - set(queries.KEEPERS)))
def test_other_roles_only_read(hoa, role):
    made = set_up(hoa)
    reader = actor("an", role, "lc25")
    assert not queries.committee(reader, made, DAY).kept_by_actor
    with pytest.raises(NotYours):
        seat(reader, made, "Trần Văn An")
    with pytest.raises(NotYours):
        set_up(reader, name="Ban khác")


def test_those_above_and_below_see_it_those_beside_do_not(hoa):
    made = set_up(hoa)
    for username, unit in (("tren", "vn"), ("duoi", "pk25")):
        there = actor(username, Role.OFFICIAL, unit)
        assert [each.id for each in queries.committees_visible_to(there)] == [made]
    beside = actor("ben", Role.OFFICIAL, "cb")
    for stranger in (beside, PUBLIC):
        assert queries.committees_visible_to(stranger) == ()
        with pytest.raises(NotYours):
            queries.committee(stranger, made, DAY)


def test_a_committee_below_names_the_one_above(hoa):
    above = set_up(hoa)
    below = set_up(hoa, "pk25", "Ban Chỉ huy xã", parent=above)
    assert queries.committee(hoa, below, DAY).above.id == above
    assert [each.id for each in queries.committee(hoa, above, DAY).below] == [below]


@pytest.mark.parametrize(
    "row",
    [
        {"seat": "emperor"},
        {"post": ""},
        {"decision": ""},
        {"end": DAY},
        {"end": SPRING - timedelta(1), "ended_by": "99/QĐ-UBND"},
        {"full_name": "Lê Thị Bình", "seat": Seat.HEAD},
    ],
)
def test_the_database_refuses_nonsense(hoa, row):
    made = set_up(hoa)
    seat(hoa, made, "Trần Văn An", Seat.HEAD)
    plain = {"full_name": "Cường", "post": "Giám đốc", "seat": Seat.MEMBER, "start": SPRING, "decision": "1/QĐ"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(committee_id=made, **{**plain, **row})


def test_the_pages_from_an_empty_list_to_a_changed_head(client, hoa):
    client.post("/account/sign-in", {"login": "hoa", "password": PASSWORD})
    assert "Chưa có ban chỉ đạo nào" in client.get("/committees/").content.decode()
    asked = {"name": "Ban Chỉ huy phòng thủ dân sự", "field": "Thiên tai", "unit": "Lào Cai", "start": "2026-03-01"}
    assert client.post("/committees/new", asked).status_code == 200  # the decision is missing
    made = client.post("/committees/new", {**asked, "decision": "15/QĐ-UBND"}).url
    member = {"full_name": "Trần Văn An", "post": "Chủ tịch", "seat": "head", "start": "2026-03-01"}
    assert client.post(f"{made}members/new", {**member, "decision": "16/QĐ-UBND"}).url == made
    page = client.get(made).content.decode()
    assert "Trần Văn An" in page and "Trưởng ban" in page
    again = client.post(f"{made}members/new", {**member, "full_name": "Lê Thị Bình", "decision": "17/QĐ-UBND"})
    assert "Ban đã có trưởng ban" in again.content.decode()
    seat_id = Membership.objects.get().pk
    assert client.post(f"/members/{seat_id}/end", {"day": "2026-07-01", "decision": "99/QĐ-UBND"}).url == made
    assert "1 thành viên vào ngày 30/6/2026" in client.get(f"{made}?day=2026-06-30").content.decode()
    assert "0 thành viên vào ngày 1/7/2026" in client.get(f"{made}?day=2026-07-01").content.decode()
    assert client.get(f"{made}?day=hôm-nay").status_code == 200
