"""The language of formulas."""

from __future__ import annotations

import ast
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongket.core.rollup.expressions import FormulaError, evaluate, in_order, names, parse

VALUES = {"dead": Fraction(155), "missing": Fraction(141), "houses": Fraction(0), "dân_số": Fraction(1000)}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("dead + missing", Fraction(296)),
        ("dead − missing - 4", Fraction(10)),
        ("dead - (missing - 4)", Fraction(18)),
        ("2 + 3 × 4", Fraction(14)),
        ("2 × 3 + 4", Fraction(10)),
        ("12 ÷ 4 ÷ 3", Fraction(1)),
        ("12 / (4 / 3)", Fraction(9)),
        ("-2 × -3", Fraction(6)),
        ("−(2 + 3)", Fraction(-5)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("max(dead, missing, 7)", Fraction(155)),
        ("min(dead, max(1, 2)) * 100", Fraction(200)),
        ("dead ÷ dân_số × 100000", Fraction(15500)),
        ("  dead  ", Fraction(155)),
    ],
)
def test_values(formula: str, value: Fraction) -> None:
    assert evaluate(parse(formula), VALUES.get) == value


@pytest.mark.parametrize(
    "formula", ["dead ÷ houses", "1 ÷ (dead − dead)", "injured + 1", "0 × injured", "max(1, injured)"]
)
def test_a_missing_part_or_a_division_by_zero_is_unknown(formula: str) -> None:
    assert evaluate(parse(formula), VALUES.get) is None


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        ("", "character 1: a number, an indicator or '(' is expected, but the formula ends"),
        ("dead +", "character 7: a number, an indicator or '(' is expected, but the formula ends"),
        ("dead missing", "character 6: 'missing' does not belong here; an operator or the end is expected"),
        ("(dead + 1", "character 10: ')' is expected, for the '(' at character 1"),
        ("dead)", "character 5: ')' does not belong here; an operator or the end is expected"),
        ("dead × × 2", "character 8: a number, an indicator or '(' is expected, not '×'"),
        ("(0,5)", "character 3: a comma stands only between the values of min( ) and max( ); decimals have a point"),
        ("max()", "character 5: a number, an indicator or '(' is expected, not ')'"),
        ("dead.real", "character 5: '.' is not part of the language"),
        ("dead ** 2", "character 7: a number, an indicator or '(' is expected, not '*'"),
        ("__import__('os')", "character 12: ''' is not part of the language"),
        ("open(1)", "character 5: '(' does not belong here; an operator or the end is expected"),
        ("(" * 60 + "1" + ")" * 60, "character 51: more than 50 brackets inside each other"),
        ("1+" * 3000 + "1", "character 4001: longer than 4000 characters"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(formula: str, problem: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(formula)
    assert str(refused.value) == f"formula '{formula}', {problem}"


def test_a_long_chain_needs_no_depth() -> None:
    assert evaluate(parse("+".join(["1"] * 2000)), VALUES.get) == 2000


def test_names_in_order_of_appearance() -> None:
    assert names(parse("max(b, a) ÷ (c + b)")) == ("b", "a", "c")


def test_formulas_come_after_their_parts() -> None:
    formulas = {"rate": parse("all ÷ people"), "all": parse("dead + missing"), "twice": parse("rate × 2")}
    assert in_order(formulas) == ("all", "rate", "twice")


@pytest.mark.parametrize(
    ("formulas", "circle"),
    [
        ({"a": "a + 1"}, "a → a"),
        ({"a": "b", "b": "c", "c": "a"}, "a → b → c → a"),
        ({"x": "a", "a": "b", "b": "a"}, "a → b → a"),
    ],
)
def test_a_formula_that_leads_back_to_itself_is_refused(formulas: dict[str, str], circle: str) -> None:
    with pytest.raises(ValueError, match=f"leads back to itself: {circle}$"):
        in_order({name: parse(text) for name, text in formulas.items()})


ARITHMETIC = st.recursive(
    st.integers(0, 20).map(str),
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(
        lambda p: f"({p[0]} {p[1]} {p[2]})"
    ),
)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(st.tuples(ARITHMETIC, st.sampled_from("+-*/")), min_size=1, max_size=4), st.integers(0, 9))
def test_it_computes_as_python_does(chain: list[tuple[str, str]], last: int) -> None:
    formula = " ".join(f"{operand} {sign}" for operand, sign in chain) + f" {last}"
    try:
        wanted = _python(ast.parse(formula, mode="eval").body)
    except ZeroDivisionError:
        wanted = None
    assert evaluate(parse(formula), VALUES.get) == wanted


def _python(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    assert isinstance(node, ast.BinOp)
    left, right = _python(node.left), _python(node.right)
    if isinstance(node.op, ast.Add):
        return left + right
    if isinstance(node.op, ast.Sub):
        return left - right
    return left * right if isinstance(node.op, ast.Mult) else left / right


GIVEN = {"a": Fraction(3), "b": Fraction(0), "dead;sex=nữ": Fraction(2)}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("if(a > 2, 1, 0)", 1),
        ("if(b ≠ 0, a ÷ b, 0)", 0),
        ("if(a >= 3 and not(b > 0), a, b)", 3),
        ("if(a < 3 or b = 0, 10, 20)", 10),
        ("if(missing > 1 or a = 3, 1, 0)", 1),  # true whatever the missing part is
        ("if(missing > 1 and a = 3, 1, 0)", None),
        ("if(known(missing), missing, a)", 3),
        ("first(missing, a ÷ b, a)", 3),
        ("first(missing, a ÷ b)", None),
        ("[dead;sex=nữ] × 2", 4),
    ],
)
def test_conditions_and_keys(formula: str, value: int | None) -> None:
    assert evaluate(parse(formula), GIVEN.get) == value


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        ("if(a, 1, 0)", "character 5: a comparison is expected: < ≤ > ≥ = ≠"),
        ("if(a > 1, 1)", r"character 12: a comma is expected: if\(condition, value, other value\)"),
        ("a > 1", "character 3: '>' does not belong here"),
        ("[dead;sex=nữ + 1", r"character 1: '\[' is not part of the language"),
    ],
)
def test_conditions_that_cannot_be_read(formula: str, problem: str) -> None:
    with pytest.raises(FormulaError, match=problem):
        parse(formula)


def test_a_condition_names_its_parts() -> None:
    assert names(parse("if(known(a) and not(b < c), first(d, e), [f;g=h])")) == ("a", "b", "c", "d", "e", "f;g=h")
