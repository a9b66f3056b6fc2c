"""The shared library: defined once for all committees; what a unit said once is offered elsewhere."""

from dataclasses import replace
from datetime import date

import pytest

from tests.flow.organisation.people import person
from tests.flow.returns.cycle import ACCOUNTS, AT, CONTENT, DAY, HOUSEHOLDS, POOR, TRAINED, monthly
from tongket.core.forms.cells import Cell, cells_as_json
from tongket.core.forms.model import Entry, FormContent, Section
from tongket.core.forms.plain import form_as_json
from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import State
from tongket.flow.organisation.actors import NotYours, Role
from tongket.flow.organisation.models import Appointment, Committee
from tongket.flow.organisation.queries.access import actor_of
from tongket.flow.returns.actions import library as actions
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Filing, Form, FormVersion, Obligation, Regime, Round
from tongket.flow.returns.queries import library as queries

pytestmark = pytest.mark.django_db
DUE = AT


@pytest.fixture
def cycle():
    return monthly()


def named(indicator, name: str, id: str = "") -> Entry:
    return Entry(Asked(replace(indicator, id=id, names={"vi": name})))


def add(cycle, entry: Entry, meaning: str = "", who: str = "secretary") -> int:
    return actions.add_indicator(
        administration="vn", entry=entry, meaning=meaning, by=cycle.actor(who), at=AT
    )  # fmt: skip


def test_an_indicator_is_found_by_words_without_accents(cycle):
    add(cycle, named(POOR, "Số hộ nghèo"), "Theo chuẩn nghèo đa chiều.")
    add(cycle, named(HOUSEHOLDS, "Tổng số hộ"))
    found = queries.library(cycle.actor("secretary"), "ngheo DA chieu")
    assert [(each.name, each.entry.indicator.id) for each in found] == [("Số hộ nghèo", "so_ho_ngheo")]
    assert [each.name for each in queries.library(cycle.actor("secretary"))] == ["Số hộ nghèo", "Tổng số hộ"]


@pytest.mark.parametrize("who", ["official", "head", "chair", "auditor", "administrator"])
def test_only_secretaries_write_the_library(cycle, who):
    made = add(cycle, named(POOR, "Số hộ nghèo"))
    for attempt in (
        lambda by: add(cycle, named(POOR, "Khác"), who=who),
        lambda by: actions.change_indicator(indicator=made, entry=named(POOR, "Khác"), meaning="", by=by, at=AT),
        lambda by: actions.retire_indicator(indicator=made, by=by, at=AT),
    ):
        with pytest.raises(NotYours):
            attempt(cycle.actor(who))
    readers = {"chair": 1, "auditor": 1}
    assert len(queries.library(cycle.actor(who))) == readers.get(who, 0)


def test_a_secretary_of_one_committee_uses_the_same_library(cycle):
    account = person("dung")
    Appointment.objects.create(
        account=account, role=Role.SECRETARY, unit_id="lc25", committee=cycle.committee, start=date(2026, 1, 1)
    )
    add(cycle, named(POOR, "Số hộ nghèo"))
    actor = actor_of(account, DAY)
    assert queries.administrations_kept(actor) == ("vn",)
    assert [each.name for each in queries.library(actor)] == ["Số hộ nghèo"]


def test_one_name_is_defined_once_and_a_retired_one_may_come_again(cycle):
    made = add(cycle, named(POOR, "Số hộ nghèo"))
    with pytest.raises(actions.Refused, match="name"):
        add(cycle, named(POOR, "số  hộ NGHÈO"))
    actions.retire_indicator(indicator=made, by=cycle.actor("secretary"), at=AT)
    assert queries.library(cycle.actor("secretary")) == ()
    again = add(cycle, named(POOR, "Số hộ nghèo"))
    assert queries.indicator(cycle.actor("secretary"), again).entry.indicator.id == "so_ho_ngheo_2"


def test_what_a_figure_means_is_not_changed(cycle):
    made = add(cycle, named(POOR, "Số hộ nghèo"))
    secretary = cycle.actor("secretary")
    actions.change_indicator(indicator=made, entry=named(POOR, "Hộ nghèo"), meaning="Cuối kỳ.", by=secretary, at=AT)
    shown = queries.indicator(secretary, made)
    assert (shown.name, shown.meaning, shown.entry.indicator.id) == ("Hộ nghèo", "Cuối kỳ.", "so_ho_ngheo")
    with pytest.raises(actions.Refused, match="count"):
        actions.change_indicator(indicator=made, entry=named(TRAINED, "Hộ nghèo"), meaning="", by=secretary, at=AT)


def filed_elsewhere(cycle, content: FormContent, first_day: date, cells, cut_off=date(2026, 11, 14)) -> None:
    """What Phúc Khánh filed under the regime of another committee."""
    other = Committee.objects.create(
        name="Ban Chỉ đạo giảm nghèo", field="Giảm nghèo", unit_id="lc25", start=DAY, decision="3/QĐ-UBND"
    )
    form = Form.objects.create(committee=other, name="Giảm nghèo", version=1)
    version = FormVersion.objects.create(
        form=form, number=1, content=form_as_json(content), by="account:x", at=AT, issued=AT
    )
    regime = Regime.objects.create(
        committee=other, form=form, title="Báo cáo giảm nghèo", basis="x", recipient="x", means="x", span="quarter",
        calendar="legal", reporters={}, deadlines={}, start=DAY,
    )  # fmt: skip
    made = Round.objects.create(
        regime=regime, period="2026-Q4", form_version=version, first_day=first_day, cut_off=cut_off, opened=AT
    )
    owed = Obligation.objects.create(round=made, unit_id="pk25", due=DUE, stage=Stage.SUBMITTED, filed=1)
    Filing.objects.create(
        obligation=owed, number=1, form_version=version, cells=cells_as_json(cells), narratives={}, late=False,
        by="account:lan", at=AT,
    )  # fmt: skip


SAID = {
    "poor": Cell(90),
    "households": Cell(state=State.NOT_APPLICABLE),
    "trained;sex=female": Cell(7),
    "accounts": Cell(5),
}


def test_a_value_asked_once_serves_every_committee(cycle):
    filed_elsewhere(cycle, CONTENT, date(2026, 10, 15), SAID)
    found = queries.given_elsewhere(cycle.actor("official"), cycle.owed["pk25"].pk)
    assert {key: (each.cell, each.where) for key, each in found.items()} == {
        key: (cell, "Báo cáo giảm nghèo") for key, cell in SAID.items()
    }
    assert queries.given_elsewhere(cycle.actor("neighbour"), cycle.owed["vp25"].pk) == {}
    with pytest.raises(NotYours):
        queries.given_elsewhere(cycle.actor("neighbour"), cycle.owed["pk25"].pk)


def test_a_flow_of_a_longer_period_is_another_figure_and_a_state_is_the_same(cycle):
    filed_elsewhere(cycle, CONTENT, date(2026, 9, 15), SAID)
    found = queries.given_elsewhere(cycle.actor("official"), cycle.owed["pk25"].pk)
    assert sorted(found) == ["accounts", "households", "poor"]


def test_another_day_or_another_unit_of_measure_is_another_figure(cycle):
    content = FormContent((Section("s", "Số liệu", entries=(Entry(Asked(replace(ACCOUNTS, decimals=1))),)),))
    filed_elsewhere(cycle, content, date(2026, 10, 15), {"accounts": Cell(5)})
    assert queries.given_elsewhere(cycle.actor("official"), cycle.owed["pk25"].pk) == {}
    Round.objects.filter(period="2026-Q4").update(cut_off=date(2026, 12, 14))
    assert queries.given_elsewhere(cycle.actor("official"), cycle.owed["pk25"].pk) == {}
