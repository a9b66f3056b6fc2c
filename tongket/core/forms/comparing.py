"""Two revisions of a unit's return side by side: which cells and texts say something else.

The two may have been filed on different versions of the form; the mapping of the newer version says which cell of the
older one is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from fractions import Fraction

from tongket.core.forms.cells import Cell, Cells, number_of, totals
from tongket.core.forms.model import FormContent
from tongket.core.forms.versions import map_cells
from tongket.core.rollup.amounts import signed
from tongket.core.rollup.model import Indicator
from tongket.core.rollup.rounding import rounded

_POINTS = {"vi": " điểm %", "en": " points"}


class Kind(StrEnum):
    """What became of a cell."""

    FILLED = "filled"  # only the newer revision says something
    EMPTIED = "emptied"  # only the older revision says something
    CHANGED = "changed"  # another figure or state
    WORDS = "words"  # the same figure with other comments or explanations
    DROPPED = "dropped"  # the newer form no longer asks it


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs. `key` is that of the newer form, or of the older one where it was dropped.

    `old` and `new` are the figures in their unit of measure, None where there is none; of a formula they are what it
    comes to, and it has no cells.
    """

    key: str
    indicator: Indicator
    kind: Kind
    before: Cell | None
    after: Cell | None
    old: Fraction | None
    new: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """The newer figure less the older one, None where either is missing."""
        return None if self.old is None or self.new is None else self.new - self.old


def growth_text(old: Fraction | None, new: Fraction | None, indicator: Indicator, lang: str) -> str:
    """How a figure grew: "+5,6%"; a share in points, as its two figures are printed; "" where it is unknown.

    >>> rate = Indicator("rate", {}, "%", decimals=1)
    >>> growth_text(Fraction(803, 10), Fraction(805, 10), rate, "vi")
    '+0,2 điểm %'
    """
    share = indicator.is_share
    if old is None or new is None or not (share or old):
        return ""
    places = indicator.decimals if share else 1
    step = rounded(new, places) - rounded(old, places) if share else rounded((new - old) / abs(old) * 100, places)
    return f"{signed(step, lang, places)}{_POINTS[lang] if share else '%'}"


def compare(
    old: FormContent, old_cells: Cells, new: FormContent, new_cells: Cells, mapping: Mapping[str, str | None]
) -> tuple[Change, ...]:
    """Every cell that differs, in the order of the newer form, then what it no longer asks in that of the older.

    `mapping`: for cell keys of the older form what they are called in the newer one, None where no longer asked; a key
    left out keeps its name.
    """
    asked = new.indicators
    before, was = map_cells(old_cells, mapping), totals(old, old_cells)
    computed = {name: value for key, value in was.items() if (name := mapping.get(key, key)) is not None}
    now = totals(new, new_cells)
    kept = (_change(key, each, before.get(key), new_cells.get(key), computed, now) for key, each in asked.items())
    gone = (
        Change(key, each, Kind.DROPPED, old_cells[key], None, number_of(old_cells[key], each), None)
        for key, each in old.indicators.items()
        if key in old_cells and mapping.get(key, key) not in asked
    )
    return tuple(change for change in (*kept, *gone) if change is not None)


def _change(
    key: str,
    indicator: Indicator,
    before: Cell | None,
    after: Cell | None,
    was: Mapping[str, Fraction | None],
    now: Mapping[str, Fraction | None],
) -> Change | None:
    old = was.get(key) if before is None else number_of(before, indicator)
    new = now.get(key) if after is None else number_of(after, indicator)
    kind = _kind(before, after) if before or after else (Kind.CHANGED if old != new else None)
    return None if kind is None else Change(key, indicator, kind, before, after, old, new)


def _kind(before: Cell | None, after: Cell | None) -> Kind | None:
    if before is None:
        return Kind.FILLED
    if after is None:
        return Kind.EMPTIED
    if not after.same_answer(before):
        return Kind.CHANGED
    return None if before == after else Kind.WORDS


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: kept, or `added` by the newer one, or `removed` from the older one."""

    text: str
    added: bool = False
    removed: bool = False


def compare_text(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts in one, word by word; no pieces at all where they are the same.

    >>> [(piece.text, piece.added, piece.removed) for piece in compare_text("tập huấn 3 lớp", "tập huấn 4 lớp")]
    [('tập huấn ', False, False), ('3 ', False, True), ('4 ', True, False), ('lớp', False, False)]
    """
    return () if old == new else tuple(_pieces(_words(old), _words(new)))


def _words(text: str) -> list[str]:
    """Words with the white space after them, so that they join to the text again."""
    words: list[str] = []
    for char in text:
        if words and (char.isspace() or not words[-1][-1].isspace()):
            words[-1] += char
        else:
            words.append(char)
    return words


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("".join(new[start:end]))
        else:
            if removed := "".join(old[first:last]):
                yield Piece(removed, removed=True)
            if added := "".join(new[start:end]):
                yield Piece(added, added=True)
