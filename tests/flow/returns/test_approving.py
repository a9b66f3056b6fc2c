"""Every stage × deed × person: what may be done, and what is refused with which word."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from tests.flow.returns.cycle import AT, Cycle
from tests.flow.returns.moving import LATER, come_to, end_roles, submit, town
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import PUBLIC, NotYours, operator
from tongket.flow.returns.actions import approving
from tongket.flow.returns.actions.approving import Refused
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Obligation, Step
from tongket.flow.returns.queries.approving import obligation, open_deeds

pytestmark = pytest.mark.django_db

HEADS = {"head", "head of the province"}
SECRETARIES = {"secretary", "second secretary", "secretary of this committee alone"}
STRANGERS = {"neighbour", "head of the neighbour", "secretary of another province", "secretary of another committee",
             "administrator"}  # fmt: skip
LOOKERS = {"official", "chair", "member", "auditor"}
EVERYBODY = HEADS | SECRETARIES | STRANGERS | LOOKERS


def approve(row, by):
    approving.approve(obligation=row.pk, filing=row.filed, by=by, at=LATER)


def accept(row, by):
    approving.accept(obligation=row.pk, filing=row.filed, by=by, at=LATER)


def send_back(row, by):
    approving.send_back(obligation=row.pk, remarks={"poor": "Xem lại số hộ."}, filing=row.filed, by=by, at=LATER)


def reopen(row, by):
    approving.reopen(obligation=row.pk, reason="Xã báo nhầm số hộ", by=by, at=LATER)


DEEDS = {deed.__name__: deed for deed in (approve, accept, send_back, reopen)}
# Who may at all; and for them from which stage to which. At any other stage they are refused.
WHO = {"approve": HEADS, "accept": SECRETARIES, "send_back": HEADS | SECRETARIES, "reopen": SECRETARIES}
LEADS = {
    ("approve", Stage.SUBMITTED): (HEADS, Stage.APPROVED),
    ("accept", Stage.APPROVED): (SECRETARIES, Stage.ACCEPTED),
    ("send_back", Stage.SUBMITTED): (HEADS, Stage.RETURNED),
    ("send_back", Stage.APPROVED): (SECRETARIES, Stage.RETURNED),
    ("reopen", Stage.ACCEPTED): (SECRETARIES, Stage.RETURNED),
}


def outcome(deed, cycle: Cycle, row: Obligation, who: str) -> str:
    """What it came to: the stage afterwards, or how it was refused."""
    try:
        DEEDS[deed](row, cycle.actor(who))
    except NotYours:
        return "not there"
    except Refused as error:
        return f"refused: {error.code}"
    return Obligation.objects.get(pk=row.pk).stage


def told(entry: Entry) -> dict:
    """What an entry of the journal says beside its verb."""
    return json.loads(entry.data)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("deed", DEEDS)
def test_every_stage_deed_and_person(deed, stage):
    cycle = town()
    row = come_to(stage, cycle.owed["pk25"])
    before = Obligation.objects.values().get(pk=row.pk), Step.objects.count(), Entry.objects.count()
    may, after = LEADS.get((deed, stage), (set(), ""))
    for who in sorted(EVERYBODY - may):
        expected = "refused: stage" if who in WHO[deed] else "not there"
        assert outcome(deed, cycle, row, who) == expected, who
        assert (Obligation.objects.values().get(pk=row.pk), Step.objects.count(), Entry.objects.count()) == before
    for who in sorted(may)[:1]:
        assert outcome(deed, cycle, row, who) == after
        step, entry = Step.objects.last(), Entry.objects.order_by("sequence").last()
        assert (step.deed, step.filing, step.at) == (deed, row.filed, LATER)
        assert (step.by, step.by_name) == (cycle.actor(who).label, str(cycle.accounts[who]))
        assert (entry.verb, entry.object_kind, entry.object_id) == (deed, "obligation", str(row.pk))
        assert told(entry)["unit"] == "pk25" and told(entry)["period"] == "2026-11"


@pytest.mark.parametrize("who", sorted(HEADS | SECRETARIES))
def test_each_of_those_who_may(who):
    cycle = town()
    row = come_to(Stage.SUBMITTED if who in HEADS else Stage.APPROVED, cycle.owed["pk25"])
    assert outcome("send_back", cycle, row, who) == Stage.RETURNED


def test_nobody_and_the_operator():
    row = come_to(Stage.SUBMITTED, town().owed["pk25"])
    with pytest.raises(NotYours):
        approve(row, PUBLIC)
    approve(row, operator("may"))
    assert Step.objects.last().by == "operator:may" and Step.objects.last().by_name == "may"


def test_a_role_that_has_ended_opens_nothing():
    cycle = town()
    row = come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    end_roles(cycle, "head")
    assert outcome("approve", cycle, row, "head") == "not there"


def test_remarks_go_with_the_step_and_empty_ones_are_left_out():
    cycle = town()
    row = come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    approving.send_back(
        obligation=row.pk, remarks={"poor": "  Số hộ nghèo cao bất thường ", "accounts": "  "}, note=" Xem lại. ",
        by=cycle.actor("head"), at=LATER,
    )  # fmt: skip
    step = Step.objects.last()
    assert (step.remarks, step.note) == ({"poor": "Số hộ nghèo cao bất thường"}, "Xem lại.")
    assert told(Entry.objects.order_by("sequence").last())["remarks"] == {"poor": "Số hộ nghèo cao bất thường"}


@pytest.mark.parametrize(
    ("remarks", "note", "code"), [({}, "  ", "empty"), ({"poor": " "}, "", "empty"), ({"nhà": "?"}, "", "remark")]
)
def test_sending_back_says_what_to_mend(remarks, note, code):
    cycle = town()
    row = come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    with pytest.raises(Refused, match=code):
        approving.send_back(obligation=row.pk, remarks=remarks, note=note, by=cycle.actor("head"), at=LATER)


@pytest.mark.parametrize("key", ["poor", "trained;sex=female", "weak", "rate"])
def test_a_remark_may_be_about_a_cell_a_text_or_a_total(key):
    cycle = town()
    row = come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    approving.send_back(obligation=row.pk, remarks={key: "Xem lại."}, by=cycle.actor("head"), at=LATER)
    assert Step.objects.last().remarks == {key: "Xem lại."}


def test_what_was_not_looked_at_is_not_approved():
    """The unit filed again while the head still looked at the first filing."""
    cycle = town()
    row = submit(come_to(Stage.RETURNED, cycle.owed["pk25"]))
    with pytest.raises(Refused, match="filing"):
        approving.approve(obligation=row.pk, filing=1, by=cycle.actor("head"), at=LATER)
    approving.approve(obligation=row.pk, filing=2, by=cycle.actor("head"), at=LATER)


def test_what_was_accepted_counts_until_the_correction_is():
    cycle = town()
    row = come_to(Stage.ACCEPTED, cycle.owed["pk25"])
    secretary = cycle.actor("secretary")
    reopen(row, secretary)
    row.refresh_from_db()
    assert (row.stage, row.accepted, row.reopened) == (Stage.RETURNED, 1, True)
    assert Step.objects.last().note == "Xã báo nhầm số hộ"
    submit(row)
    approve(row, cycle.actor("head"))
    assert Obligation.objects.get(pk=row.pk).accepted == 1
    accept(row, secretary)
    row.refresh_from_db()
    assert (row.stage, row.accepted, row.reopened) == (Stage.ACCEPTED, 2, False)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_reopening_wants_a_reason(reason):
    cycle = town()
    row = come_to(Stage.ACCEPTED, cycle.owed["pk25"])
    with pytest.raises(Refused, match="reason"):
        approving.reopen(obligation=row.pk, reason=reason, by=cycle.actor("secretary"), at=LATER)


# Locking


def lock(cycle):
    approving.lock_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=AT)


def test_in_a_locked_round_nothing_moves_but_what_is_reopened():
    cycle = town()
    head, secretary = cycle.actor("head"), cycle.actor("secretary")
    row = come_to(Stage.SUBMITTED, cycle.owed["pk25"])
    lock(cycle)
    for deed, who in ((approve, head), (send_back, head)):
        with pytest.raises(Refused, match="locked"):
            deed(row, who)
    reopen(row, secretary)
    row.refresh_from_db()
    assert (row.stage, row.reopened) == (Stage.RETURNED, True)
    with pytest.raises(Refused, match="stage"):
        reopen(row, secretary)
    submit(row)
    approve(row, head)
    accept(row, secretary)
    row.refresh_from_db()
    assert (row.stage, row.accepted, row.reopened) == (Stage.ACCEPTED, 2, False)


@pytest.mark.parametrize("stage", [Stage.NOT_BEGUN, Stage.DRAFT])
def test_a_unit_that_missed_the_lock_is_let_in(stage):
    cycle = town()
    row = come_to(stage, cycle.owed["pk25"])
    lock(cycle)
    reopen(row, cycle.actor("secretary"))
    row.refresh_from_db()
    assert (row.stage, row.reopened, Step.objects.last().filing) == (stage, True, 0)


@pytest.mark.parametrize("who", sorted(EVERYBODY - SECRETARIES))
def test_only_its_secretary_locks_a_round(who):
    cycle = town()
    for deed in (
        lambda by: approving.lock_round(round=cycle.round.pk, by=by, at=AT),
        lambda by: approving.reopen_round(round=cycle.round.pk, reason="Thêm xã", by=by, at=AT),
    ):
        with pytest.raises(NotYours):
            deed(cycle.actor(who))


def test_a_round_is_locked_once_and_opened_with_a_reason():
    cycle = town()
    secretary = cycle.actor("secretary")
    with pytest.raises(Refused, match="open"):
        approving.reopen_round(round=cycle.round.pk, reason="Thêm xã", by=secretary, at=AT)
    lock(cycle)
    with pytest.raises(Refused, match="locked"):
        lock(cycle)
    with pytest.raises(Refused, match="reason"):
        approving.reopen_round(round=cycle.round.pk, reason=" ", by=secretary, at=AT)
    approving.reopen_round(round=cycle.round.pk, reason="Bổ sung 2 xã", by=secretary, at=AT)
    last = Entry.objects.order_by("sequence").last()
    assert (last.verb, last.object_kind, told(last)) == (
        "reopen", "round", {"period": "2026-11", "reason": "Bổ sung 2 xã"}
    )  # fmt: skip
    cycle.round.refresh_from_db()
    assert not cycle.round.locked


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("stage", Stage)
def test_a_button_is_offered_exactly_where_the_deed_is_let_through(stage, locked):
    cycle = town()
    row = come_to(stage, cycle.owed["pk25"])
    if locked:
        lock(cycle)
    for who in sorted(EVERYBODY - STRANGERS):
        actor = cycle.actor(who)
        done = set()
        for name, deed in DEEDS.items():
            with transaction.atomic():
                try:
                    deed(row, actor)
                    done.add(name)
                except (NotYours, Refused):
                    pass
                transaction.set_rollback(True)
        assert {deed.value for deed in open_deeds(actor, obligation(actor, row.pk))} == done, who
