"""A form as one version of it asks: sections with indicators and narratives, and the rules that answers must keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from tongket.core.rollup.asking.model import Asked
from tongket.core.rollup.model import Indicator


class WrongForm(ValueError):
    """A form that contradicts itself: a key twice, a rule about what is not asked."""


class Part(StrEnum):
    """The part of a periodic report that a narrative goes into (Nghị định 09/2019/NĐ-CP: I to IV)."""

    RESULTS = "results"
    SHORTCOMINGS = "shortcomings"
    DIRECTIONS = "directions"
    PROPOSALS = "proposals"


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator that is asked, with its categories. A formula shows its total as one types."""

    asked: Asked
    required: bool = True
    guidance: str = ""

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.asked.indicator


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text that is asked, of at most `longest` characters; paragraphs are lines, points begin with "- " or "+ "."""

    key: str
    title: str
    part: Part = Part.RESULTS
    guidance: str = ""
    required: bool = False
    longest: int = 5_000


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form under a heading, in the order in which it is filled."""

    key: str
    title: str
    guidance: str = ""
    entries: tuple[Entry, ...] = ()
    narratives: tuple[Narrative, ...] = ()


class RuleKind(StrEnum):
    """What a rule asks of the value of its indicator."""

    RANGE = "range"  # not under `least`, not over `most`
    PARTS = "parts"  # equal to the sum of `others`
    AT_MOST = "at_most"  # not over the one in `others`: schools closed are schools
    NOT_BELOW_LAST = "not_below_last"  # a cumulative value not under that of the period before
    CHANGE = "change"  # not changed by more than `most` percent (and `least`, if given) against the period before
    CHANGE_YEAR = "change_year"  # the same against that period of the year before
    REQUIRED_IF = "required_if"  # must be filled where the one in `others` is over `least` (0)
    ONLY_IF = "only_if"  # may be over 0 only where the one in `others` is over `least` (0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about cells of a return. A broken rule blocks, or where not `blocking` asks for an explanation.

    `indicator` and `others` are cell keys: an indicator, or "indicator;dimension=value".
    """

    kind: RuleKind
    indicator: str
    others: tuple[str, ...] = ()
    least: Fraction | None = None
    most: Fraction | None = None
    blocking: bool = True


@dataclass(frozen=True)
class FormContent:
    """All that one version of a form asks. Raises WrongForm where it contradicts itself.

    What follows from it is worked out once: a return asks for it again and again.
    """

    sections: tuple[Section, ...]
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        keys = [section.key for section in self.sections]
        keys += [entry.indicator.id for entry in self.entries] + [text.key for text in self.narratives]
        if twice := next((key for key in keys if keys.count(key) > 1), ""):
            raise WrongForm(f"'{twice}' stands twice in the form")
        known = set(self.indicators)
        for rule in self.rules:
            if strange := next((key for key in (rule.indicator, *rule.others) if key not in known), ""):
                raise WrongForm(f"a rule names '{strange}', which the form does not ask")

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All indicators that are asked, in the order of the form."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @cached_property
    def narratives(self) -> tuple[Narrative, ...]:
        """All texts that are asked, in the order of the form."""
        return tuple(text for section in self.sections for text in section.narratives)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """By cell key, in the order of the form: each indicator, its sub-totals along categories, and its cells."""
        return {cell.id: cell for _, _, cell in self._rows}

    def rows(self) -> tuple[tuple[Section, Entry, Indicator], ...]:
        """Every row of the form as it is filled in: a section, what is asked, and the cell."""
        return self._rows

    @cached_property
    def _rows(self) -> tuple[tuple[Section, Entry, Indicator], ...]:
        return tuple(
            (section, entry, cell)
            for section in self.sections
            for entry in section.entries
            for cell in entry.asked.cells()
        )

    def fillable(self, key: str) -> bool:
        """Whether a unit fills that cell in; what a formula computes it does not."""
        cell = self.indicators.get(key)
        return cell is not None and not cell.formula
