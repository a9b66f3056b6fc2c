"""Who reaches which rows of a cycle."""

import pytest

from tests.flow.returns.cycle import COMMUNES, monthly
from tongket.flow.organisation.actors import PUBLIC
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


def test_the_public_sees_nothing_of_a_round_under_way():
    monthly()
    assert not Obligation.objects.visible_to(PUBLIC).exists()
    assert not Round.objects.visible_to(PUBLIC).exists()
