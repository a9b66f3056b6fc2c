"""Forms: drafted step by step, undone, issued, never edited; a new version says where old cells go."""

import json
from dataclasses import replace
from functools import partial

import pytest

from tests.flow.returns.cycle import ACCOUNTS, AT, CONTENT, HOUSEHOLDS, POOR, RATE, monthly
from tongket.core.forms import editing
from tongket.core.forms.model import Entry, Narrative, WrongForm
from tongket.core.forms.plain import form_from_json
from tongket.core.rollup.asking.model import Asked
from tongket.flow.journal.models import Entry as JournalEntry
from tongket.flow.organisation.actors import NotYours
from tongket.flow.returns.actions import forms as actions
from tongket.flow.returns.actions.regimes import open_round
from tongket.flow.returns.models import Form, FormVersion, Round
from tongket.flow.returns.queries import forms as queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return monthly()


@pytest.fixture
def do(cycle):
    """`do(action, …)` by the secretary."""
    return lambda action, **values: action(**values, by=cycle.actor("secretary"), at=AT)


def step(function, *values, about: str = "") -> actions.Edit:
    return actions.Edit("edit", about, lambda form, used: function(form, *values))


def drafted(do, cycle) -> int:
    made = do(actions.create_form, committee=cycle.committee.pk, name="Báo cáo quý")
    for edit in (
        step(editing.with_section, "Đời sống"),
        step(editing.with_entries, "section-1", [Entry(Asked(HOUSEHOLDS)), Entry(Asked(POOR))]),
    ):
        do(actions.edit_draft, form=made, edit=edit)
    return made


def test_a_form_is_drafted_undone_and_issued(cycle, do):
    made = drafted(do, cycle)
    do(actions.edit_draft, form=made, edit=step(editing.without_entry, "poor", about="Hộ nghèo"))
    assert list(queries.draft(cycle.actor("secretary"), made).content.indicators) == ["households"]
    do(actions.undo_edit, form=made)
    assert list(queries.draft(cycle.actor("secretary"), made).content.indicators) == ["households", "poor"]
    assert do(actions.issue_form, form=made) == 1
    (version,) = queries.form(cycle.actor("chair"), made, "vi").versions
    assert list(version.content.indicators) == ["households", "poor"]
    told = [
        (entry.verb, json.loads(entry.data).get("about")) for entry in JournalEntry.objects.filter(object_kind="form")
    ]
    assert told == [("create", None), ("edit", ""), ("edit", ""), ("edit", "Hộ nghèo"), ("undo", None), ("issue", None)]


def test_an_issued_version_is_never_edited(cycle, do):
    made = drafted(do, cycle)
    do(actions.issue_form, form=made)
    with pytest.raises(NotYours):
        do(actions.edit_draft, form=made, edit=step(editing.with_section, "Mới"))
    with pytest.raises(NotYours):
        do(actions.discard_draft, form=made)


@pytest.mark.parametrize("who", ["official", "head", "chair", "auditor", "administrator"])
def test_only_a_secretary_of_the_committee_writes(cycle, do, who):
    made = drafted(do, cycle)
    by = cycle.actor(who)
    for attempt in (
        partial(actions.create_form, committee=cycle.committee.pk, name="Khác"),
        partial(actions.rename_form, form=made, name="Khác"),
        partial(actions.edit_draft, form=made, edit=step(editing.with_section, "Mới")),
        partial(actions.undo_edit, form=made),
        partial(actions.discard_draft, form=made),
        partial(actions.issue_form, form=made),
        partial(actions.begin_version, form=cycle.form.pk),
    ):
        with pytest.raises(NotYours):
            attempt(by=by, at=AT)
    with pytest.raises(NotYours):
        queries.draft(by, made)


def test_what_is_not_whole_is_not_issued(cycle, do):
    made = do(actions.create_form, committee=cycle.committee.pk, name="Báo cáo quý")
    with pytest.raises(actions.Refused, match="faults"):
        do(actions.issue_form, form=made)
    do(actions.edit_draft, form=made, edit=step(editing.with_section, "Đời sống"))
    do(actions.edit_draft, form=made, edit=step(editing.with_entries, "section-1", [Entry(Asked(RATE))]))
    assert [(fault.kind, fault.other) for fault in queries.draft(cycle.actor("secretary"), made).faults] == [
        ("part", "poor"),
        ("part", "households"),
    ]


def test_a_name_is_given_once_in_a_committee(cycle, do):
    with pytest.raises(actions.Refused, match="name"):
        do(actions.create_form, committee=cycle.committee.pk, name=" Báo cáo  tháng ")


def test_a_new_version_maps_old_cells_and_leaves_open_rounds_alone(cycle, do):
    poor = replace(POOR, id="poor_2027", names={"vi": "Hộ nghèo đa chiều"})
    do(actions.begin_version, form=cycle.form.pk)
    for edit in (
        step(editing.without_entry, "poor"),
        step(editing.without_entry, "rate"),
        step(editing.with_entries, "social", [Entry(Asked(poor))]),
    ):
        do(actions.edit_draft, form=cycle.form.pk, edit=edit)
    draft = queries.draft(cycle.actor("secretary"), cycle.form.pk)
    assert (draft.number, dict(draft.mapping), queries.cells_to_place(draft)) == (2, {"poor": None}, ("poor",))
    with pytest.raises(actions.Refused) as refused:
        do(actions.issue_form, form=cycle.form.pk, mapping={"poor": "households"})
    assert [(fault.kind, fault.old, fault.other) for fault in refused.value.faults] == [
        ("two_in_one", "poor", "households")
    ]
    assert do(actions.issue_form, form=cycle.form.pk, mapping={"poor": "poor_2027"}) == 2
    assert FormVersion.objects.get(form=cycle.form, number=2).mapping == {"poor": "poor_2027"}
    assert Round.objects.get(pk=cycle.round.pk).form_version.number == 1
    made = do(open_round, regime=cycle.regime.pk, period="2026-12")
    assert Round.objects.get(pk=made).form_version.number == 2
    newest = queries.form(cycle.actor("secretary"), cycle.form.pk, "vi").versions[0]
    assert newest.changed[:2] == ("Hộ nghèo nay là Hộ nghèo đa chiều; số đã báo cáo được chuyển sang.",
                                  "Bỏ: Tỷ lệ hộ nghèo; số đã báo cáo vẫn được lưu, không dùng tiếp.")  # fmt: skip


def test_a_draft_is_thrown_away_and_a_form_without_versions_with_it(cycle, do):
    made = drafted(do, cycle)
    assert do(actions.discard_draft, form=made) is False
    assert not Form.objects.filter(pk=made).exists()
    do(actions.begin_version, form=cycle.form.pk)
    with pytest.raises(actions.Refused, match="draft"):
        do(actions.begin_version, form=cycle.form.pk)
    assert do(actions.discard_draft, form=cycle.form.pk) is True
    assert form_from_json(cycle.form.versions.get().content) == CONTENT


def test_a_text_never_takes_the_key_of_an_earlier_one(cycle, do):
    made = drafted(do, cycle)

    def ask(title: str) -> actions.Edit:
        return actions.Edit("ask", title, lambda form, used: editing.with_narrative(
            form, "section-1", Narrative("", title), used=used))  # fmt: skip

    do(actions.edit_draft, form=made, edit=ask("Khó khăn"))
    do(actions.issue_form, form=made)
    do(actions.begin_version, form=made)
    do(actions.edit_draft, form=made, edit=step(editing.without_narrative, "text-1"))
    do(actions.edit_draft, form=made, edit=ask("Kiến nghị"))
    assert [text.key for text in queries.draft(cycle.actor("secretary"), made).content.narratives] == ["text-2"]


def test_a_step_that_does_not_fit_changes_nothing(cycle, do):
    made = drafted(do, cycle)
    before = FormVersion.objects.get(form=made).content
    with pytest.raises(WrongForm):
        do(actions.edit_draft, form=made, edit=step(editing.without_section, "gone"))
    do(actions.edit_draft, form=made, edit=step(editing.with_entries, "section-1", [Entry(Asked(POOR))]))
    assert FormVersion.objects.get(form=made).content == before
    do(actions.edit_draft, form=made, edit=step(editing.with_entries, "section-1", [Entry(Asked(ACCOUNTS))]))
    assert list(queries.draft(cycle.actor("secretary"), made).content.indicators)[-1] == "accounts"
