"""Accepting the clean ones of a round at once; and whatever is done in whatever order, what always holds."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.flow.returns.cycle import COMMUNES, Cycle
from tests.flow.returns.moving import GOOD, LATER, submit, town
from tests.flow.returns.test_approving import EVERYBODY, SECRETARIES, told
from tests.flow.returns.test_earlier import accepted as filed_before
from tongket.core.forms.cells import Cell
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import NotYours
from tongket.flow.returns.actions import approving
from tongket.flow.returns.actions.approving import Refused
from tongket.flow.returns.fields import Deed, Stage
from tongket.flow.returns.models import Obligation, Step

pytestmark = pytest.mark.django_db


def waiting_in(cycle: Cycle) -> None:
    """pk25 is clean, vp25 explains its jump, yb25 has neither mended nor explained anything."""
    october = date(2026, 10, 14)
    for unit in COMMUNES:
        filed_before(cycle, "2026-10", october, unit, GOOD)
    jump = {"households": Cell(1500, explanation="nhận thêm 2 thôn")}
    for unit, cells in (("pk25", {}), ("vp25", jump), ("yb25", {"households": Cell(1500), "accounts": Cell(300)})):
        submit(cycle.owed[unit], {**GOOD, **cells}, stage=Stage.APPROVED)


def accept_clean(cycle: Cycle, by: str = "secretary", **more):
    return approving.accept_clean(round=cycle.round.pk, by=cycle.actor(by), at=LATER, **more)


def test_the_clean_ones_are_accepted_and_the_others_left_with_their_reasons():
    cycle = town()
    waiting_in(cycle)
    done = accept_clean(cycle)
    assert [each.unit_name for each in done.accepted] == ["xã Phúc Khánh", "phường Văn Phú"]
    assert [(each.unit_name, [p.kind for p in each.problems]) for each in done.left] == [
        ("phường Yên Bái", ["not_below_last", "change"])
    ]
    rows = {row.unit_id: row for row in Obligation.objects.filter(round=cycle.round)}
    assert {unit: (row.stage, row.accepted) for unit, row in rows.items()} == {
        "pk25": (Stage.ACCEPTED, 1), "vp25": (Stage.ACCEPTED, 1), "yb25": (Stage.APPROVED, None)
    }  # fmt: skip
    steps = Step.objects.filter(deed=Deed.ACCEPT)
    assert {(step.obligation.unit_id, step.filing, step.by_name) for step in steps} == {
        ("pk25", 1, "Thu"), ("vp25", 1, "Thu")
    }  # fmt: skip
    entry = Entry.objects.order_by("sequence").last()
    assert (entry.verb, told(entry)["returns"]) == (
        "accept clean", {str(rows["pk25"].pk): 1, str(rows["vp25"].pk): 1}
    )  # fmt: skip


def test_only_what_was_looked_at():
    cycle = town()
    waiting_in(cycle)
    pk, vp = cycle.owed["pk25"], cycle.owed["vp25"]
    submit(vp, stage=Stage.APPROVED)  # another filing came in meanwhile
    done = accept_clean(cycle, only={pk.pk: 1, vp.pk: 1})
    assert [each.obligation for each in done.accepted] == [pk.pk]


def test_none_waits():
    cycle = town()
    submit(cycle.owed["pk25"])
    done = accept_clean(cycle)
    assert (done.accepted, done.left, Entry.objects.filter(verb="accept clean").count()) == ((), (), 0)


def test_not_in_a_locked_round():
    cycle = town()
    approving.lock_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=LATER)
    with pytest.raises(Refused, match="locked"):
        accept_clean(cycle)


@pytest.mark.parametrize("who", sorted(EVERYBODY - SECRETARIES))
def test_only_its_secretary(who):
    cycle = town()
    with pytest.raises(NotYours):
        accept_clean(cycle, who)


def test_however_many_the_queries_are_the_same(django_assert_max_num_queries):
    cycle = town()
    waiting_in(cycle)
    accept_clean(cycle, only={})
    with django_assert_max_num_queries(32):
        accept_clean(cycle)


# Any sequence of deeds

ANYBODY = ("head", "secretary", "official", "head of the neighbour")
BOTH = {"approve": "head", "submit": "official"}
deed = st.tuples(
    st.sampled_from(["submit", "approve", "accept", "send_back", "reopen", "lock", "open", "accept_clean"]),
    st.sampled_from([None, None, None, *ANYBODY]),  # None: who may
)


def do(name: str, cycle: Cycle, who: str) -> None:
    """One deed by one person, as far as it is let through; submitting as the unit's own action does it."""
    by, row = cycle.actor(who), Obligation.objects.get(pk=cycle.owed["pk25"].pk)
    at, owed, round_ = LATER, {"obligation": row.pk}, {"round": cycle.round.pk}
    if name == "submit":
        cycle.round.refresh_from_db()
        if row.stage in (Stage.NOT_BEGUN, Stage.DRAFT, Stage.RETURNED) and (row.reopened or not cycle.round.locked):
            submit(row)
        return
    deeds = {
        "approve": lambda: approving.approve(**owed, by=by, at=at),
        "accept": lambda: approving.accept(**owed, by=by, at=at),
        "send_back": lambda: approving.send_back(**owed, remarks={}, note="Xem lại.", by=by, at=at),
        "reopen": lambda: approving.reopen(**owed, reason="Nhầm", by=by, at=at),
        "lock": lambda: approving.lock_round(**round_, by=by, at=at),
        "open": lambda: approving.reopen_round(**round_, reason="Thêm", by=by, at=at),
        "accept_clean": lambda: approving.accept_clean(**round_, by=by, at=at),
    }
    try:
        with transaction.atomic():
            deeds[name]()
    except (Refused, NotYours):
        pass


LEADS_TO = {
    Deed.SUBMIT: Stage.SUBMITTED,
    Deed.APPROVE: Stage.APPROVED,
    Deed.SEND_BACK: Stage.RETURNED,
    Deed.ACCEPT: Stage.ACCEPTED,
    Deed.REOPEN: Stage.RETURNED,
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(deed, max_size=14))
def test_whatever_is_done_in_whatever_order(db, deeds):
    with transaction.atomic():
        cycle = town()
        for name, who in deeds:
            do(name, cycle, who or BOTH.get(name, "secretary"))
        row = Obligation.objects.get(pk=cycle.owed["pk25"].pk)
        steps = list(row.steps.order_by("pk"))
        moving = [step for step in steps if step.filing]
        assert row.filed == row.filings.count() == sum(step.deed == Deed.SUBMIT for step in steps)
        assert row.accepted is None or 1 <= row.accepted <= row.filed
        assert row.accepted == max((step.filing for step in steps if step.deed == Deed.ACCEPT), default=None)
        assert row.stage == (LEADS_TO[moving[-1].deed] if moving else Stage.NOT_BEGUN)
        assert [step.filing for step in steps] == sorted(step.filing for step in steps)
        last = max((n for n, s in enumerate(steps) if s.deed in (Deed.REOPEN, Deed.ACCEPT)), default=None)
        assert row.reopened == (last is not None and steps[last].deed == Deed.REOPEN)
        names = {"submit", "approve", "send_back", "accept", "reopen"}
        written = Entry.objects.filter(object_kind="obligation", verb__in=names).count()
        clean = sum(len(told(entry)["returns"]) for entry in Entry.objects.filter(verb="accept clean"))
        assert written + clean == sum(step.deed != Deed.SUBMIT for step in steps)
        transaction.set_rollback(True)
