"""A return as a reviewer reads it: rows of figures beside those before, texts, history, two revisions compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from tongket.core.forms.cells import Cell
from tongket.core.forms.comparing import Change, Kind, growth_text
from tongket.core.forms.model import FormContent
from tongket.core.forms.numbers import STATE_WORDS
from tongket.core.forms.rules import figures
from tongket.core.forms.wording import cell_name, problem_text
from tongket.core.phrasing.numbers import signed
from tongket.core.rollup.amounts import number, unit_word
from tongket.core.rollup.model import Indicator
from tongket.core.rollup.rounding import rounded
from tongket.flow.organisation.actors import ROLE_NAMES
from tongket.flow.returns.queries.reviewing import Backing, Review, StepShown
from tongket.flow.returns.views.showing.words import deed_word


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with those before it, and all that was said about it.

    `known`: the unit filled it in, or it follows from what it filled in. `reminded` is the remark of when it was last
    sent back, `typed` the one that is being written.
    """

    key: str
    name: str
    measure: str
    computed: bool
    known: bool
    value: str
    before: str
    change: str
    year_before: str
    year_change: str
    problems: tuple[str, ...]
    explanation: str
    comment: str
    evidence: tuple[Backing, ...]
    reminded: str
    typed: str

    @property
    def spoken_of(self) -> bool:
        """Whether anything stands below the figure."""
        return bool(self.problems or self.explanation or self.comment or self.evidence or self.reminded)


@dataclass(frozen=True, slots=True)
class Text:
    """A narrative as it was filed."""

    key: str
    title: str
    text: str
    problems: tuple[str, ...]
    reminded: str
    typed: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form."""

    title: str
    rows: tuple[Row, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reviewer has to know before they decide: how much is said, left empty, wrong and explained."""

    filled: int
    empty: int
    problems: int
    explanations: int
    files: int


def parts_of(found: Review, lang: str, typed: Mapping[str, str]) -> tuple[Part, ...]:
    """The sections of the form with what the unit filed. `typed`: by key, remarks that are being written."""
    rows = _Rows(found, lang, typed)
    return tuple(
        Part(
            section.title,
            tuple(rows.row(cell) for entry in section.entries for cell in entry.asked.cells()),
            tuple(
                Text(
                    text.key,
                    text.title,
                    found.narratives.get(text.key, ""),
                    rows.problems(text.key),
                    found.remarks.get(text.key, ""),
                    typed.get(text.key, ""),
                )
                for text in section.narratives
            ),
        )
        for section in found.content.sections
    )


def summary_of(found: Review) -> Summary:
    """The whole in five numbers."""
    asked = [cell for _, _, cell in found.content.rows() if not cell.formula]
    filled = sum(cell.id in found.cells for cell in asked)
    explained = sum(bool(cell.explanation) for cell in found.cells.values())
    return Summary(filled, len(asked) - filled, len(found.problems), explained, len(found.evidence))


class _Rows:
    def __init__(self, found: Review, lang: str, typed: Mapping[str, str]) -> None:
        self.found, self.lang, self.typed = found, lang, typed
        self.now = figures(found.content, found.cells)
        self.before = figures(found.content, found.beside.before or {})
        self.year_before = figures(found.content, found.beside.year_before or {})

    def row(self, cell: Indicator) -> Row:
        found, key = self.found, cell.id
        answer = found.cells.get(key)
        now, before, year = self.now[key], self.before[key], self.year_before[key]
        return Row(
            key=key,
            name=cell_name(found.content, key, self.lang),
            measure=unit_word(cell, self.lang),
            computed=bool(cell.formula),
            known=answer is not None or now is not None,
            value=answer_text(answer, now, cell, self.lang),
            before=answer_text((found.beside.before or {}).get(key), before, cell, self.lang),
            change=growth_text(before, now, cell, self.lang),
            year_before=answer_text((found.beside.year_before or {}).get(key), year, cell, self.lang),
            year_change=growth_text(year, now, cell, self.lang),
            problems=self.problems(key),
            explanation=answer.explanation if answer else "",
            comment=answer.comment if answer else "",
            evidence=tuple(file for file in found.evidence if file.cell == key),
            reminded=found.remarks.get(key, ""),
            typed=self.typed.get(key, ""),
        )

    def problems(self, key: str) -> tuple[str, ...]:
        found = self.found
        return tuple(problem_text(each, found.content, self.lang) for each in found.problems if each.keys[0] == key)


def answer_text(cell: Cell | None, value: Fraction | None, indicator: Indicator, lang: str) -> str:
    """A figure, or the state in words; "" where nothing is known."""
    if cell is not None and cell.state is not None:
        return STATE_WORDS[cell.state][lang]
    return "" if value is None else number(rounded(value, indicator.decimals), lang, indicator.decimals)


@dataclass(frozen=True, slots=True)
class StepTold:
    """A deed of the history in words."""

    at: datetime
    what: str
    name: str
    role: str
    filing: int
    note: str
    remarks: tuple[tuple[str, str], ...]


def steps_told(steps: tuple[StepShown, ...], content: FormContent, lang: str) -> tuple[StepTold, ...]:
    """The history, the oldest first; remarks by the names of what they are about."""
    return tuple(
        StepTold(
            step.at, deed_word(step.deed), step.name, str(ROLE_NAMES[step.role]), step.filing, step.note,
            tuple((cell_name(content, key, lang), text) for key, text in step.remarks.items()),
        )
        for step in steps
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """A cell that differs between two revisions, in words."""

    name: str
    measure: str
    what: str
    old: str
    new: str
    difference: str
    percent: str
    words: tuple[tuple[str, str, str], ...]


def changes_told(changes: tuple[Change, ...], content: FormContent, lang: str) -> Iterator[ChangeTold]:
    """The changes of a comparison."""
    for each in changes:
        cell, same = each.indicator, each.kind is Kind.WORDS
        step = None if same else each.difference
        yield ChangeTold(
            name=cell_name(content, each.key, lang) if each.kind is not Kind.DROPPED else cell.name(lang),
            measure=unit_word(cell, lang),
            what=_kinds()[each.kind],
            old=answer_text(each.before, each.old, cell, lang),
            new=answer_text(each.after, each.new, cell, lang),
            difference="" if step is None else signed(rounded(step, cell.decimals), lang, cell.decimals),
            percent="" if same else growth_text(each.old, each.new, cell, lang),
            words=tuple(_other_words(each.before, each.after)),
        )


def _other_words(before: Cell | None, after: Cell | None) -> Iterator[tuple[str, str, str]]:
    """What was said about it, before and after, where that differs."""
    for title, name in ((_("Explanation"), "explanation"), (_("Comment"), "comment")):
        old, new = getattr(before, name, ""), getattr(after, name, "")
        if old != new:
            yield title, old, new


def _kinds() -> Mapping[Kind, str]:
    return {
        Kind.FILLED: _("filled in"),
        Kind.EMPTIED: _("emptied"),
        Kind.CHANGED: _("changed"),
        Kind.WORDS: _("other words"),
        Kind.DROPPED: _("no longer asked"),
    }
