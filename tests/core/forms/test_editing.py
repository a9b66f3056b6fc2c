"""A draft changed step by step always holds together, and nothing moves but what was moved."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flow.returns.cycle import ACCOUNTS, CONTENT, HOUSEHOLDS, POOR, RATE, TRAINED
from tongket.core.forms import editing
from tongket.core.forms.model import Entry, FormContent, Narrative, Rule, RuleKind, WrongForm
from tongket.core.rollup.asking.model import Asked


def asked(content: FormContent) -> list[list[str]]:
    return [[entry.indicator.id for entry in section.entries] for section in content.sections]


def test_a_form_from_nothing():
    form = editing.with_section(editing.EMPTY, "Đời sống", "Số liệu đến ngày chốt.")
    form = editing.with_entries(form, "section-1", [Entry(Asked(HOUSEHOLDS)), Entry(Asked(POOR))])
    form = editing.with_rule(form, Rule(RuleKind.AT_MOST, "poor", ("households",)))
    form = editing.with_section(form, "Lời văn")
    form = editing.with_narrative(form, "section-2", Narrative("", "Khó khăn, vướng mắc"), used=["text-1"])
    assert asked(form) == [["households", "poor"], []]
    assert form.narratives == (Narrative("text-2", "Khó khăn, vướng mắc"),)
    assert form.rules == (Rule(RuleKind.AT_MOST, "poor", ("households",)),)


def test_what_is_taken_out_takes_its_rules_with_it():
    assert [rule.indicator for rule in editing.without_entry(CONTENT, "households").rules] == ["accounts"]
    assert [rule.indicator for rule in editing.without_section(CONTENT, "digital").rules] == ["poor", "households"]
    plain = editing.with_changed_entry(
        editing.with_rule(CONTENT, Rule(RuleKind.AT_MOST, "trained;sex=female", ("accounts",))), Entry(Asked(TRAINED))
    )
    assert [rule.indicator for rule in plain.rules] == ["poor", "accounts", "households"]


def test_an_indicator_is_asked_once():
    again = editing.with_entries(CONTENT, "digital", [Entry(Asked(POOR))])
    assert again == CONTENT


def test_up_and_down_and_over_the_edge_of_a_section():
    assert asked(editing.moved(CONTENT, "rate", -1))[0] == ["households", "rate", "poor"]
    assert asked(editing.moved(CONTENT, "rate", 1)) == [["households", "poor"], ["rate", "trained", "accounts"]]
    assert asked(editing.moved(CONTENT, "trained", -1)) == [["households", "poor", "rate", "trained"], ["accounts"]]
    assert editing.moved(CONTENT, "households", -1) == CONTENT
    assert [section.key for section in editing.moved(CONTENT, "digital", -1).sections] == ["digital", "social"]
    turned = editing.moved(CONTENT, "weak", -1).sections[1].narratives
    assert [text.key for text in turned] == ["weak", "done", "next", "ask"]


@pytest.mark.parametrize(
    "step",
    [
        lambda form: editing.without_section(form, "gone"),
        lambda form: editing.without_entry(form, "gone"),
        lambda form: editing.without_narrative(form, "gone"),
        lambda form: editing.without_rule(form, 4),
        lambda form: editing.with_changed_section(form, "gone", "Mới", ""),
        lambda form: editing.with_changed_narrative(form, Narrative("gone", "Mới")),
        lambda form: editing.moved(form, "gone", 1),
    ],
)
def test_what_is_not_there_is_not_changed(step):
    with pytest.raises(editing.NotThere):
        step(CONTENT)


def test_a_rule_about_what_is_not_asked_is_refused():
    with pytest.raises(WrongForm, match="a rule names 'rich'"):
        editing.with_rule(CONTENT, Rule(RuleKind.AT_MOST, "poor", ("rich",)))


keys = st.sampled_from([*CONTENT.indicators, "done", "weak", "social", "digital", "section-1", "text-1"])
steps = st.one_of(
    st.tuples(st.just(editing.with_section), st.just("Phần")),
    st.tuples(st.just(editing.without_section), keys),
    st.tuples(
        st.just(editing.with_entries), keys, st.sampled_from([[Entry(Asked(each))] for each in (POOR, RATE, ACCOUNTS)])
    ),
    st.tuples(st.just(editing.without_entry), keys),
    st.tuples(st.just(editing.with_narrative), keys, st.just(Narrative("", "Mục"))),
    st.tuples(st.just(editing.without_narrative), keys),
    st.tuples(st.just(editing.moved), keys, st.integers(-3, 3)),
    st.tuples(st.just(editing.without_rule), st.integers(0, 4)),
)


@given(st.lists(steps, max_size=12))
def test_whatever_is_done_the_form_holds_together(done):
    form = CONTENT
    for step, *values in done:
        before = form
        try:
            form = step(form, *values)
        except editing.NotThere:
            continue
        if step is editing.moved:
            assert sorted(form.indicators) == sorted(before.indicators)
            assert set(form.rules) == set(before.rules)
        assert replace(form) == form  # FormContent checks itself when it is made


@given(keys, st.sampled_from([-1, 1]))
def test_a_step_back_undoes_a_step(key, by):
    try:
        there = editing.moved(CONTENT, key, by)
    except editing.NotThere:
        return
    assert there == CONTENT or editing.moved(there, key, -by) == CONTENT
