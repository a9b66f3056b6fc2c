"""What a return is compared with: the periods before, of the same unit or of those that became it."""

from datetime import date

import pytest

from tests.core.units.small import TREE
from tests.flow.returns.cycle import AT, CONTENT, DUE, Cycle
from tests.flow.returns.moving import GOOD, submit, town
from tongket.core.forms.cells import Cell, cells_from_json, together
from tongket.core.forms.plain import form_as_json
from tongket.core.rollup.model import State
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import FormVersion, Obligation, Round
from tongket.flow.returns.queries.earlier import Earlier, earlier, went_into


def accepted(cycle: Cycle, period: str, cut_off: date, unit: str, cells, *, version=None, accept=True) -> Obligation:
    round_, _ = Round.objects.get_or_create(
        regime=cycle.regime, period=period,
        defaults={"form_version": version or cycle.round.form_version, "first_day": cut_off, "cut_off": cut_off,
                  "opened": AT},
    )  # fmt: skip
    owed = Obligation.objects.create(round=round_, unit_id=unit, due=DUE, stage=Stage.NOT_BEGUN)
    submit(owed, cells, stage=Stage.APPROVED)
    if accept:
        Obligation.objects.filter(pk=owed.pk).update(stage=Stage.ACCEPTED, accepted=1)
    return owed


@pytest.mark.django_db
def test_the_month_before_and_the_year_before():
    cycle = town()
    accepted(cycle, "2026-10", date(2026, 10, 14), "pk25", {"poor": Cell(40)})
    accepted(cycle, "2025-11", date(2025, 11, 14), "pk25", {"poor": Cell(60)})
    accepted(cycle, "2026-10", date(2026, 10, 14), "vp25", {"poor": Cell(7)}, accept=False)
    found = earlier(cycle.actor("secretary"), cycle.round, ["pk25", "vp25", "yb25"])
    assert found == {"pk25": Earlier({"poor": Cell(40)}, {"poor": Cell(60)}), "vp25": Earlier(), "yb25": Earlier()}
    assert set(earlier(cycle.actor("official"), cycle.round, ["pk25", "vp25"])) == {"pk25"}
    assert earlier(cycle.actor("administrator"), cycle.round, ["pk25"]) == {}


@pytest.mark.django_db
def test_before_the_reform_it_was_two_communes():
    cycle = town()
    accepted(cycle, "2025-11", date(2025, 5, 14), "pk", {"households": Cell(400), "poor": Cell(4)})
    accepted(cycle, "2025-11", date(2025, 5, 14), "xt", {"households": Cell(300)})
    accepted(cycle, "2025-11", date(2025, 5, 14), "mt", {"households": Cell(900)})
    found = earlier(cycle.actor("official"), cycle.round, ["pk25"])
    assert found == {"pk25": Earlier(None, {"households": Cell(700)})}
    divided = earlier(cycle.actor("secretary"), cycle.round, ["yb25", "vp25"])
    assert divided == {"yb25": Earlier(), "vp25": Earlier()}


@pytest.mark.django_db
def test_one_of_the_two_did_not_report():
    cycle = town()
    accepted(cycle, "2025-11", date(2025, 5, 14), "pk", {"households": Cell(400)})
    assert earlier(cycle.actor("official"), cycle.round, ["pk25"]) == {"pk25": Earlier()}


@pytest.mark.django_db
def test_cells_of_an_older_form_bear_the_names_of_today():
    cycle = town()
    first = cycle.round.form_version
    second = FormVersion.objects.create(
        form=cycle.form, number=2, content=form_as_json(CONTENT), mapping={"needy": "poor", "gone": None},
        by="account:thu", at=AT, issued=AT,
    )  # fmt: skip
    cycle.round.form_version = second
    cycle.round.save()
    old = {"needy": Cell(40), "gone": Cell(1), "households": Cell(1000)}
    accepted(cycle, "2026-10", date(2026, 10, 14), "pk25", old, version=first)
    found = earlier(cycle.actor("official"), cycle.round, ["pk25"])
    assert found["pk25"].before == {"poor": Cell(40), "households": Cell(1000)}


@pytest.mark.django_db
def test_however_many_units_the_queries_are_the_same(django_assert_num_queries):
    cycle = town()
    for unit in ("pk25", "vp25", "yb25"):
        accepted(cycle, "2026-10", date(2026, 10, 14), unit, GOOD)
    secretary = cycle.actor("secretary")
    earlier(secretary, cycle.round, ["pk25"])  # the tree is read once for all
    for units in (["pk25"], ["pk25", "vp25", "yb25"]):
        with django_assert_num_queries(4):
            assert set(earlier(secretary, cycle.round, units)) == set(units)


def test_units_that_made_up_another():
    assert went_into(TREE, "pk25", date(2026, 1, 1)) == ("pk25",)
    assert went_into(TREE, "pk25", date(2025, 3, 1)) == ("pk", "xt")
    assert went_into(TREE, "yb25", date(2025, 3, 1)) == ()


def test_what_does_not_add_up_over_units_is_left_out():
    one = cells_from_json({"households": {"value": 4}, "trained;sex=male": {"value": 3}, "poor": {"value": 1}})
    other = {
        "households": Cell(5),
        "trained;sex=male": Cell(state=State.NOTHING_TO_REPORT),
        "poor": Cell(state=State.NOT_APPLICABLE),
    }
    assert together(CONTENT, [one, other]) == {"households": Cell(9), "trained;sex=male": Cell(3), "poor": Cell(1)}
    assert together(CONTENT, [one]) == one
    assert together(CONTENT, [other, other]) == {"households": Cell(10), "trained;sex=male": Cell(0)}
