"""A return as its page shows it: rows with what stands in them, earlier values beside, and all that is said of them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from tongket.core.forms.cells import Cell, Cells, cells_as_json
from tongket.core.forms.comparing import growth_text
from tongket.core.forms.model import Entry, Narrative, Section
from tongket.core.forms.numbers import STATE_WORDS, written
from tongket.core.forms.rules import Problem, figures
from tongket.core.forms.wording import category_word, problem_text
from tongket.core.rollup.amounts import number, signed, unit_word
from tongket.core.rollup.model import Indicator
from tongket.core.rollup.rounding import rounded
from tongket.flow.returns.queries.filling import EvidenceListed, Hand, Sheet
from tongket.flow.returns.views.filling.typed import Typed


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words at a row; one that does not block asks for an explanation."""

    text: str
    blocking: bool


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else wrote into the cell or text meanwhile."""

    text: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """What the unit gave for the same under another regime."""

    text: str
    regime: str


@dataclass(slots=True)
class Row:
    """A row of the table. `text` is what stands in its cell; of a computed one what it comes to."""

    id: str
    key: str
    name: str
    part: bool
    measure: str
    guidance: str
    fillable: bool
    required: bool
    whole: bool
    text: str
    comment: str
    explanation: str
    before: str
    year_before: str
    change: str
    hand: Hand | None = None
    remark: str = ""
    refused: str = ""
    theirs: Theirs | None = None
    offer: Offer | None = None
    told: list[Told] = field(default_factory=list)
    explain: bool = False
    evidence: tuple[EvidenceListed, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether something at the cell is to be mended or settled."""
        return bool(self.refused or self.theirs or self.told)

    @property
    def open(self) -> bool:
        """Whether what lies under the row is shown at once."""
        return bool(self.explain or self.explanation)

    @property
    def more(self) -> bool:
        """Whether something lies under the row."""
        return bool(self.comment or self.explanation or self.evidence)


@dataclass(slots=True)
class Text:
    """A text of the form."""

    id: str
    asked: Narrative
    text: str
    hand: Hand | None = None
    remark: str = ""
    refused: str = ""
    theirs: Theirs | None = None
    told: list[Told] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether something is to be mended or settled."""
        return bool(self.refused or self.theirs or self.told)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form with its rows and texts."""

    section: Section
    number: str
    rows: list[Row]
    texts: list[Text]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the cells that a unit fills in have an answer."""

    done: int
    of: int


def progress(sheet: Sheet) -> Progress:
    """The count."""
    keys = [cell.id for _, _, cell in sheet.content.rows() if not cell.formula]
    return Progress(sum(key in sheet.cells for key in keys), len(keys))


def parts(
    sheet: Sheet,
    lang: str,
    typed: Typed | None = None,
    theirs: Mapping[str, Theirs] | None = None,
    offers: Mapping[str, Offer] | None = None,
) -> list[Part]:
    """The sections with all that stands in them; `typed` and `theirs` where a save did not go through as a whole."""
    typed, theirs = typed or Typed(), theirs or {}
    beside = _Beside(sheet, lang)
    told = told_at(sheet, sheet.problems(), lang)
    explain = {problem.explain_at for problem in sheet.problems() if not problem.blocking}
    found: list[Part] = []
    ids = (f"c{number}" for number in itertools.count())
    for section in sheet.content.sections:
        rows = [
            _with_words(row, typed, theirs, told, row.key in explain)
            for entry in section.entries
            for row in beside.rows(entry, ids)
        ]
        for row in rows:
            row.offer = (offers or {}).get(row.key)
        texts = [beside.narrative(next(ids), asked, typed, theirs, told) for asked in section.narratives]
        found.append(Part(section, str(len(found) + 1), rows, texts))
    return found


def _with_words(
    row: Row, typed: Typed, theirs: Mapping[str, Theirs], told: Mapping[str, list[Told]], explain: bool
) -> Row:
    row.told, row.explain = told.get(row.key, []), explain
    row.refused, row.theirs = typed.refused.get(row.key, ""), theirs.get(row.key)
    if row.key in typed.rows and (row.refused or row.theirs):
        said = typed.rows[row.key]
        row.text, row.comment, row.explanation = said.text, said.comment, said.explanation
    return row


def told_at(sheet: Sheet, problems: Iterable[Problem], lang: str) -> dict[str, list[Told]]:
    """Problems in words by the row where they are shown: the one to mend, and the one to explain them at."""
    found: dict[str, list[Told]] = {}
    for problem in problems:
        told = Told(problem_text(problem, sheet.content, lang), problem.blocking)
        for key in dict.fromkeys((problem.keys[0], problem.explain_at)):
            if key and (key == problem.keys[0] or not problem.blocking):
                found.setdefault(key, []).append(told)
    return found


def figures_shown(sheet: Sheet, lang: str) -> dict[str, tuple[str, str]]:
    """By key of every row what stands in it and how it changed against the period before."""
    beside = _Beside(sheet, lang)
    return {key: (beside.text(cell), beside.change(cell)) for key, cell in sheet.content.indicators.items()}


def base(sheet: Sheet) -> str:
    """What the page is based on, so that a save says it: {"cells", "narratives"} as JSON."""
    cells = cells_as_json({**sheet.cells, **sheet.alone})
    return json.dumps({"cells": cells, "narratives": dict(sheet.narratives)}, ensure_ascii=False)


class _Beside:
    """The figures of a return beside earlier ones, in one language."""

    def __init__(self, sheet: Sheet, lang: str) -> None:
        self.sheet, self.lang = sheet, lang
        self.now = figures(sheet.content, sheet.cells)
        self.past = figures(sheet.content, sheet.before)
        self.year = figures(sheet.content, sheet.year_before)

    def rows(self, entry: Entry, ids: Iterator[str]) -> Iterator[Row]:
        """The rows of an indicator: itself, then its sub-totals and cells by category."""
        for cell in entry.asked.cells():
            yield self._row(next(ids), cell, entry)

    def _row(self, id: str, cell: Indicator, entry: Entry) -> Row:
        part = cell.id != entry.indicator.id
        words = [category_word(value.partition("=")[2], self.lang) for value in cell.id.split(";")[1:]]
        stands = self.sheet.stands(cell.id)
        return Row(
            id=id,
            key=cell.id,
            name=", ".join(words) if part else cell.name(self.lang),
            part=part,
            measure=unit_word(cell, self.lang),
            guidance="" if part else entry.guidance,
            fillable=not cell.formula,
            required=entry.required and not cell.formula,
            whole=cell.decimals == 0,
            text=self.text(cell),
            comment=stands.comment if stands else "",
            explanation=stands.explanation if stands else "",
            before=self._earlier(cell, self.sheet.before, self.past),
            year_before=self._earlier(cell, self.sheet.year_before, self.year),
            change=self.change(cell),
            hand=self.sheet.hands.get(cell.id),
            remark=self.remark(cell.id),
            evidence=self.sheet.evidence.get(cell.id, ()),
        )

    def narrative(
        self,
        id: str,
        asked: Narrative,
        typed: Typed,
        theirs: Mapping[str, Theirs],
        told: Mapping[str, list[Told]],
    ) -> Text:
        """A text of the form."""
        found = Text(id, asked, self.sheet.narratives.get(asked.key, ""))
        found.hand, found.remark = self.sheet.hands.get(asked.key), self.remark(asked.key)
        found.told, found.theirs = told.get(asked.key, []), theirs.get(asked.key)
        found.refused = typed.refused.get(asked.key, "")
        if found.refused or found.theirs:
            found.text = typed.texts.get(asked.key, found.text)
        return found

    def remark(self, key: str) -> str:
        """What was said about a cell or text when the return was sent back."""
        return self.sheet.sent_back.remarks.get(key, "") if self.sheet.sent_back else ""

    def text(self, cell: Indicator) -> str:
        """What stands in a cell: of a computed one the figure."""
        if not cell.formula:
            return written(self.sheet.cells.get(cell.id), cell, self.lang)
        return self._figure(self.now.get(cell.id), cell)

    def change(self, cell: Indicator) -> str:
        """How much more or less than in the period before: "+3 (+8,1%)", of a share "+0,2 điểm %"."""
        now, past = self.now.get(cell.id), self.past.get(cell.id)
        if now is None or past is None:
            return ""
        grown = growth_text(past, now, cell, self.lang)
        by = signed(rounded(now - past, cell.decimals), self.lang, cell.decimals)
        return grown if cell.is_share else f"{by} ({grown})" if grown and now != past else by

    def _earlier(self, cell: Indicator, cells: Cells, known: Mapping[str, Fraction | None]) -> str:
        stood: Cell | None = cells.get(cell.id)
        if stood is not None and stood.state is not None:
            return STATE_WORDS[stood.state][self.lang]
        return self._figure(known.get(cell.id), cell)

    def _figure(self, value: Fraction | None, cell: Indicator) -> str:
        return "" if value is None else number(rounded(value, cell.decimals), self.lang, cell.decimals)
