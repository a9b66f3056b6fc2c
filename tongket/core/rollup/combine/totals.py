"""The totals of a case, made by an engine: what counts goes in as one sparse product, the totals come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tongket.core.rollup.answer import Answer
from tongket.core.rollup.combine.contributions import Contribution
from tongket.core.rollup.combine.formulas import parts_of
from tongket.core.rollup.model import Indicator, OverTime, State
from tongket.core.rollup.query import Era, Query
from tongket.core.rollup.tables import Memory, Said, Source, table_of
from tongket.core.units.model import Basis, Share

if TYPE_CHECKING:
    from tongket.core.rollup.combine.statement import Question

Engine = Callable[[Query, Source], Answer]
Parts = Callable[[str], tuple[Contribution, ...]]
_LAST = "~"  # the period of figures whose last value counts: after every moment


def totals(question: Question, parts: Parts, ids: Iterable[str]) -> dict[str, Fraction | None]:
    """The total of the unit asked for, by indicator, in units of 10 to the minus its decimals; None is unknown.

    A formula that is taken per unit comes with its values; one that is recomputed comes with its parts.
    """
    defined = question.case.indicators
    wanted = list(ids)
    asked = [i for i in defined if any(i == w or i in parts_of(w, defined) for w in wanted)]
    given = {i: parts(i) for i in asked if not defined[i].recomputed}
    fractional = {i for i, found in given.items() if any(c.holding.value != _whole(c) for c in found)}
    counted = {i: found for i, found in given.items() if i not in fractional}
    answer = question.engine(
        *_posed(question.unit, counted, [_plain(defined[i]) for i in asked if i not in fractional])
    )
    scales = {i: 10 ** defined[i].decimals for i in wanted}
    values = {i: answer.total(question.unit, i).value for i in wanted if i not in fractional}
    exact = {i: None if value is None else value * scales[i] for i, value in values.items()}
    return exact | {i: _added(given[i]) for i in wanted if i in fractional}


def _plain(indicator: Indicator) -> Indicator:
    """A formula that was taken per unit is a figure like any other by now."""
    return indicator if indicator.recomputed else replace(indicator, formula="")


def _whole(part: Contribution) -> int | None:
    return None if part.holding.value is None else int(part.holding.value)


def _added(parts: Iterable[Contribution]) -> Fraction | None:
    """Values of a formula that are no whole numbers: added as they are."""
    known = [part.value for part in parts if part.value is not None]
    return sum(known, Fraction(0)) if known else None


def _posed(
    unit: str, counted: Mapping[str, tuple[Contribution, ...]], indicators: list[Indicator]
) -> tuple[Query, Source]:
    """The contributions as a query on a small map: the places in which they count, under the unit asked for."""
    cells: dict[str, dict[tuple[str, str], Said]] = defaultdict(dict)
    shares: dict[str, dict[str, Fraction]] = defaultdict(dict)
    by_id = {indicator.id: indicator for indicator in indicators}
    for i, parts in counted.items():
        for part in parts:
            whole = _whole(part)
            if whole is None:
                continue
            period = _LAST if by_id[i].over_time is OverTime.LAST else part.holding.moment.instant.isoformat()
            zero = part.holding.state is State.ZERO_BY_LIST
            cells[period][part.holder.key, i] = State.ZERO_BY_LIST if zero else whole
            shares[part.holder.key][part.place] = part.fraction
    places = {place for found in shares.values() for place in found}
    parents = {unit: None, **dict.fromkeys(sorted(places - {unit}), unit)}
    periods = tuple(sorted(cells)) or (_LAST,)
    era = Era(periods, {holder: _shares(holder, found) for holder, found in shares.items()})
    obliged = {period: frozenset(holder for holder, _ in said) for period, said in cells.items()}
    query = Query(tuple(indicators), (era,), parents, obliged)
    return query, Memory({period: table_of(said) for period, said in cells.items()})


def _shares(holder: str, found: Mapping[str, Fraction]) -> tuple[Share, ...]:
    """Where a holder counts; what lies outside the unit asked for counts nowhere here."""
    shares = [Share(holder, place, fraction, Basis.WHOLE) for place, fraction in found.items()]
    rest = 1 - sum(found.values(), Fraction(0))
    return tuple(shares) if not rest else (*shares, Share(holder, None, rest, Basis.WHOLE))
