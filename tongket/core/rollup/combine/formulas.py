"""Formula indicators of a case: what they are made of, and their value for one unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from tongket.core.rollup.combine.holdings import Holding
from tongket.core.rollup.expressions import Node, evaluate, in_order, names, parse
from tongket.core.rollup.model import Indicator

Held = Callable[[str], tuple[Holding, ...]]  # indicator -> what the unit holds of it
PerUnit = Callable[[Held], tuple[Holding, ...]]


def parts_of(indicator: str, indicators: Mapping[str, Indicator]) -> frozenset[str]:
    """Every indicator that a formula is made of, through other formulas too; empty for a plain indicator."""
    formula = indicators[indicator].formula if indicator in indicators else ""
    direct = names(parse(formula)) if formula else ()
    return frozenset(direct).union(*(parts_of(part, indicators) for part in direct))


def formula_faults(indicators: Mapping[str, Indicator]) -> Iterator[tuple[str, str]]:
    """(indicator, problem) for each formula that cannot be read, names what is not there, or leads back to itself."""
    nodes: dict[str, Node] = {}
    for i, indicator in indicators.items():
        if indicator.formula:
            try:
                nodes[i] = parse(indicator.formula)
            except ValueError as error:
                yield i, str(error)
    for i, node in nodes.items():
        for name in names(node):
            if name not in indicators:
                yield i, f"the formula of '{i}' names '{name}', which is not an indicator of this case"
    try:
        in_order(nodes)
    except ValueError as error:
        yield next(i for i in nodes if f"'{i}'" in str(error)), str(error)


def per_unit_formulas(indicators: Mapping[str, Indicator]) -> dict[str, PerUnit]:
    """For each formula that is taken per unit and then added: from what a unit holds to its value."""
    return {
        i: _per_unit(indicator, parse(indicator.formula), indicators)
        for i, indicator in indicators.items()
        if indicator.formula and not indicator.recomputed
    }


def _per_unit(indicator: Indicator, node: Node, indicators: Mapping[str, Indicator]) -> PerUnit:
    def compute(held: Held) -> tuple[Holding, ...]:
        used = {part: [h for h in held(part) if h.value is not None] for part in names(node)}

        def value_of(part: str) -> Fraction | None:
            scale = 10 ** indicators[part].decimals
            return sum((Fraction(h.value or 0) / scale for h in used[part]), Fraction(0)) if used[part] else None

        value = evaluate(node, value_of)
        holdings = [holding for part in used.values() for holding in part]
        if value is None or not holdings:
            return ()
        return (
            Holding(
                value=value * 10**indicator.decimals,
                moment=max(holding.moment for holding in holdings),
                rows=tuple(row for holding in holdings for row in holding.rows),
                zero_by_list=all(holding.zero_by_list for holding in holdings),
                sources=tuple(dict.fromkeys(source for holding in holdings for source in holding.sources)),
            ),
        )

    return compute
