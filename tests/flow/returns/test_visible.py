"""Who reaches which rows of a cycle."""

from datetime import date

import pytest

from tests.flow.organisation.people import person
from tests.flow.returns.cycle import COMMUNES, DAY, monthly
from tongket.flow.organisation.actors import PUBLIC, Role, operator
from tongket.flow.organisation.models import Appointment, Committee
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.returns.models import Form, Obligation, Regime, Round

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "units", "forms"),
    [
        ("official", {"pk25"}, 0),
        ("head", {"pk25"}, 0),
        ("neighbour", {"vp25"}, 0),
        ("secretary", set(COMMUNES), 1),
        ("chair", set(COMMUNES), 1),
        ("auditor", set(COMMUNES), 1),
        ("administrator", set(), 0),
    ],
)
def test_a_unit_sees_its_own_and_a_committee_sees_all(who, units, forms):
    actor = monthly().actor(who)
    assert set(Obligation.objects.visible_to(actor).values_list("unit", flat=True)) == units
    assert Form.objects.visible_to(actor).count() == forms
    assert Regime.objects.visible_to(actor).exists() == bool(units)
    assert Round.objects.visible_to(actor).exists() == bool(units)


def test_the_operator_of_the_machine_sees_all():
    monthly()
    everything = operator("may")
    assert Obligation.objects.visible_to(everything).count() == 3
    assert Round.objects.visible_to(everything).exists() and Form.objects.visible_to(everything).exists()


def test_the_public_sees_nothing_of_a_round_under_way():
    monthly()
    assert not Obligation.objects.visible_to(PUBLIC).exists()
    assert not Round.objects.visible_to(PUBLIC).exists()


def test_a_secretary_of_another_committee_sees_nothing_of_this_one():
    cycle = monthly()
    other = Committee.objects.create(
        name="Ban Chỉ huy phòng thủ dân sự", field="Thiên tai", unit_id="lc25", start=DAY, decision="2/QĐ-UBND"
    )
    for name, committee, seen in (("khac", other, 0), ("dung", cycle.committee, 3)):
        account = person(name)
        Appointment.objects.create(
            account=account, role=Role.SECRETARY, unit_id="lc25", committee=committee, start=date(2026, 1, 1)
        )
        assert Obligation.objects.visible_to(actor_of(account, DAY)).count() == seen
