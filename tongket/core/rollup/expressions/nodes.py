"""What a formula is made of, and what it comes to."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

_COMPARISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "≤": operator.le,
    ">": operator.gt,
    "≥": operator.ge,
    "=": operator.eq,
    "≠": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """The value of an indicator."""

    indicator: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms that are added or, where `minus`, taken off."""

    terms: tuple[tuple[bool, Node], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors that multiply or, where `over`, divide."""

    factors: tuple[tuple[bool, Node], ...]


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smallest or largest of several values."""

    largest: bool
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class First:
    """The first of several values that is known."""

    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value where the condition holds, else the other; unknown where the condition is."""

    condition: Condition
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """Whether left is so to right: one of `<`, `≤`, `>`, `≥`, `=`, `≠`."""

    how: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Known:
    """Whether a value is known at all."""

    value: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """Conditions of which every one must hold, or any."""

    every: bool
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    condition: Condition


Node = Number | Name | Sum | Product | Extreme | First | Choice
Condition = Compare | Known | Logic | Not


def names(node: Node) -> tuple[str, ...]:
    """The indicators that it names, each once, in order of first appearance."""
    match node:
        case Number():
            found: tuple[str, ...] = ()
        case Name(indicator):
            found = (indicator,)
        case Sum(pairs) | Product(pairs):
            found = tuple(name for _, part in pairs for name in names(part))
        case Extreme(_, values) | First(values):
            found = tuple(name for part in values for name in names(part))
        case Choice(condition, then, otherwise):
            found = (*_names_in(condition), *names(then), *names(otherwise))
    return tuple(dict.fromkeys(found))


def evaluate(node: Node, value_of: Callable[[str], Fraction | None]) -> Fraction | None:
    """The exact value, or None where a part is missing or something is divided by zero."""
    match node:
        case Number(value):
            result: Fraction | None = value
        case Name(indicator):
            result = value_of(indicator)
        case Sum(terms):
            result = _sum(terms, value_of)
        case Product(factors):
            result = _product(factors, value_of)
        case Extreme(largest, values):
            result = _extreme(largest, values, value_of)
        case First(values):
            result = next((v for part in values if (v := evaluate(part, value_of)) is not None), None)
        case Choice(condition, then, otherwise):
            met = holds(condition, value_of)
            result = None if met is None else evaluate(then if met else otherwise, value_of)
    return result


def _extreme(largest: bool, values: tuple[Node, ...], value_of: Callable[[str], Fraction | None]) -> Fraction | None:
    known = [v for part in values if (v := evaluate(part, value_of)) is not None]
    if len(known) < len(values):
        return None
    return max(known) if largest else min(known)


def holds(condition: Condition, value_of: Callable[[str], Fraction | None]) -> bool | None:
    """Whether a condition holds; None where that hangs on a value that is not known."""
    match condition:
        case Compare(how, left, right):
            one, other = evaluate(left, value_of), evaluate(right, value_of)
            return None if one is None or other is None else _COMPARISONS[how](one, other)
        case Known(value):
            return evaluate(value, value_of) is not None
        case Not(inner):
            met = holds(inner, value_of)
            return None if met is None else not met
        case Logic(every, conditions):
            found = [holds(each, value_of) for each in conditions]
            if (not every) in found:
                return not every
            return None if None in found else every


def _names_in(condition: Condition) -> tuple[str, ...]:
    match condition:
        case Compare(_, left, right):
            return (*names(left), *names(right))
        case Known(value):
            return names(value)
        case Not(inner):
            return _names_in(inner)
        case Logic(_, conditions):
            return tuple(name for each in conditions for name in _names_in(each))


def in_order(formulas: Mapping[str, Node]) -> tuple[str, ...]:
    """The formulas, each after those that it names. Raises ValueError for one that leads back to itself.

    >>> from tongket.core.rollup.expressions.parsing import parse
    >>> in_order({"rate": parse("all ÷ people"), "all": parse("dead + missing")})
    ('all', 'rate')
    """
    done: dict[str, None] = {}
    path: list[str] = []

    def visit(formula: str) -> None:
        if formula in path:
            circle = " → ".join([*path[path.index(formula) :], formula])
            raise ValueError(f"the formula of '{formula}' leads back to itself: {circle}")
        if formula in done or formula not in formulas:
            return
        path.append(formula)
        for name in names(formulas[formula]):
            visit(name)
        path.pop()
        done[formula] = None

    for formula in formulas:
        visit(formula)
    return tuple(done)


def _sum(terms: tuple[tuple[bool, Node], ...], value_of: Callable[[str], Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for minus, term in terms:
        value = evaluate(term, value_of)
        if value is None:
            return None
        total += -value if minus else value
    return total


def _product(factors: tuple[tuple[bool, Node], ...], value_of: Callable[[str], Fraction | None]) -> Fraction | None:
    total = Fraction(1)
    for over, factor in factors:
        value = evaluate(factor, value_of)
        if value is None or (over and value == 0):
            return None
        total = total / value if over else total * value
    return total
