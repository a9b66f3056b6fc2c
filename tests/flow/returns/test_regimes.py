"""Regimes and their rounds: who owes what by when, after a reform too; what opens by itself; what is refused."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tests.flow.organisation.people import OPERATOR
from tests.flow.returns.cycle import AT, COMMUNES, DAY, monthly
from tongket.core.forms.duty import Reporters, Terms
from tongket.core.periods.deadlines import AfterCutOff, OnDate
from tongket.core.periods.orders import Order, arithmetic_from_json
from tongket.core.periods.periods import Calendar, Span, parse_period
from tongket.core.periods.wording import arithmetic_text
from tongket.flow.journal.models import Entry
from tongket.flow.organisation.actors import NotYours
from tongket.flow.organisation.models import Committee, Unit, UnitParent
from tongket.flow.returns.actions import regimes as actions
from tongket.flow.returns.fields import Stage
from tongket.flow.returns.models import Draft, Obligation, Regime, Round
from tongket.flow.returns.queries import regimes as queries
from tongket.formats.reading.calendar import vietnam

pytestmark = pytest.mark.django_db
QUARTERLY = Terms(
    title="Báo cáo quý về chuyển đổi số",
    basis="Quyết định 20/QĐ-BCĐ",
    recipient="Văn phòng Ban Chỉ đạo",
    means="Trên hệ thống",
    span=Span.QUARTER,
    calendar=Calendar.LEGAL,
    reporters=Reporters("lc25", ("commune",)),
    start=date(2026, 1, 1),
    orders={"commune": Order(AfterCutOff(5), time(16, 30))},
)
DECEMBER = datetime(2026, 12, 15, 2, tzinfo=UTC)


@pytest.fixture
def cycle():
    return monthly()


def quarterly(cycle, **changes) -> int:
    return actions.set_up_regime(
        committee=cycle.committee.pk, form=cycle.form.pk, terms=replace(QUARTERLY, **changes),
        by=cycle.actor("secretary"), at=AT,
    )  # fmt: skip


def test_a_regime_is_kept_as_it_was_set_up(cycle):
    made = quarterly(cycle)
    assert queries.terms_of(Regime.objects.get(pk=made)) == QUARTERLY
    entry = Entry.objects.get(object_kind="regime")
    assert (entry.by, entry.verb, json.loads(entry.data)["title"]) == ("account:thu", "set up", QUARTERLY.title)


@pytest.mark.parametrize("who", ["official", "head", "chair", "auditor", "administrator"])
def test_only_a_secretary_of_the_committee_sets_up_and_opens(cycle, who):
    with pytest.raises(NotYours):
        actions.set_up_regime(
            committee=cycle.committee.pk, form=cycle.form.pk, terms=QUARTERLY, by=cycle.actor(who), at=AT
        )
    with pytest.raises(NotYours):
        actions.open_round(regime=cycle.regime.pk, period="2026-12", by=cycle.actor(who), at=DECEMBER)
    with pytest.raises(NotYours):
        actions.renew_round(round=cycle.round.pk, by=cycle.actor(who), at=AT)
    assert Round.objects.count() == 1


def test_a_round_asks_every_unit_of_the_map_of_its_last_day(cycle):
    made = actions.open_round(regime=quarterly(cycle), period="2026-Q4", by=cycle.actor("secretary"), at=DECEMBER)
    opened = Round.objects.get(pk=made)
    assert (opened.first_day, opened.cut_off) == (date(2026, 9, 15), date(2026, 12, 14))
    owed = Obligation.objects.filter(round=made)
    assert set(owed.values_list("unit_id", flat=True)) == set(COMMUNES)
    assert {each.due.isoformat() for each in owed} == {"2026-12-21T09:30:00+00:00"}
    assert owed[0].arithmetic["calendar"] == vietnam().version, "which calendar it was reckoned with"
    assert arithmetic_text(arithmetic_from_json(owed[0].arithmetic), "vi") == (
        "Thứ Ba 15/12/2026: ngày làm việc thứ 1",
        "Thứ Tư 16/12/2026: ngày làm việc thứ 2",
        "Thứ Năm 17/12/2026: ngày làm việc thứ 3",
        "Thứ Sáu 18/12/2026: ngày làm việc thứ 4",
        "Thứ Bảy 19/12/2026: nghỉ cuối tuần",
        "Chủ nhật 20/12/2026: nghỉ cuối tuần",
        "Thứ Hai 21/12/2026: ngày làm việc thứ 5",
    )


def test_before_the_reform_the_old_units_are_asked(cycle):
    made = quarterly(cycle, reporters=Reporters("vn", ("commune",)), start=date(2025, 1, 1))
    for period, units in (("2025-Q2", {"pk", "xt", "mt"}), ("2025-Q3", {"pk25", "yb25", "vp25"})):
        opened = actions.open_round(regime=made, period=period, by=cycle.actor("secretary"), at=AT)
        assert set(Obligation.objects.filter(round=opened).values_list("unit_id", flat=True)) == units


def test_the_same_period_again_is_the_same_round(cycle):
    twice = [
        actions.open_round(regime=cycle.regime.pk, period="2026-12", by=cycle.actor("secretary"), at=DECEMBER)
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    assert Obligation.objects.filter(round=twice[0]).count() == 3
    assert Entry.objects.filter(verb="open").count() == 1


@pytest.mark.parametrize(
    ("changes", "period", "code", "about"),
    [
        ({}, "2026-11", "period", "2026-11"),
        ({}, "2025-Q4", "period", "2025-Q4"),
        ({"reporters": Reporters("lc", ("commune",))}, "2026-Q3", "units", ""),
        ({}, "2027-Q4", "calendar", "2028"),
    ],
)
def test_what_cannot_be_opened(cycle, changes, period, code, about):
    changes = changes | ({"orders": {"commune": Order(AfterCutOff(15))}} if code == "calendar" else {})
    made = quarterly(cycle, **changes)
    with pytest.raises(actions.Refused) as refused:
        actions.open_round(regime=made, period=period, by=cycle.actor("secretary"), at=AT)
    assert (refused.value.code, refused.value.about) == (code, about)
    assert not Round.objects.filter(regime=made).exists()


def test_what_cannot_be_set_up(cycle):
    for changes, code in (
        ({"title": cycle.regime.title}, "title"),
        ({"orders": {}}, "deadline"),
        ({"reporters": Reporters("lc25", ())}, "units"),
    ):
        with pytest.raises(actions.Refused) as refused:
            quarterly(cycle, **changes)
        assert refused.value.code == code


def test_after_a_reform_new_units_get_theirs_and_ended_ones_do_not(cycle):
    """Yên Bái is divided while the round is open: Văn Phú has begun its return, Yên Bái has not."""
    Draft.objects.create(obligation=cycle.owed["vp25"], by="account:hoa", at=AT)
    Obligation.objects.filter(pk=cycle.owed["vp25"].pk).update(stage=Stage.DRAFT)
    Unit.objects.filter(pk__in=["yb25", "vp25"]).update(end=date(2026, 10, 31))
    Unit.objects.create(
        key="yt26", administration_id="vn", name="Yên Thành", kind="phường", level="commune",
        start=date(2026, 11, 1), folded="yen thanh", sort_text="yen thanh",
    )  # fmt: skip
    UnitParent.objects.create(unit_id="yt26", parent_id="lc25", start=date(2026, 11, 1))
    cycle.committee.unit.administration.digest = "two"
    cycle.committee.unit.administration.save()
    assert actions.renew_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=AT) == (1, 1, 0)
    owed = dict(Obligation.objects.filter(round=cycle.round).values_list("unit_id", "stage"))
    assert owed == {"pk25": "not_begun", "vp25": "draft", "yt26": "not_begun"}
    entry = Entry.objects.get(verb="renew")
    assert json.loads(entry.data) == {"added": ["yt26"], "taken off": ["yb25"], "due": {}}
    assert actions.renew_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=AT) == (0, 0, 0)
    assert Entry.objects.filter(verb="renew").count() == 1


def test_a_deadline_that_has_not_passed_is_reckoned_anew_and_one_that_has_stays(cycle):
    later = replace(queries.terms_of(cycle.regime), orders={"commune": Order(OnDate(25))})
    actions.change_regime(regime=cycle.regime.pk, terms=later, by=cycle.actor("secretary"), at=AT)
    after = datetime(2026, 11, 20, tzinfo=UTC)
    assert actions.renew_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=after) == (0, 0, 0)
    assert actions.renew_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=AT) == (0, 0, 3)
    owed = Obligation.objects.get(round=cycle.round, unit="pk25")
    assert owed.due == datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert json.loads(Entry.objects.get(verb="renew").data)["due"]["pk25"] == "2026-11-25T17:00:00+07:00"


def test_a_locked_round_is_not_renewed(cycle):
    Round.objects.update(locked=True)
    with pytest.raises(actions.Refused, match="locked"):
        actions.renew_round(round=cycle.round.pk, by=cycle.actor("secretary"), at=AT)


def test_rounds_open_by_themselves_once_their_figures_close(cycle):
    quarterly(cycle)
    at = datetime(2027, 1, 14, 2, tzinfo=UTC)
    found = actions.open_due_rounds(by=OPERATOR, at=at)
    assert [(each.regime, each.period, each.refused) for each in found] == [
        ("Báo cáo quý về chuyển đổi số", "2026-Q4", None),
        ("Báo cáo tháng về chuyển đổi số", "2026-12", None),
        ("Báo cáo tháng về chuyển đổi số", "2027-01", None),
    ]
    assert actions.open_due_rounds(by=OPERATOR, at=at) == ()


def test_a_regime_without_an_issued_form_waits_for_a_person(cycle):
    cycle.form.version = 0
    cycle.form.save()
    (found,) = actions.open_due_rounds(by=OPERATOR, at=DECEMBER)
    assert (found.round, found.refused.code) == (None, "form")


def test_what_was_asked_is_not_changed_under_the_units(cycle):
    terms = queries.terms_of(cycle.regime)
    for changes, code in (
        ({"span": Span.QUARTER}, "span"),
        ({"start": date(2026, 12, 1)}, "start"),
    ):
        with pytest.raises(actions.Refused) as refused:
            actions.change_regime(
                regime=cycle.regime.pk, terms=replace(terms, **changes), by=cycle.actor("secretary"), at=AT
            )
        assert refused.value.code == code


def test_an_ended_regime_asks_for_no_later_period(cycle):
    secretary = cycle.actor("secretary")
    with pytest.raises(actions.Refused, match="end 2026-11"):
        actions.end_regime(regime=cycle.regime.pk, day=date(2026, 11, 13), by=secretary, at=AT)
    actions.end_regime(regime=cycle.regime.pk, day=date(2026, 11, 30), by=secretary, at=AT)
    with pytest.raises(actions.Refused, match="period 2026-12"):
        actions.open_round(regime=cycle.regime.pk, period="2026-12", by=secretary, at=DECEMBER)
    assert actions.open_due_rounds(by=OPERATOR, at=DECEMBER) == ()


def test_a_regime_ends_with_its_committee(cycle):
    """Closed from 14 December on: the period that closes on that day is not asked for any more."""
    secretary = cycle.actor("secretary")
    Committee.objects.update(end=date(2026, 12, 14), ended_by="20/QĐ-UBND")
    with pytest.raises(actions.Refused, match="period 2026-12"):
        actions.open_round(regime=cycle.regime.pk, period="2026-12", by=secretary, at=DECEMBER)
    assert actions.open_due_rounds(by=OPERATOR, at=DECEMBER) == ()
    with pytest.raises(actions.Refused, match="closed"):
        quarterly(cycle)
    shown = queries.regime(secretary, cycle.regime.pk, DAY)
    assert (shown.end, str(shown.may_open[0])) == (date(2026, 12, 13), "2026-10")
    assert [each.end for each in queries.regimes(secretary)] == [date(2026, 12, 13)]


def test_a_regime_as_its_secretary_sees_it(cycle):
    shown = queries.regime(cycle.actor("secretary"), cycle.regime.pk, DAY)
    assert [(each.period, each.owed, each.filed, each.accepted) for each in shown.rounds] == [
        (parse_period("2026-11"), 3, 0, 0)
    ]
    assert [str(each) for each in shown.may_open][:2] == ["2026-12", "2026-10"]
    assert (shown.preview.period, shown.preview.cut_off) == (parse_period("2026-12"), date(2026, 12, 14))
    assert [unit.full_name for unit in shown.preview.units] == ["xã Phúc Khánh", "phường Văn Phú", "phường Yên Bái"]
    assert shown.under == "tỉnh Lào Cai"


def test_who_reports_under_a_regime_sees_it_and_opens_nothing(cycle):
    (listed,) = queries.regimes(cycle.actor("official"))
    assert (listed.title, listed.newest) == ("Báo cáo tháng về chuyển đổi số", parse_period("2026-11"))
    shown = queries.regime(cycle.actor("official"), cycle.regime.pk, DAY)
    assert (shown.may_open, shown.preview, shown.rounds[0].owed) == ((), None, 1)
    with pytest.raises(NotYours):
        queries.regime(cycle.actor("administrator"), cycle.regime.pk, DAY)
