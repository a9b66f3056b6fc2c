"""What a form asks of the answers: each rule, where it is silent, and its plain words."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flow.returns.cycle import CONTENT
from tongket.core.forms.cells import Cell
from tongket.core.forms.model import FormContent, Rule, RuleKind
from tongket.core.forms.rules import check, figures, leaves
from tongket.core.forms.wording import cell_name, problem_text, rule_text
from tongket.core.rollup.model import State

NOT_APPLICABLE, NOTHING = Cell(state=State.NOT_APPLICABLE), Cell(state=State.NOTHING_TO_REPORT)
FILLED = {
    "households": Cell(1200),
    "poor": Cell(90),
    "trained;sex=female": Cell(7),
    "trained;sex=male": Cell(5),
    "accounts": Cell(300),
}
TEXTS = {"weak": "Thiếu máy tính."}


def with_rules(*rules: Rule) -> FormContent:
    return replace(CONTENT, rules=rules)


def said(content, cells, before=None, lang="vi", **more) -> list[str]:
    return [problem_text(problem, content, lang) for problem in check(content, cells, before, **more)]


def test_a_good_return_has_no_problems():
    assert check(CONTENT, FILLED, FILLED, FILLED, TEXTS, submitting=True) == ()


def test_while_one_types_nothing_is_missing():
    assert check(CONTENT, {}, None) == ()


def test_who_submits_is_told_what_is_missing():
    cells = {"households": Cell(1200), "poor": NOT_APPLICABLE, "trained;sex=female": NOTHING}
    assert said(CONTENT, cells, narratives={"weak": "  "}, submitting=True) == [
        "Chưa có Người được tập huấn, nam: nhập số (0 nếu không có), hoặc chọn “không phát sinh” hay “không áp dụng”.",
        "Mục “Khó khăn, vướng mắc” còn trống: viết nội dung vào mục này.",
    ]


def test_a_text_that_is_too_long():
    assert said(CONTENT, {}, narratives={"weak": "a" * 5200}, lang="en") == [
        "The text “Khó khăn, vướng mắc” has 5,200 characters, 5,000 at most: make it shorter."
    ]


EXAMPLES = [
    (
        Rule(RuleKind.AT_MOST, "poor", ("households",)),
        {"poor": Cell(120), "households": Cell(100)},
        {},
        "Hộ nghèo không nhiều hơn Tổng số hộ; sai thì không gửi được.",
        "Hộ nghèo (120 hộ) nhiều hơn Tổng số hộ (100 hộ): sửa một trong hai số.",
    ),
    (
        Rule(RuleKind.RANGE, "rate", least=Fraction(0), most=Fraction(100)),
        {"poor": Cell(12004), "households": Cell(12000)},
        {},
        "Tỷ lệ hộ nghèo từ 0% đến 100%; sai thì không gửi được.",
        "Tỷ lệ hộ nghèo (100,033%) lớn hơn mức cao nhất (100%): sửa số này.",
    ),
    (
        Rule(RuleKind.RANGE, "households", least=Fraction(1)),
        {"households": Cell(0)},
        {},
        "Tổng số hộ không nhỏ hơn 1 hộ; sai thì không gửi được.",
        "Tổng số hộ (0 hộ) nhỏ hơn mức thấp nhất (1 hộ): sửa số này.",
    ),
    (
        Rule(RuleKind.PARTS, "accounts", ("trained;sex=female", "trained;sex=male")),
        {"accounts": Cell(12), "trained;sex=female": Cell(7), "trained;sex=male": Cell(4)},
        {},
        "Tài khoản dịch vụ công, luỹ kế từ đầu năm bằng tổng của Người được tập huấn, nữ và Người được tập huấn, nam; "
        "sai thì không gửi được.",
        "Tài khoản dịch vụ công, luỹ kế từ đầu năm (12 người) khác tổng của Người được tập huấn, nữ và "
        "Người được tập huấn, nam (11 người): sửa cho khớp.",
    ),
    (
        Rule(RuleKind.NOT_BELOW_LAST, "accounts"),
        {"accounts": Cell(90)},
        {"accounts": Cell(1100)},
        "Tài khoản dịch vụ công, luỹ kế từ đầu năm không nhỏ hơn số của kỳ trước; sai thì không gửi được.",
        "Tài khoản dịch vụ công, luỹ kế từ đầu năm (90 người) nhỏ hơn số của kỳ trước (1.100 người): sửa số này.",
    ),
    (
        Rule(RuleKind.CHANGE, "households", most=Fraction(10), blocking=False),
        {"households": Cell(1500)},
        {"households": Cell(1000)},
        "Tổng số hộ không tăng hoặc giảm quá 10% so với kỳ trước; nếu khác thì phải giải thích.",
        "Tổng số hộ (1.500 hộ) tăng 50% so với kỳ trước (1.000 hộ), quá mức 10%: kiểm tra, sửa số này, "
        "hoặc giải thích vì sao.",
    ),
    (
        Rule(RuleKind.CHANGE, "poor", least=Fraction(5), most=Fraction(20), blocking=False),
        {"poor": Cell(6)},
        {"poor": Cell(0)},
        "Hộ nghèo không tăng hoặc giảm quá 20% so với kỳ trước, không kể mức thay đổi đến 5 hộ; "
        "nếu khác thì phải giải thích.",
        "Hộ nghèo (6 hộ) mà kỳ trước là 0, quá mức thay đổi 20%: kiểm tra, sửa số này, hoặc giải thích vì sao.",
    ),
    (
        Rule(RuleKind.ONLY_IF, "poor", ("households",)),
        {"poor": Cell(3), "households": NOTHING},
        {},
        "Hộ nghèo chỉ lớn hơn 0 khi Tổng số hộ lớn hơn 0; sai thì không gửi được.",
        "Hộ nghèo (3 hộ) chỉ được lớn hơn 0 khi Tổng số hộ (0 hộ) lớn hơn 0: sửa một trong hai số.",
    ),
]


@pytest.mark.parametrize(("rule", "cells", "before", "rule_says", "problem_says"), EXAMPLES)
def test_each_rule_in_plain_words(rule, cells, before, rule_says, problem_says):
    content = with_rules(rule)
    assert rule_text(rule, content, "vi") == rule_says
    assert said(content, cells, before) == [problem_says]


def test_required_only_where_another_is_over_nothing():
    content = with_rules(Rule(RuleKind.REQUIRED_IF, "accounts", ("trained",)))
    cells = {"trained;sex=female": Cell(7), "trained;sex=male": Cell(5)}
    assert rule_text(content.rules[0], content, "vi") == (
        "Phải có số của Tài khoản dịch vụ công, luỹ kế từ đầu năm khi Người được tập huấn lớn hơn 0; "
        "sai thì không gửi được."
    )
    assert said(content, cells) == []
    of_rule = [problem for problem in check(content, cells, None, submitting=True) if problem.rule]
    assert [problem_text(problem, content, "vi") for problem in of_rule] == [
        "Chưa có Tài khoản dịch vụ công, luỹ kế từ đầu năm, mà Người được tập huấn là 12 người: "
        "nhập số này (0 nếu không có)."
    ]


def test_english_beside_it():
    rule = Rule(RuleKind.CHANGE_YEAR, "households", most=Fraction(10), blocking=False)
    content = with_rules(rule)
    assert rule_text(rule, content, "en") == (
        "Tổng số hộ not up or down by more than 10% against that period of the year before; else it must be explained."
    )
    found = check(content, {"households": Cell(1)}, None, {"households": Cell(2)})
    assert problem_text(found[0], content, "en") == (
        "Tổng số hộ (1 household) is down by 50% against that period of the year before (2 households), over 10%: "
        "check and mend this figure, or explain why."
    )


def test_an_explanation_settles_what_does_not_block():
    content = with_rules(Rule(RuleKind.RANGE, "rate", most=Fraction(5), blocking=False))
    cells = {"households": Cell(100), "poor": Cell(9)}
    (problem,) = check(content, cells, None)
    assert problem.explain_at == "poor", "a computed rate has no cell: its first part stands for it"
    cells["poor"] = cells["poor"].saying(explanation="Rà soát lại theo chuẩn mới.")
    assert check(content, cells, None) == ()
    blocking = with_rules(replace(content.rules[0], blocking=True))
    assert len(check(blocking, cells, None)) == 1


def test_a_cumulative_figure_begins_anew_with_the_year():
    cells, before = {"accounts": Cell(3)}, {"accounts": Cell(900)}
    assert len(check(CONTENT, cells, before)) == 1
    assert check(CONTENT, cells, before, year_begins=True) == ()


def test_parts_may_be_more_exact_than_the_whole():
    content = with_rules(Rule(RuleKind.PARTS, "households", ("rate",)))
    cells = {"households": Cell(33), "rate": Cell(334)}
    assert check(content, cells, None) == ()
    assert len(check(content, cells | {"rate": Cell(336)}, None)) == 1


def test_what_makes_up_a_computed_cell():
    assert leaves(CONTENT, "rate") == ("poor", "households")
    assert leaves(CONTENT, "trained") == ("trained;sex=female", "trained;sex=male")
    assert cell_name(CONTENT, "trained;sex=female", "en") == "Người được tập huấn, female"


counts = st.integers(0, 10**9)
answers = st.one_of(counts.map(Cell), st.just(NOTHING), st.just(NOT_APPLICABLE))
some_cells = st.dictionaries(st.sampled_from([key for key in CONTENT.indicators if CONTENT.fillable(key)]), answers)
keys = st.sampled_from(list(CONTENT.indicators))
limits = st.one_of(st.none(), st.fractions(-1000, 1000, max_denominator=100))
some_rules = st.builds(
    Rule,
    st.sampled_from(list(RuleKind)),
    keys,
    st.lists(keys, min_size=1, max_size=3, unique=True).map(tuple),
    limits,
    limits,
    st.booleans(),
)


@given(some_cells, some_cells, some_cells, st.lists(some_rules, max_size=4), st.booleans(), st.booleans())
def test_every_problem_can_be_told(cells, before, year_before, rules, submitting, begins):
    """In both languages, whatever the rule and the answers; an explanation settles all that does not block."""
    content = with_rules(*rules)
    found = check(content, cells, before, year_before, {}, submitting=submitting, year_begins=begins)
    for problem in found:
        for lang in ("vi", "en"):
            assert "{" not in problem_text(problem, content, lang)
    explained = {key: cell.saying(explanation="Có lý do.") for key, cell in cells.items()}
    left = check(content, explained, before, year_before, {}, submitting=submitting, year_begins=begins)
    assert all(problem.blocking or problem.explain_at not in cells for problem in left)
    assert [problem for problem in left if problem.blocking] == [problem for problem in found if problem.blocking]


@given(some_cells, st.lists(some_rules, max_size=4))
def test_submitting_finds_no_less_than_typing(cells, rules):
    content = with_rules(*rules)
    typing = set(check(content, cells, cells))
    assert typing <= set(check(content, cells, cells, submitting=True))


@given(counts, counts)
def test_at_most_is_broken_exactly_where_it_is_more(poor, households):
    cells = {"poor": Cell(poor), "households": Cell(households)}
    found = check(with_rules(Rule(RuleKind.AT_MOST, "poor", ("households",))), cells, None)
    assert bool(found) == (poor > households)


@given(counts, counts, st.integers(0, 300))
def test_a_change_is_counted_exactly(now, old, most):
    rule = Rule(RuleKind.CHANGE, "poor", most=Fraction(most))
    found = check(with_rules(rule), {"poor": Cell(now)}, {"poor": Cell(old)})
    assert bool(found) == (abs(now - old) * 100 > most * old)


@given(some_cells)
def test_figures_name_every_cell_of_the_form(cells):
    assert list(figures(CONTENT, cells)) == list(CONTENT.indicators)
