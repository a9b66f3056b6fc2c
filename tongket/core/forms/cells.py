"""What a unit answers: cells by key, as they are kept with a return.

A cell is an integer in units of 10 to the minus the indicator's decimals, or one of two states; an absent cell was
not filled in. Zero, "nothing to report" and "not applicable" are three different answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from tongket.core.forms.model import FormContent
from tongket.core.rollup import expressions
from tongket.core.rollup.model import Indicator, OverUnits, State

STATES = (State.NOTHING_TO_REPORT, State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: `value` or `state`; `comment` and `explanation` are the unit's own words.

    In a draft words may stand at a cell that is empty, before its answer or after it was deleted: then both are None.
    """

    value: int | None = None
    state: State | None = None
    comment: str = ""
    explanation: str = ""

    def __post_init__(self) -> None:
        if (self.value is not None and self.state is not None) or (self.state is not None and self.state not in STATES):
            raise ValueError("a cell is a value, 'nothing to report' or 'not applicable'")
        if not self.answered and not (self.comment or self.explanation):
            raise ValueError("a cell that says nothing is not there")

    @property
    def answered(self) -> bool:
        """Whether it is filled in."""
        return self.value is not None or self.state is not None

    def same_answer(self, other: Cell | None) -> bool:
        """Whether it says the same figure or state; words aside."""
        return other is not None and (self.value, self.state) == (other.value, other.state)

    def saying(self, *, comment: str | None = None, explanation: str | None = None) -> Cell:
        """The same answer with other words."""
        return replace(
            self,
            comment=self.comment if comment is None else comment,
            explanation=self.explanation if explanation is None else explanation,
        )


Cells = Mapping[str, Cell]


def answers(cells: Cells) -> dict[str, Cell]:
    """The cells that are filled in, without those that hold words alone."""
    return {key: cell for key, cell in cells.items() if cell.answered}


def number_of(cell: Cell | None, indicator: Indicator) -> Fraction | None:
    """The figure in its unit of measure: nothing to report is 0; not applicable, or no cell, is None."""
    if cell is None or not cell.answered or cell.state is State.NOT_APPLICABLE:
        return None
    return Fraction(0) if cell.value is None else Fraction(cell.value, 10**indicator.decimals)


def totals(content: FormContent, cells: Cells) -> dict[str, Fraction | None]:
    """By cell key what every formula and sub-total comes to; None where its parts are not known."""
    known = content.indicators
    nodes = {key: expressions.parse(each.formula) for key, each in known.items() if each.formula}
    found: dict[str, Fraction | None] = {}

    def value_of(key: str) -> Fraction | None:
        if key in found:
            return found[key]
        return number_of(cells.get(key), known[key]) if key in known else None

    for key in expressions.in_order(nodes):
        if cells.get(key) is None:
            found[key] = expressions.evaluate(nodes[key], value_of)
    return found


def cells_as_json(cells: Cells) -> dict[str, Any]:
    """Cells as a return keeps them: only what is said."""
    return {key: _as_json(cell) for key, cell in sorted(cells.items())}


def cells_from_json(data: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells that a return keeps."""
    return {key: _from_json(cell) for key, cell in data.items()}


def _as_json(cell: Cell) -> dict[str, Any]:
    said: dict[str, Any] = {} if cell.value is None else {"value": cell.value}
    if cell.state is not None:
        said = {"state": cell.state.value}
    words = {"comment": cell.comment, "explanation": cell.explanation}
    return said | {name: text for name, text in words.items() if text}


def _from_json(data: Mapping[str, Any]) -> Cell:
    state = State(data["state"]) if "state" in data else None
    return Cell(data.get("value"), state, data.get("comment", ""), data.get("explanation", ""))


def together(content: FormContent, parts: Sequence[Cells]) -> dict[str, Cell]:
    """What units that became one said, as if it had said it: the sum of each figure that adds up over units.

    A cell that one of them left out, or where none gave a figure, is left out; of a single one everything is kept.
    """
    if len(parts) == 1:
        return dict(parts[0])
    found: dict[str, Cell] = {}
    for key, indicator in content.indicators.items():
        said = [cells[key] for cells in parts if key in cells and cells[key].state is not State.NOT_APPLICABLE]
        everyone = all(key in cells for cells in parts)
        if everyone and said and indicator.over_units is OverUnits.SUM:
            found[key] = Cell(sum(cell.value or 0 for cell in said))
    return found
