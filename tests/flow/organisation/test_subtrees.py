"""Which units an actor reaches: as a filter of the database, as a predicate, and down to a level; they agree."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.core.units.small import BEFORE, REFORM
from tests.flow.organisation.people import AT, DAY, OPERATOR, ROWS, load_small_country
from tongket.core.units.model import Edge, Unit
from tongket.flow.organisation import models
from tongket.flow.organisation.actions import load_units
from tongket.flow.organisation.actors import Actor, Held, Role
from tongket.flow.organisation.queries import in_subtree, line_of, subtree_keys, units_below
from tongket.flow.organisation.queries.access import within
from tongket.formats.reading.units import UnitRows

pytestmark = pytest.mark.django_db
FIRST = date(2025, 1, 1)
COMMITTEES = (None, 1, 2)


def official(*units: str, day: date = DAY) -> Actor:
    return Actor("account:an", 1, held=tuple(Held(Role.OFFICIAL, unit) for unit in units), day=day)


@pytest.mark.parametrize(
    ("day", "at", "below"),
    [
        (DAY, "lc25", {"lc25", "pk25", "yb25", "vp25"}),
        (DAY, "pk25", {"pk25"}),
        (BEFORE, "lc", {"lc", "by", "pk", "xt"}),
        (DAY, "lc", set()),
        (BEFORE, "lc25", set()),
        (date(1990, 1, 1), "lc", {"lc", "by", "pk", "xt"}),  # the first recorded map stands for older days
    ],
)
def test_the_units_at_and_below_a_unit_on_a_day(day, at, below):
    load_small_country()
    assert subtree_keys(official(at), Role.OFFICIAL, day=day) == below
    rows = models.Unit.objects.filter(key__in=in_subtree(official(at), Role.OFFICIAL, day=day))
    assert {row.key for row in rows} == below


def test_without_the_role_nothing_the_operator_everything():
    load_small_country()
    assert subtree_keys(official("vn"), Role.AUDITOR, day=DAY) == frozenset()
    assert len(subtree_keys(OPERATOR, Role.AUDITOR, day=DAY)) == len(ROWS.units)


def test_a_filter_is_one_query(django_assert_num_queries):
    load_small_country()
    with django_assert_num_queries(1):
        list(models.Unit.objects.filter(key__in=in_subtree(official("vn"), Role.OFFICIAL, day=DAY)))


def test_the_communes_of_a_province_in_vietnamese_order():
    load_small_country()
    assert [unit.full_name for unit in units_below("lc25", "commune", DAY)] == [
        "xã Phúc Khánh",
        "phường Văn Phú",
        "phường Yên Bái",
    ]
    assert [unit.key for unit in units_below("lc", "commune", BEFORE)] == ["pk", "xt"]
    assert units_below("lc", "commune", REFORM) == units_below("nowhere", "commune", DAY) == ()
    assert units_below("pk25", "commune", DAY) == ()


def test_the_line_of_a_unit():
    load_small_country()
    assert line_of("pk", BEFORE) == {"pk", "by", "lc", "vn"}
    assert line_of("pk25", DAY) == {"pk25", "lc25", "vn"}
    assert line_of("pk", DAY) == line_of("nowhere", DAY) == frozenset()


def terms():
    day = st.none() | st.none() | st.integers(0, 30).map(lambda days: FIRST + timedelta(days))
    return st.tuples(day, day).map(lambda both: both if None in both else tuple(sorted(both)))


@st.composite
def administrations(draw):
    """Units with any terms; each stands under an earlier one, and may move to another on a day."""
    units = [Unit("u0", "", "Gốc", "", "country")]
    edges = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        key, (start, end) = f"u{number}", draw(terms())
        units.append(Unit(key, "", f"Đơn vị {number}", "xã", "commune", start, end))
        above = st.integers(0, number - 1).map(lambda place: f"u{place}")
        moves = draw(st.none() | st.integers(1, 29).map(lambda days: FIRST + timedelta(days)))
        edges.append(Edge(key, draw(above), None, moves and moves - timedelta(1)))
        if moves:
            edges.append(Edge(key, draw(above), moves, None))
    known_from = draw(st.none() | st.integers(0, 30).map(lambda days: FIRST + timedelta(days)))
    digest = hashlib.sha256(repr((known_from, units, edges)).encode()).hexdigest()
    return UnitRows("u0", known_from, tuple(units), tuple(edges), (), (), (), digest)


def holdings():
    held = st.builds(
        Held,
        st.sampled_from([Role.SECRETARY, Role.MEMBER]),
        st.integers(0, 8).map("u{}".format),
        st.sampled_from(COMMITTEES),
    )
    return st.lists(held, min_size=1, max_size=4).map(tuple)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    rows=administrations(),
    held=holdings(),
    days=st.integers(-5, 35),
    roles=st.sampled_from([(Role.SECRETARY,), (Role.MEMBER,), tuple(Role)]),
    committee=st.sampled_from(COMMITTEES),
)
def test_the_filter_and_the_predicate_agree(rows, held, days, roles, committee):
    """On any tree, any day and any roles: what the filter lets through is what the predicate allows."""
    day = FIRST + timedelta(days)
    actor = Actor("account:an", 1, held=held, day=day)
    with transaction.atomic():
        load_units(rows=rows, by=OPERATOR, at=AT)
        allowed = {unit.key for unit in rows.units if within(actor, unit.key, *roles, committee=committee)}
        event(f"{min(len(allowed), 3)} allowed")
        assert subtree_keys(actor, *roles, day=day, committee=committee) == allowed
        filtered = models.Unit.objects.filter(key__in=in_subtree(actor, *roles, day=day, committee=committee))
        assert {row.key for row in filtered} == allowed
        transaction.set_rollback(True)
