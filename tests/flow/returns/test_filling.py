"""A unit fills in its return, cell by cell: who may, when, and what happens where two write at once."""

import json
from datetime import timedelta

import pytest

from tests.flow.returns.cycle import AT, monthly
from tests.flow.returns.moving import GOOD, TEXTS, come_to, end_roles, submit, town
from tongket.core.forms.cells import Cell
from tongket.core.forms.merging import Change
from tongket.core.rollup.model import State
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import NotYours
from tongket.flow.returns.actions.filling import Conflict, Refused, save_cells
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.queries.filling import Hand, sheet

pytestmark = pytest.mark.django_db
FILLED = Entry.objects.filter(verb="fill in")
LATER = AT + timedelta(minutes=5)


def save(cycle, name="official", unit="pk25", at=AT, narratives=None, **cells):
    """Save cells by their keys, each as (what it was, what it is to be)."""
    return save_cells(
        obligation=cycle.owed[unit].pk,
        changes={key.replace("__", ";").replace("_is_", "="): Change(*change) for key, change in cells.items()},
        narratives={key: Change(*change) for key, change in (narratives or {}).items()},
        by=cycle.actor(name),
        at=at,
    )


def test_the_first_cell_begins_the_draft():
    cycle = monthly()
    saved = save(cycle, poor=(None, Cell(36)), narratives={"weak": ("", "·\u00a0 Thiếu máy")})
    assert saved.saved == ("poor", "weak") and saved.conflicts == ()
    seen = sheet(cycle.actor("official"), cycle.owed["pk25"].pk)
    assert (seen.stage, seen.cells, seen.narratives) == (Stage.DRAFT, {"poor": Cell(36)}, {"weak": "- Thiếu máy"})
    assert seen.hands["poor"] == Hand("Lan", AT)
    entry = FILLED.all().get()
    assert (entry.by, entry.verb, entry.object_id) == ("account:lan", "fill in", str(cycle.owed["pk25"].pk))
    assert json.loads(entry.data) == {"unit": "pk25", "round": cycle.round.pk, "keys": ["poor", "weak"]}


def test_a_category_and_states_and_words():
    cycle = monthly()
    nothing = Cell(state=State.NOTHING_TO_REPORT, comment="chưa mở lớp")
    save(cycle, trained__sex_is_female=(None, nothing), households=(None, Cell(0)))
    seen = sheet(cycle.actor("official"), cycle.owed["pk25"].pk).cells
    assert seen == {"trained;sex=female": nothing, "households": Cell(0)}


def test_of_two_who_change_one_cell_the_second_is_told():
    cycle = monthly()
    save(cycle, poor=(None, Cell(36)), narratives={"weak": ("", "Thiếu máy")})
    saved = save(
        cycle, "head", at=LATER, poor=(None, Cell(40)), households=(None, Cell(1200)),
        narratives={"weak": ("", "Thiếu người")},
    )  # fmt: skip
    assert saved.saved == ("households",)
    assert saved.conflicts == (
        Conflict("poor", Cell(36), "account:lan", AT),
        Conflict("weak", "Thiếu máy", "account:lan", AT),
    )
    seen = sheet(cycle.actor("head"), cycle.owed["pk25"].pk)
    assert seen.cells == {"poor": Cell(36), "households": Cell(1200)}
    assert save(cycle, "head", at=LATER, poor=(Cell(36), Cell(40))).saved == ("poor",)
    assert sheet(cycle.actor("head"), cycle.owed["pk25"].pk).hands["poor"] == Hand("Minh", LATER)


def test_a_cell_that_somebody_emptied_is_a_conflict_too():
    cycle = monthly()
    save(cycle, poor=(None, Cell(36)))
    save(cycle, "head", at=LATER, poor=(Cell(36), None))
    assert save(cycle, at=LATER, poor=(Cell(36), Cell(37))).conflicts == (
        Conflict("poor", None, "account:minh", LATER),
    )


def test_an_answer_that_was_lost_may_be_sent_again():
    cycle = monthly()
    for _ in range(2):
        assert save(cycle, poor=(None, Cell(36))).saved == ("poor",)
    assert FILLED.all().count() == 1


@pytest.mark.parametrize("name", ["neighbour", "secretary", "chair", "auditor", "administrator"])
def test_only_who_answers_for_the_unit_writes(name):
    cycle = monthly()
    with pytest.raises(NotYours):
        save(cycle, name, poor=(None, Cell(36)))
    assert not FILLED.all().exists()


def test_who_answers_for_a_unit_above_writes_too_and_who_did_until_today_does_not():
    cycle = town()
    assert save(cycle, "head of the province", poor=(None, Cell(36))).saved == ("poor",)
    end_roles(cycle, "official")
    with pytest.raises(NotYours):
        save(cycle, poor=(Cell(36), Cell(37)))


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.APPROVED, Stage.ACCEPTED])
def test_what_is_with_somebody_else_stands(stage):
    cycle = monthly()
    come_to(stage, cycle.owed["pk25"])
    with pytest.raises(Refused, match=r"^stage$"):
        save(cycle, poor=(Cell(36), Cell(37)))


def test_a_locked_round_takes_only_what_was_reopened():
    cycle = monthly()
    cycle.round.locked = True
    cycle.round.save()
    with pytest.raises(Refused, match=r"^locked$"):
        save(cycle, poor=(None, Cell(36)))
    cycle.owed["pk25"].reopened = True
    cycle.owed["pk25"].save()
    assert save(cycle, poor=(None, Cell(36))).saved == ("poor",)


@pytest.mark.parametrize(
    ("cells", "narratives", "code"),
    [
        ({"rate": (None, Cell(5))}, {}, "unknown rate"),
        ({"trained": (None, Cell(5))}, {}, "unknown trained"),
        ({"strange": (None, Cell(5))}, {}, "unknown strange"),
        ({}, {"strange": ("", "x")}, "unknown strange"),
        ({"poor": (None, Cell(5, comment="a" * 2001))}, {}, "long poor"),
        ({"poor": (None, Cell(10**15))}, {}, "range poor"),
        ({"poor": (None, Cell(1))}, {"done": ("", "a" * 5001)}, "long done"),
    ],
)
def test_what_the_form_does_not_take_saves_nothing(cells, narratives, code):
    cycle = monthly()
    with pytest.raises(Refused, match=rf"^{code}$"):
        save(cycle, narratives=narratives, **cells)
    assert sheet(cycle.actor("official"), cycle.owed["pk25"].pk).stage is Stage.NOT_BEGUN
    assert not FILLED.all().exists()


def test_what_was_sent_back_is_mended_from_what_was_filed():
    cycle = monthly()
    come_to(Stage.RETURNED, cycle.owed["pk25"])
    save(cycle, poor=(Cell(36), Cell(37)))
    seen = sheet(cycle.actor("official"), cycle.owed["pk25"].pk)
    assert seen.stage is Stage.RETURNED
    assert seen.cells == {**GOOD, "poor": Cell(37)} and seen.narratives == TEXTS
    assert (seen.sent_back.name, seen.sent_back.at) == ("Thu", AT)


def test_a_draft_is_the_units_own_until_it_is_submitted():
    cycle = monthly()
    save(cycle, poor=(None, Cell(36)))
    seen = sheet(cycle.actor("secretary"), cycle.owed["pk25"].pk)
    assert (seen.cells, seen.shut) == ({}, "other")
    submit(cycle.owed["pk25"])
    assert sheet(cycle.actor("secretary"), cycle.owed["pk25"].pk).cells == GOOD
    with pytest.raises(NotYours):
        sheet(cycle.actor("neighbour"), cycle.owed["pk25"].pk)
