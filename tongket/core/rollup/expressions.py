"""The formulas of indicators: a small language that can compute and nothing else.

    (dead + missing) ÷ population × 100000        max(planned, done) - done

Numbers have a decimal point; `−`, `×`, `÷` may be written `-`, `*`, `/`. Every result is an exact fraction.
A missing part, or a division by zero, makes the result None: unknown, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

MAX_LENGTH = 4000
MAX_DEPTH = 50
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/(),−×÷]))")
_PLUS, _MINUS, _TIMES, _OVER = "+", "-−", "*×", "/÷"
_FUNCTIONS = ("min", "max")


class FormulaError(ValueError):
    """A formula that cannot be read; `position` counts characters from 1."""

    def __init__(self, formula: str, position: int, problem: str) -> None:
        self.formula, self.position, self.problem = formula, position, problem
        super().__init__(f"formula '{formula}', character {position}: {problem}")


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


Node = Number | Name | Sum | Product | Extreme


def parse(formula: str) -> Node:
    """Read a formula. Raises FormulaError, which says where and what is expected there.

    >>> evaluate(parse("(a + b) ÷ 2"), {"a": Fraction(1), "b": Fraction(4)}.get)
    Fraction(5, 2)
    """
    return _Parser(formula).whole()


def names(node: Node) -> tuple[str, ...]:
    """The indicators that it names, each once, in order of first appearance."""
    match node:
        case Number():
            found: tuple[str, ...] = ()
        case Name(indicator):
            found = (indicator,)
        case Sum(pairs) | Product(pairs):
            found = tuple(name for _, part in pairs for name in names(part))
        case Extreme(_, values):
            found = tuple(name for part in values for name in names(part))
    return tuple(dict.fromkeys(found))


def evaluate(node: Node, value_of: Callable[[str], Fraction | None]) -> Fraction | None:
    """The exact value, or None where a part is missing or something is divided by zero."""
    match node:
        case Number(value):
            return value
        case Name(indicator):
            return value_of(indicator)
        case Sum(terms):
            return _sum(terms, value_of)
        case Product(factors):
            return _product(factors, value_of)
        case Extreme(largest, values):
            known = [v for part in values if (v := evaluate(part, value_of)) is not None]
            if len(known) < len(values):
                return None
            return max(known) if largest else min(known)


def in_order(formulas: Mapping[str, Node]) -> tuple[str, ...]:
    """The formulas, each after those that it names. Raises ValueError for one that leads back to itself.

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


class _Parser:
    """Recursive descent over the tokens; a chain of terms is one node, so depth comes from brackets only."""

    def __init__(self, formula: str) -> None:
        self.formula = formula
        if len(formula) > MAX_LENGTH:
            self._fail(MAX_LENGTH + 1, f"longer than {MAX_LENGTH} characters")
        self.tokens = self._tokens()
        self.index = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self._sum()
        if self._kind():
            self._fail_here(f"'{self._text()}' does not belong here; an operator or the end is expected")
        return node

    def _sum(self) -> Node:
        terms = [(False, self._product())]
        while self._kind() == "sign" and self._text() in _PLUS + _MINUS:
            minus = self._take() in _MINUS
            terms.append((minus, self._product()))
        return terms[0][1] if len(terms) == 1 else Sum(tuple(terms))

    def _product(self) -> Node:
        factors = [(False, self._factor())]
        while self._kind() == "sign" and self._text() in _TIMES + _OVER:
            over = self._take() in _OVER
            factors.append((over, self._factor()))
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors))

    def _factor(self) -> Node:
        minus = False
        while self._kind() == "sign" and self._text() in _PLUS + _MINUS:
            minus ^= self._take() in _MINUS
        node = self._atom()
        return Sum(((True, node),)) if minus else node

    def _atom(self) -> Node:
        kind, text = self._kind(), self._text()
        if kind == "number":
            return Number(Fraction(self._take()))
        if kind == "name":
            self._take()
            return self._extreme(text) if text in _FUNCTIONS and self._text() == "(" else Name(text)
        if text == "(":
            return self._bracketed()[0]
        where = f"not '{text}'" if kind else "but the formula ends"
        return self._fail_here(f"a number, an indicator or '(' is expected, {where}")

    def _extreme(self, function: str) -> Node:
        return Extreme(function == "max", self._bracketed(many=True))

    def _bracketed(self, *, many: bool = False) -> tuple[Node, ...]:
        opened = self._position()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._fail_here(f"more than {MAX_DEPTH} brackets inside each other")
        self._take()
        inside = [self._sum()]
        while many and self._text() == ",":
            self._take()
            inside.append(self._sum())
        if self._text() != ")":
            if self._text() == ",":
                self._fail_here("a comma stands only between the values of min( ) and max( ); decimals have a point")
            self._fail_here(f"')' is expected, for the '(' at character {opened}")
        self._take()
        self.depth -= 1
        return tuple(inside)

    def _tokens(self) -> tuple[tuple[str, str, int], ...]:
        found = []
        position = 0
        end = len(self.formula.rstrip())
        while position < end:
            match = _TOKEN.match(self.formula, position)
            if match is None:
                blanks = len(self.formula[position:]) - len(self.formula[position:].lstrip())
                self._fail(position + blanks + 1, f"'{self.formula[position + blanks]}' is not part of the language")
            kind = match.lastgroup or ""
            found.append((kind, match[kind], match.start(kind) + 1))
            position = match.end()
        return tuple(found)

    def _kind(self) -> str:
        return self.tokens[self.index][0] if self.index < len(self.tokens) else ""

    def _text(self) -> str:
        return self.tokens[self.index][1] if self.index < len(self.tokens) else ""

    def _position(self) -> int:
        return self.tokens[self.index][2] if self.index < len(self.tokens) else len(self.formula.rstrip()) + 1

    def _take(self) -> str:
        self.index += 1
        return self.tokens[self.index - 1][1]

    def _fail_here(self, problem: str) -> NoReturn:
        self._fail(self._position(), problem)

    def _fail(self, position: int, problem: str) -> NoReturn:
        raise FormulaError(self.formula, position, problem)
