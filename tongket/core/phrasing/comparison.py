"""Our totals beside the published ones over all moments: which agree, which differ and why, which cannot be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tongket.core.phrasing.reconciliation import explain, no_list
from tongket.core.rollup.figures import Figure, Statement


class Status(StrEnum):
    """What came of comparing one published total."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_LIST = "no complete list"


@dataclass(frozen=True, slots=True)
class Compared:
    """One published total beside ours. `why` is a sentence in the language asked for."""

    as_of: str
    figure: Figure
    status: Status
    why: str

    def as_plain(self) -> dict[str, Any]:
        """Plain values for JSON; numbers are integers where the indicator has no decimals."""
        published = self.figure.published
        return {
            "as_of": self.as_of,
            "indicator": self.figure.indicator.id,
            "value": _number(self.figure.value, self.figure),
            "published": _number(published.value if published else None, self.figure),
            "difference": _number(self.figure.difference, self.figure),
            "status": str(self.status),
            "why": self.why,
            "source": published.source if published else None,
        }

    def as_text(self) -> tuple[str, ...]:
        """The columns of a line of text."""
        plain = self.as_plain()
        numbers = ("-" if plain[key] is None else str(plain[key]) for key in ("value", "published", "difference"))
        return (self.as_of, self.figure.indicator.id, *numbers, self.status, self.why)


def compare(statements: Iterable[Statement], lang: str) -> tuple[Compared, ...]:
    """Every published total of the statements, in their order."""
    return tuple(
        _compared(figure, statement, lang)
        for statement in statements
        for figure in statement.figures
        if figure.published is not None
    )


def counted(lines: Sequence[Compared]) -> dict[str, int]:
    """How many totals have a complete list, agree, differ, and have none."""
    found = {status: sum(line.status is status for line in lines) for status in Status}
    return {
        "with_complete_list": found[Status.AGREES] + found[Status.DIFFERS],
        "agree": found[Status.AGREES],
        "differ": found[Status.DIFFERS],
        "no_complete_list": found[Status.NO_LIST],
    }


def _compared(figure: Figure, statement: Statement, lang: str) -> Compared:
    if not figure.complete_list or figure.difference is None:
        return Compared(statement.as_of, figure, Status.NO_LIST, no_list(lang))
    status = Status.DIFFERS if figure.difference else Status.AGREES
    return Compared(statement.as_of, figure, status, explain(figure, lang, statement))


def _number(value: Decimal | None, figure: Figure) -> int | float | None:
    if value is None:
        return None
    return float(value) if figure.indicator.decimals else int(value)
