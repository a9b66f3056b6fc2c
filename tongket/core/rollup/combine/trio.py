"""Rule 3: `dead`, `missing` and `dead_missing` move together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tongket.core.periods.moments import Moment
from tongket.core.rollup.combine.holdings import Holding, printed, zero_by_list
from tongket.core.rollup.combine.lists import DEAD, DEAD_MISSING, MISSING, TRIO, CompleteList
from tongket.core.rollup.combine.rows import Row

PARTS = (DEAD, MISSING)


def next_trio(
    rows: Mapping[str, tuple[Row, ...]],
    aside: Mapping[str, tuple[Row, ...]],
    list_: CompleteList | None,
    moment: Moment,
    before: Mapping[str, Holding],
) -> dict[str, Holding] | None:
    """What a unit holds of the three after a moment; None where the moment says nothing of them.

    `rows` are the rows that count, best first, `aside` those that a complete list outweighs; `before` is what
    the unit held.
    """
    said = {i: printed(rows[i], aside.get(i, ())) for i in TRIO if rows.get(i)}
    listed = {i for i in TRIO if list_ is not None and i in list_.covers}
    if not said and not listed:
        return None
    if list_ is not None and list_.covers_trio:
        return _by_whole_list(said, aside, list_, moment)
    for part in PARTS:
        if part in listed and part not in said and list_ is not None:
            said[part] = zero_by_list(list_, moment, aside.get(part, ()))
    if DEAD_MISSING in said:
        return _unsplit(said, {}, moment)
    carried = {part: said.get(part) or before.get(part) or Holding.unknown(moment) for part in PARTS}
    return {**carried, DEAD_MISSING: added(carried[DEAD], carried[MISSING])}


def _by_whole_list(
    said: dict[str, Holding], aside: Mapping[str, tuple[Row, ...]], list_: CompleteList, moment: Moment
) -> dict[str, Holding]:
    """A list that covers all three: a unit it leaves out is zero, of one part alone the other is zero."""
    if DEAD_MISSING in said:
        return _unsplit(said, aside, moment)
    parts = {part: said.get(part) or zero_by_list(list_, moment, aside.get(part, ())) for part in PARTS}
    whole = added(parts[DEAD], parts[MISSING])
    return {**parts, DEAD_MISSING: replace(whole, aside=aside.get(DEAD_MISSING, ()) + whole.aside)}


def _unsplit(said: dict[str, Holding], aside: Mapping[str, tuple[Row, ...]], moment: Moment) -> dict[str, Holding]:
    """The sum is printed: a part that is not printed is unknown, and the sum says how much is not split."""
    whole = said[DEAD_MISSING]
    known = sum(said[part].value or 0 for part in PARTS if part in said)
    return {
        **{part: said.get(part) or Holding.unknown(moment, aside.get(part, ())) for part in PARTS},
        DEAD_MISSING: replace(whole, unsplit=(whole.value or 0) - known),
    }


def added(dead: Holding, missing: Holding) -> Holding:
    """The sum of what is known of the two parts; unknown where neither is."""
    known = [part for part in (dead, missing) if part.value is not None]
    if not known:
        return Holding.unknown(dead.moment)
    return Holding(
        value=sum(part.value or 0 for part in known),
        moment=max(part.moment for part in known),
        rows=tuple(row for part in known for row in part.rows),
        zero_by_list=all(part.zero_by_list for part in known),
        sources=tuple(dict.fromkeys(source for part in known for source in part.sources)),
    )
