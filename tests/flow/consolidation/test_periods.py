"""The figures of a round from the returns that were accepted."""

from fractions import Fraction

import pytest

from tests.flow.consolidation.rounds import NOT_APPLICABLE, NOTHING, PK, VP, accept, earlier, two_of_three
from tests.flow.returns.cycle import CONTENT, Cycle, monthly
from tongket.core.forms.consolidated import Standing
from tongket.core.forms.model import Part
from tongket.core.forms.plain import form_as_json
from tongket.core.rollup.answer import Method
from tongket.flow.consolidation.queries import WrongQuestion, ask_period, figure_origin, period_figures
from tongket.flow.organisation.actors import PUBLIC, NotYours
from tongket.flow.returns.models import FormVersion, Obligation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> Cycle:
    made = monthly()
    two_of_three(made)
    return made


def figures(cycle: Cycle, who: str = "secretary", **asked):
    actor = PUBLIC if who == "public" else cycle.actor(who)
    return period_figures(actor, ask_period(actor, cycle.round.pk, **asked))


def test_the_month_of_the_province(cycle):
    found = figures(cycle)
    assert found.unit.full_name == "tỉnh Lào Cai"
    poor = found.figure("poor")
    assert (poor.value, poor.reported, poor.expected, poor.late) == (101, 2, 3, 1)
    assert (poor.previous, poor.change) == (127, -26)
    assert poor.method is Method.AS_IT_WAS
    assert found.figure("rate").value == Fraction(101, 3200) * 100
    trained = found.figure("trained")
    assert (trained.value, trained.previous, trained.year_to_date) == (70, 57, None), "nine months are not on record"
    assert found.figure("trained;sex=female").value == 33


def test_a_cumulative_figure_keeps_the_last_one_of_who_sent_none_and_says_so(cycle):
    accounts = figures(cycle).figure("accounts")
    assert (accounts.value, accounts.in_period) == (900 + 2_150 + 3_000, 250)
    assert (accounts.reported, accounts.expected, accounts.older) == (2, 3, 1)


def test_a_filed_return_does_not_count_before_it_is_accepted(cycle):
    owed = cycle.owed["yb25"]
    accept(owed, {"poor": 10})
    Obligation.objects.filter(pk=owed.pk).update(accepted=None, stage="submitted")
    found = figures(cycle)
    assert found.figure("poor").value == 101
    assert [one.unit.name for one in found.coverage.standing(Standing.WAITING)] == ["Yên Bái"]


def test_a_correction_shows_at_the_next_request_in_every_total_above(cycle):
    assert figures(cycle).figure("poor").value == 101
    accept(cycle.owed["pk25"], {**PK, "poor": 58})
    assert figures(cycle).figure("poor").value == 99
    assert figures(cycle, unit="pk25").figure("poor").value == 58
    assert figures(cycle).figure("rate").value == Fraction(99, 3200) * 100


def test_a_unit_without_duty_never_counts(cycle):
    Obligation.objects.filter(pk=cycle.owed["yb25"].pk).delete()
    found = figures(cycle)
    assert (found.figure("poor").reported, found.figure("poor").expected) == (2, 2)
    assert [each.unit.name for each in found.below] == ["Phúc Khánh", "Văn Phú"]


def test_nothing_and_not_applicable_are_counted_apart(cycle):
    accept(cycle.owed["yb25"], {"poor": NOTHING, "households": NOT_APPLICABLE})
    poor, households = figures(cycle).figure("poor"), figures(cycle).figure("households")
    assert (poor.value, poor.reported, poor.expected, poor.nothing) == (101, 3, 3, 1)
    assert (households.reported, households.expected, households.not_applicable) == (2, 2, 1)


def test_every_unit_below_and_how_its_return_stands(cycle):
    found = figures(cycle)
    assert [(u.unit.name, u.cells["poor"].value, u.returned.standing) for u in found.below] == [
        ("Phúc Khánh", 60, Standing.IN_TIME),
        ("Văn Phú", 41, Standing.LATE),
        ("Yên Bái", None, Standing.MISSING),
    ]
    assert (found.coverage.reported, found.coverage.expected) == (2, 3)


def test_the_same_words_of_several_units_stand_once(cycle):
    told = figures(cycle).told(Part.SHORTCOMINGS)
    assert [(words.text, [unit.name for unit in words.units]) for words in told[0].words] == [
        ("Thiếu máy tính.", ["Phúc Khánh", "Văn Phú"])
    ]


def test_the_year_before_the_reform_is_recast_to_the_map_of_today(cycle):
    earlier(cycle, "2024-11", {"pk": {"poor": 40}, "xt": {"poor": 25}, "mt": {"poor": 9}})
    later = earlier(cycle, "2025-11", {"pk25": {"poor": 50}, "vp25": {"poor": 5}, "yb25": {"poor": 1}})
    secretary = cycle.actor("secretary")
    found = period_figures(secretary, ask_period(secretary, later.pk))
    assert found.figure("poor").year_before == 74
    commune = period_figures(secretary, ask_period(secretary, later.pk, unit="pk25")).figure("poor")
    assert (commune.value, commune.year_before) == (50, 65)
    divided = period_figures(secretary, ask_period(secretary, later.pk, unit="vp25")).figure("poor")
    assert (divided.value, divided.year_before) == (5, None)


def test_where_a_figure_comes_from_leads_to_the_returns_and_tells_the_acts(cycle):
    old = earlier(cycle, "2025-06", {"pk": {"poor": 40}, "xt": {"poor": 25}})
    secretary = cycle.actor("secretary")
    question = ask_period(secretary, old.pk, on_map="2026-11-14", unit="pk25")
    found = figure_origin(secretary, question, "poor")
    assert found.origin.total.value == 65
    assert [(one.cell.unit, one.cell.value, [step.act for step in one.steps]) for one in found.origin.behind] == [
        ("pk", 40, ["1673/NQ-UBTVQH15"]),
        ("xt", 25, ["1673/NQ-UBTVQH15"]),
    ]
    assert found.returns["2025-06", "xt"].number == 1
    rate = figure_origin(secretary, ask_period(secretary, cycle.round.pk), "rate")
    assert [part.indicator.id for part in rate.origin.parts] == ["poor", "households"]


def test_cells_of_an_earlier_version_of_the_form_are_found_under_their_new_names(cycle):
    first = cycle.round.form_version
    content = form_as_json(CONTENT)
    text = content["sections"][0]["entries"][1]["indicator"]
    text["id"] = "poor_households"
    content["sections"][0]["entries"][2]["indicator"]["formula"] = "poor_households / households * 100"
    content["rules"] = []
    second = FormVersion.objects.create(
        form=cycle.form, number=2, content=content, mapping={"poor": "poor_households", "accounts": None},
        by="account:thu", at=first.at, issued=first.at,
    )  # fmt: skip
    later = earlier(cycle, "2026-12", {"pk25": {"poor_households": 55, "accounts": 1_000}}, version=second)
    secretary = cycle.actor("secretary")
    found = period_figures(secretary, ask_period(secretary, later.pk))
    assert (found.figure("poor_households").value, found.figure("poor_households").previous) == (55, 101)
    assert found.figure("accounts").previous is None


def test_the_public_sees_a_published_round_without_small_numbers_and_without_single_returns(cycle):
    with pytest.raises(NotYours):
        ask_period(PUBLIC, cycle.round.pk)
    cycle.round.published = True
    cycle.round.save()
    found = figures(cycle, "public")
    assert found.figure("trained;sex=female").value == 33
    cells = {each.unit.name: each.cells["trained;sex=female"] for each in found.below}
    assert (cells["Văn Phú"].hidden, cells["Phúc Khánh"].hidden) == (True, True), "one alone could be worked out"
    assert found.narratives == ()
    assert figures(cycle, "public", unit="vp25").figure("trained;sex=female").hidden
    with pytest.raises(NotYours):
        figure_origin(PUBLIC, ask_period(PUBLIC, cycle.round.pk), "poor")


@pytest.mark.parametrize("who", ["official", "head", "neighbour", "administrator"])
def test_who_answers_for_one_unit_does_not_read_those_of_others(cycle, who):
    with pytest.raises(NotYours):
        ask_period(cycle.actor(who), cycle.round.pk)


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ({"on_map": "hôm qua"}, "map"),
        ({"on_map": "2025-06-30"}, "map"),
        ({"unit": "cb"}, "unit"),
        ({"unit": "?"}, "unit"),
    ],
)
def test_a_wrong_question_says_what_is_wrong(cycle, asked, about):
    with pytest.raises(WrongQuestion) as error:
        figures(cycle, **asked)
    assert error.value.about == about


def test_reading_a_round_takes_a_constant_number_of_queries(cycle, django_assert_num_queries):
    secretary = cycle.actor("secretary")
    figures(cycle)
    for unit in ("vp25", "yb25"):
        accept(cycle.owed[unit], VP)
    with django_assert_num_queries(15):
        period_figures(secretary, ask_period(secretary, cycle.round.pk))
