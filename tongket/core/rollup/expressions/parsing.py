"""From the text of a formula to its nodes."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NoReturn

from tongket.core.rollup.expressions.nodes import (
    Choice,
    Compare,
    Condition,
    Extreme,
    First,
    Known,
    Logic,
    Name,
    Node,
    Not,
    Number,
    Product,
    Sum,
)

MAX_LENGTH = 4000
MAX_DEPTH = 50
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d]\w*)|(?P<key>\[[^\[\]]+\])"
    r"|(?P<compare><=|>=|!=|[<>=≤≥≠])|(?P<sign>[-+*/(),−×÷]))"
)
_PLUS, _MINUS, _TIMES, _OVER = "+", "-−", "*×", "/÷"
_FUNCTIONS = ("min", "max", "first", "if")
_SPELLINGS = {"<=": "≤", ">=": "≥", "!=": "≠"}


class FormulaError(ValueError):
    """A formula that cannot be read; `position` counts characters from 1."""

    def __init__(self, formula: str, position: int, problem: str) -> None:
        self.formula, self.position, self.problem = formula, position, problem
        super().__init__(f"formula '{formula}', character {position}: {problem}")


def parse(formula: str) -> Node:
    """Read a formula. Raises FormulaError, which says where and what is expected there.

    >>> from tongket.core.rollup.expressions.nodes import evaluate
    >>> evaluate(parse("(a + b) ÷ 2"), {"a": Fraction(1), "b": Fraction(4)}.get)
    Fraction(5, 2)
    """
    return _Parser(formula).whole()


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
            return self._function(text) if text in _FUNCTIONS and self._text() == "(" else Name(text)
        if kind == "key":
            return Name(self._take()[1:-1])
        if text == "(":
            return self._bracketed()[0]
        where = f"not '{text}'" if kind else "but the formula ends"
        return self._fail_here(f"a number, an indicator or '(' is expected, {where}")

    def _function(self, function: str) -> Node:
        if function == "if":
            return self._choice()
        values = self._bracketed(many=True)
        return First(values) if function == "first" else Extreme(function == "max", values)

    def _choice(self) -> Node:
        opened = self._open()
        condition = self._condition()
        then, otherwise = (self._after_comma() for _ in range(2))
        self._close(opened)
        return Choice(condition, then, otherwise)

    def _after_comma(self) -> Node:
        if self._text() != ",":
            self._fail_here("a comma is expected: if(condition, value, other value)")
        self._take()
        return self._sum()

    def _condition(self) -> Condition:
        every = [self._all_of()]
        while self._text() == "or":
            self._take()
            every.append(self._all_of())
        return every[0] if len(every) == 1 else Logic(False, tuple(every))

    def _all_of(self) -> Condition:
        parts = [self._one()]
        while self._text() == "and":
            self._take()
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Logic(True, tuple(parts))

    def _one(self) -> Condition:
        if (
            self._text() in ("not", "known")
            and self.index + 1 < len(self.tokens)
            and self.tokens[self.index + 1][1] == "("
        ):
            word = self._take()
            opened = self._open()
            inner = Not(self._condition()) if word == "not" else Known(self._sum())
            self._close(opened)
            return inner
        left = self._sum()
        if self._kind() != "compare":
            self._fail_here("a comparison is expected: < ≤ > ≥ = ≠")
        how = self._take()
        return Compare(_SPELLINGS.get(how, how), left, self._sum())

    def _bracketed(self, *, many: bool = False) -> tuple[Node, ...]:
        opened = self._open()
        inside = [self._sum()]
        while many and self._text() == ",":
            self._take()
            inside.append(self._sum())
        self._close(opened)
        return tuple(inside)

    def _open(self) -> int:
        opened = self._position()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._fail_here(f"more than {MAX_DEPTH} brackets inside each other")
        self._take()
        return opened

    def _close(self, opened: int) -> None:
        if self._text() != ")":
            if self._text() == ",":
                self._fail_here("a comma stands only between the values of min( ) and max( ); decimals have a point")
            self._fail_here(f"')' is expected, for the '(' at character {opened}")
        self._take()
        self.depth -= 1

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
