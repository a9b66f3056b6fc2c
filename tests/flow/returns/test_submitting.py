"""A unit submits its return: what is missing or to be explained holds it back, and what then stands of it."""

from datetime import timedelta

import pytest

from tests.flow.returns.cycle import AT, DUE, monthly
from tests.flow.returns.moving import GOOD, TEXTS, come_to
from tests.flow.returns.test_filling import save
from tongket.core.forms.cells import Cell, cells_from_json
from tongket.core.forms.plain import form_from_json
from tongket.core.forms.wording import problem_text
from tongket.core.rollup.model import State
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import NotYours
from tongket.flow.returns.actions.filling import Refused, submit
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Filing, Obligation, Step

pytestmark = pytest.mark.django_db
TEXT = {"weak": ("", TEXTS["weak"])}


def fill(cycle, **cells):
    said = {**GOOD, **cells}
    save(cycle, narratives=TEXT, **{key: (None, cell) for key, cell in said.items() if cell is not None})


def send(cycle, name="official", at=AT):
    return submit(obligation=cycle.owed["pk25"].pk, by=cycle.actor(name), at=at)


def held_back(cycle, **more) -> list[str]:
    with pytest.raises(Refused, match=r"^problems$") as refused:
        send(cycle, **more)
    content = cycle.round.form_version.content
    return [problem_text(each, form_from_json(content), "vi") for each in refused.value.problems]


def test_a_whole_return_waits_for_the_head_of_the_unit():
    cycle = monthly()
    fill(cycle)
    assert send(cycle) == 1
    owed = Obligation.objects.get(pk=cycle.owed["pk25"].pk)
    assert (owed.stage, owed.filed, owed.accepted) == (Stage.SUBMITTED, 1, None)
    filing = Filing.objects.get()
    assert cells_from_json(filing.cells) == GOOD and filing.narratives == {"weak": TEXTS["weak"]}
    assert (filing.number, filing.late, filing.by, filing.at) == (1, False, "account:lan", AT)
    step = Step.objects.get()
    assert (step.deed, step.filing, step.by_name) == (Deed.SUBMIT, 1, "Lan")
    assert Entry.objects.filter(verb="submit", by="account:lan", object_id=str(owed.pk)).count() == 1
    with pytest.raises(Refused, match=r"^stage$"):
        send(cycle)


def test_where_no_head_approves_it_waits_for_the_secretary():
    cycle = monthly()
    cycle.regime.head_approves = False
    cycle.regime.save()
    fill(cycle)
    send(cycle)
    assert Obligation.objects.get(pk=cycle.owed["pk25"].pk).stage == Stage.APPROVED


@pytest.mark.parametrize(("after", "late"), [(timedelta(0), False), (timedelta(seconds=1), True)])
def test_late_is_after_the_end_of_the_last_day_in_time(after, late):
    cycle = monthly()
    fill(cycle)
    send(cycle, at=DUE + after)
    assert Filing.objects.get().late is late


def test_an_empty_return_is_held_back_with_all_that_is_missing():
    said = held_back(monthly())
    assert len(said) == 5
    assert all(name in " ".join(said) for name in ("Tổng số hộ", "Hộ nghèo", "nữ", "nam", "Khó khăn, vướng mắc"))


def test_a_broken_rule_holds_it_back_and_nothing_is_filed():
    cycle = monthly()
    fill(cycle, poor=Cell(1300))
    (said,) = held_back(cycle)
    assert "Hộ nghèo" in said and "1.300" in said
    assert not Filing.objects.exists()


def test_a_jump_is_let_through_once_it_is_explained():
    cycle = monthly()
    october = cycle.regime.rounds.create(
        period="2026-10", form_version=cycle.round.form_version, first_day="2026-09-15", cut_off="2026-10-14",
        opened=AT,
    )  # fmt: skip
    owed = Obligation.objects.create(round=october, unit_id="pk25", due=DUE, stage=Stage.NOT_BEGUN)
    come_to(Stage.ACCEPTED, owed)
    fill(cycle, households=Cell(2000))
    (said,) = held_back(cycle)
    assert "1.200" in said and "2.000" in said
    save(cycle, households=(Cell(2000), Cell(2000, explanation="Nhập hai thôn của xã bên")))
    assert send(cycle) == 1


def test_nothing_to_report_and_not_applicable_are_answers():
    cycle = monthly()
    states = [Cell(state=State.NOTHING_TO_REPORT), Cell(state=State.NOT_APPLICABLE)]
    fill(cycle, **dict(zip(("households", "poor"), states, strict=True)))
    assert send(cycle) == 1


def test_what_was_sent_back_is_filed_anew():
    cycle = monthly()
    come_to(Stage.RETURNED, cycle.owed["pk25"])
    save(cycle, poor=(Cell(36), Cell(37)))
    assert send(cycle, "head") == 2
    assert [cells_from_json(each.cells)["poor"].value for each in Filing.objects.order_by("number")] == [36, 37]


@pytest.mark.parametrize("name", ["neighbour", "secretary", "chair", "auditor", "administrator"])
def test_nobody_else_submits(name):
    cycle = monthly()
    fill(cycle)
    with pytest.raises(NotYours):
        send(cycle, name)


def test_a_locked_round_takes_nothing():
    cycle = monthly()
    fill(cycle)
    cycle.round.locked = True
    cycle.round.save()
    with pytest.raises(Refused, match=r"^locked$"):
        send(cycle)
