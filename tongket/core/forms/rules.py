"""Whether the answers of a unit keep the rules of the form, beside those of the period before and of a year before.

A rule is asked only where all that it speaks of is known; what is not filled in is no problem until one submits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction

from tongket.core.forms.cells import Cell, Cells, answers, number_of, totals
from tongket.core.forms.model import FormContent, Rule, RuleKind
from tongket.core.rollup import expressions
from tongket.core.rollup.model import Indicator, Kind, State

# Kinds of problems beside those of rules.
REQUIRED = "required"
WORDS_ALONE = "words_alone"
NARRATIVE_REQUIRED = "narrative_required"
NARRATIVE_LONG = "narrative_long"

_ZERO = Fraction(0)
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a return that is to be mended, or where not `blocking` to be explained.

    `kind` is that of the rule, or `REQUIRED`, `WORDS_ALONE` (a comment at an empty cell), `NARRATIVE_REQUIRED`,
    `NARRATIVE_LONG`. `keys` are the cells or texts concerned, the one to mend first. `values` are the figures of these
    cells in their order, then the one they were compared with (of the period before, of the year before); of a text its
    length and the longest allowed. `explain_at` is the cell that an explanation belongs to.
    """

    kind: str
    keys: tuple[str, ...]
    blocking: bool
    rule: Rule | None = None
    values: tuple[Fraction | None, ...] = ()
    explain_at: str = ""


def check(
    content: FormContent,
    cells: Cells,
    before: Cells | None,
    year_before: Cells | None = None,
    narratives: Mapping[str, str] | None = None,
    *,
    submitting: bool = False,
    year_begins: bool = False,
) -> tuple[Problem, ...]:
    """All that is wrong, in the order of the form and of its rules; nothing where all is well.

    `before` and `year_before` go by the keys of this version (see `versions.map_cells`), None where there are none.
    While one types (not `submitting`) what is missing is no problem. `year_begins`: the period is the first of its
    year, so that cumulative figures which restart are not compared with the last of the old year. A problem that is
    not blocking is settled by an explanation at its cell.
    """
    filled = answers(cells)
    beside = _Answers(content, filled), _Answers(content, before or {}), _Answers(content, year_before or {})
    found = list(_missing(content, filled, cells.keys() - filled.keys())) if submitting else []
    for rule in content.rules:
        problem = _Asked(rule, *beside, submitting, year_begins).problem()
        if problem is not None:
            found.append(problem)
    return (*found, *_texts(content, narratives or {}, submitting=submitting))


def figures(content: FormContent, cells: Cells) -> dict[str, Fraction | None]:
    """By cell key every figure of the form, filled in or computed; None where it is not known."""
    computed = totals(content, cells)
    known = content.indicators
    return {key: computed[key] if key in computed else number_of(cells.get(key), known[key]) for key in known}


def leaves(content: FormContent, key: str) -> tuple[str, ...]:
    """The cells that a unit fills in and that make up this one: itself, or the parts of its formula."""
    known = content.indicators
    found: dict[str, None] = {}
    waiting, seen = [key], set[str]()
    while waiting:
        at = waiting.pop(0)
        if at in seen or at not in known:
            continue
        seen.add(at)
        if known[at].formula:
            waiting += expressions.names(expressions.parse(known[at].formula))
        else:
            found[at] = None
    return tuple(found)


class _Answers:
    """The figures of one return."""

    def __init__(self, content: FormContent, cells: Cells) -> None:
        self.content, self.cells = content, cells
        self.figures = figures(content, cells)

    def value(self, key: str) -> Fraction | None:
        """The figure; None where it is not known."""
        return self.figures.get(key)

    def excluded(self, key: str) -> bool:
        """Whether the unit said that it does not apply."""
        cell = self.cells.get(key)
        return cell is not None and cell.state is State.NOT_APPLICABLE

    def answered(self, key: str) -> bool:
        """Whether anything was said: a figure, a state, or the parts that it is computed from."""
        return key in self.cells or self.value(key) is not None

    def explained(self, *keys: str) -> tuple[str, bool]:
        """The cell that an explanation about the first of these belongs to, and whether there is one.

        A computed figure has no cell of its own: the first filled part of it stands for it; where nothing of the first
        is filled in, the next one.
        """
        for key in keys:
            filled = [cell for cell in (key, *leaves(self.content, key)) if cell in self.cells]
            if filled:
                return filled[0], any(self.cells[cell].explanation.strip() for cell in filled)
        return keys[0], False


@dataclass(frozen=True, slots=True)
class _Asked:
    """One rule, asked of one return."""

    rule: Rule
    now: _Answers
    before: _Answers
    year_before: _Answers
    submitting: bool
    year_begins: bool

    def problem(self) -> Problem | None:
        """What breaks the rule, unless it has been explained."""
        kind = self.rule.kind
        values = _CHECKS[kind](self)
        if values is None:
            return None
        keys = (self.rule.indicator, *self.rule.others)
        explain_at, explained = self.now.explained(*keys)
        if explained and not self.rule.blocking:
            return None
        return Problem(kind.value, keys, self.rule.blocking, self.rule, values, explain_at)

    @property
    def value(self) -> Fraction | None:
        """The figure that the rule is about."""
        return self.now.value(self.rule.indicator)

    @property
    def indicator(self) -> Indicator:
        """The indicator that the rule is about."""
        return self.now.content.indicators[self.rule.indicator]


_Values = tuple[Fraction | None, ...] | None  # None: the rule is kept, or cannot be asked


def _range(asked: _Asked) -> _Values:
    value, least, most = asked.value, asked.rule.least, asked.rule.most
    if value is None or ((least is None or least <= value) and (most is None or value <= most)):
        return None
    return (value,)


def _parts(asked: _Asked) -> _Values:
    """Equal to the last decimal of the whole: parts may have more decimals. What does not apply adds nothing."""
    whole, others = asked.value, asked.rule.others
    parts = [_ZERO if asked.now.excluded(key) else asked.now.value(key) for key in others]
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts):
        return None
    step = Fraction(1, 10**asked.indicator.decimals)
    return None if abs(whole - sum(known, _ZERO)) <= step * _HALF else (whole, *parts)


def _at_most(asked: _Asked) -> _Values:
    value, most = asked.value, asked.now.value(asked.rule.others[0])
    return None if value is None or most is None or value <= most else (value, most)


def _not_below_last(asked: _Asked) -> _Values:
    value, last = asked.value, asked.before.value(asked.rule.indicator)
    if value is None or last is None or value >= last or _restarts(asked):
        return None
    return (value, last)


def _change(asked: _Asked) -> _Values:
    return None if _restarts(asked) else _changed(asked, asked.before)


def _change_year(asked: _Asked) -> _Values:
    return _changed(asked, asked.year_before)


def _changed(asked: _Asked, against: _Answers) -> _Values:
    value, old = asked.value, against.value(asked.rule.indicator)
    if value is None or old is None or asked.rule.most is None:
        return None
    by = abs(value - old)
    small = by <= (asked.rule.least or _ZERO)
    return None if small or by * 100 <= asked.rule.most * abs(old) else (value, old)


def _restarts(asked: _Asked) -> bool:
    """Whether the figure began anew with this period."""
    if not asked.year_begins:
        return False
    entry = next(
        entry for _, entry, cell in asked.now.content.rows() if cell.id == asked.rule.indicator
    )  # fmt: skip
    return entry.indicator.kind is Kind.CUMULATIVE and entry.asked.restarts


def _required_if(asked: _Asked) -> _Values:
    if not asked.submitting or asked.now.answered(asked.rule.indicator):
        return None
    other = asked.now.value(asked.rule.others[0])
    return (None, other) if other is not None and other > (asked.rule.least or _ZERO) else None


def _only_if(asked: _Asked) -> _Values:
    """What is not known when one submits is not over anything, and neither is what does not apply."""
    key = asked.rule.others[0]
    value, other = asked.value, asked.now.value(key)
    if value is None or value <= 0 or (other is not None and other > (asked.rule.least or _ZERO)):
        return None
    unknown = other is None and not asked.now.excluded(key)
    return None if unknown and not asked.submitting else (value, other)


_CHECKS: Mapping[RuleKind, Callable[[_Asked], _Values]] = {
    RuleKind.RANGE: _range,
    RuleKind.PARTS: _parts,
    RuleKind.AT_MOST: _at_most,
    RuleKind.NOT_BELOW_LAST: _not_below_last,
    RuleKind.CHANGE: _change,
    RuleKind.CHANGE_YEAR: _change_year,
    RuleKind.REQUIRED_IF: _required_if,
    RuleKind.ONLY_IF: _only_if,
}


def _missing(content: FormContent, cells: Mapping[str, Cell], alone: Set[str]) -> Iterator[Problem]:
    for _, entry, cell in content.rows():
        if entry.required and not cell.formula and cell.id not in cells:
            yield Problem(REQUIRED, (cell.id,), blocking=True)
        elif cell.id in alone:
            yield Problem(WORDS_ALONE, (cell.id,), blocking=True)


def _texts(content: FormContent, narratives: Mapping[str, str], *, submitting: bool) -> Iterator[Problem]:
    for text in content.narratives:
        written = narratives.get(text.key, "").strip()
        if len(written) > text.longest:
            length = (Fraction(len(written)), Fraction(text.longest))
            yield Problem(NARRATIVE_LONG, (text.key,), blocking=True, values=length)
        elif submitting and text.required and not written:
            yield Problem(NARRATIVE_REQUIRED, (text.key,), blocking=True)
