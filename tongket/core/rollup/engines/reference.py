"""The definition of a roll-up, in plain Python with exact fractions: obvious, and slow.

For each indicator: first over time, for each unit as it was; then onto the chosen map; then over units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tongket.core.rollup import expressions
from tongket.core.rollup.age import ages
from tongket.core.rollup.answer import Answer, Contribution, Method, Total
from tongket.core.rollup.cells import Cell, Cells
from tongket.core.rollup.fragments import Fragment, fragments, unplaced
from tongket.core.rollup.model import Indicator, OverTime, OverUnits, State
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import LARGEST, ExactRangeExceeded, Source
from tongket.core.units.model import Basis, Share

ZERO, ONE = Fraction(0), Fraction(1)
Times = dict[tuple[str, int], Fraction | None]  # (place on the map, since) → how much of that stretch counts


def run(query: Query, source: Source) -> Answer:
    """Answer the query. Raises ExactRangeExceeded where a sum leaves 64 bits."""
    roll_up = _RollUp(query, source)
    totals = {(unit, i.id): roll_up.total(unit, i) for i in query.indicators for unit in query.parents}

    def contributions(unit: str, name: str) -> tuple[Contribution, ...]:
        return roll_up.contributions(unit, query.indicator(name))

    return Answer(
        units=tuple(query.parents),
        indicators=tuple(i.id for i in query.indicators),
        unplaced=unplaced(roll_up.fragments),
        total_of=lambda unit, name: totals[unit, name],
        contributions_of=contributions,
        age_of=ages(query, source, contributions),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A fragment's figure over time: its value; blank where it only ever said *nothing to report*."""

    fragment: Fragment
    value: Fraction | None
    blank: bool
    used: tuple[str, ...]


class _RollUp:
    def __init__(self, query: Query, source: Source) -> None:
        self.query = query
        self.fragments = fragments(query)
        self.below: dict[str, set[str]] = {unit: set() for unit in query.parents}
        for unit in query.parents:
            for above in query.line(unit):
                self.below[above].add(unit)
        self.feeding: dict[str | None, list[Fragment]] = {}
        for fragment in self.fragments:
            for share in fragment.shares:
                self.feeding.setdefault(share.new, []).append(fragment)
        tables = {period: Cells(query, source.table(period)) for period in query.periods}
        self.cells: dict[tuple[str, str, str], Cell] = {
            (i.id, period, unit): tables[period].cell(unit, i.id)
            for i in query.indicators
            if not i.recomputed
            for period in query.periods
            for unit in query.obliged_in(period)
        }
        counted = [i for i in query.indicators if not i.recomputed]
        self.pieces = {i.id: [self._over_time(i, f) for f in self.fragments] for i in counted}
        self.times = {i.id: self._times(i, self.pieces[i.id]) for i in counted}

    # Over time, for each unit as it was

    def _over_time(self, indicator: Indicator, fragment: Fragment) -> _Piece:
        said = {period: self.cells[indicator.id, period, fragment.unit] for period in fragment.periods}
        known = {period: cell.value for period, cell in said.items() if cell.value is not None}
        blank = not known and any(cell.state is State.NOTHING_TO_REPORT for cell in said.values())
        if not known or (indicator.over_time is OverTime.NONE and len(self.query.periods) > 1):
            return _Piece(fragment, None, blank, ())
        values, used = list(known.values()), tuple(known)
        match indicator.over_time:
            case OverTime.SUM:
                value = _sum(indicator, values, f"'{fragment.unit}' over time")
            case OverTime.MEAN:
                value = _sum(indicator, values, f"'{fragment.unit}' over time") / len(values)
            case OverTime.MAX:
                value = max(values)
            case OverTime.MIN:
                value = min(values)
            case OverTime.LAST | OverTime.NONE:
                value, used = values[-1], used[-1:]
        return _Piece(fragment, value, blank, used)

    # Onto the chosen map: where a place has figures from before and after a change

    def _times(self, indicator: Indicator, pieces: list[_Piece]) -> Times:
        """How much of each stretch of time counts at a place that has values from several; None: unknown."""
        stretches: dict[str, dict[int, list[_Piece]]] = {}
        for piece in pieces:
            for share in piece.fragment.shares:
                if piece.value is not None and share.new is not None:
                    stretches.setdefault(share.new, {}).setdefault(piece.fragment.since, []).append(piece)
        times: Times = {}
        for place, by_since in stretches.items():
            if len(by_since) > 1:
                parts = self._divide(indicator, place, by_since)
                times |= {(place, since): part for since, part in parts.items()}
        if indicator.over_units is OverUnits.NONE:  # units that merged have no figure together
            times |= {key: None for key in self._merged() if times.get(key, ONE) != 0}
        return times

    def _merged(self) -> set[tuple[str, int]]:
        """Places, and since when, that are made of more than one unit."""
        made = [(share.new, f.since) for f in self.fragments for share in f.shares if share.new is not None]
        return {key for key in made if made.count(key) > 1}

    def _divide(
        self, indicator: Indicator, place: str, by_since: dict[int, list[_Piece]]
    ) -> dict[int, Fraction | None]:
        over = (indicator.over_units, indicator.over_time)
        if indicator.over_time is OverTime.LAST:
            return {since: ONE if since == max(by_since) else ZERO for since in by_since}
        if over in ((OverUnits.MAX, OverTime.MAX), (OverUnits.MIN, OverTime.MIN), (OverUnits.SUM, OverTime.SUM)):
            return dict.fromkeys(by_since, ONE)
        if over == (OverUnits.SUM, OverTime.MEAN):
            periods = {since: len({p for piece in pieces for p in piece.used}) for since, pieces in by_since.items()}
            return {since: Fraction(count, sum(periods.values())) for since, count in periods.items()}
        if indicator.over_units is OverUnits.SUM:  # the largest or smallest of the sums before and after
            return self._extreme(indicator, place, by_since)
        return dict.fromkeys(by_since, None)

    def _extreme(
        self, indicator: Indicator, place: str, by_since: dict[int, list[_Piece]]
    ) -> dict[int, Fraction | None]:
        sums: dict[int, Fraction] = {}
        for since, pieces in by_since.items():
            sums[since] = ZERO
            for piece in pieces:
                share = next(share for share in piece.fragment.shares if share.new == place)
                if share.fraction is None and piece.value:
                    return dict.fromkeys(by_since, None)
                sums[since] += (share.fraction or ZERO) * (piece.value or ZERO)
        best = max(sums.values()) if indicator.over_time is OverTime.MAX else min(sums.values())
        chosen = max(since for since, value in sums.items() if value == best)
        return {since: ONE if since == chosen else ZERO for since in by_since}

    def _portion(self, indicator: Indicator, fragment: Fragment, unit: str, *, timed: bool) -> Fraction | None:
        """The part of a fragment's figure that counts in a unit; None where it is unknown.

        A sum, or a mean by weight, may be divided by a stated share; another figure of a divided unit is of
        the whole, and counts only where all of it lies. `timed` False leaves out the weights of time.
        """
        divisible = indicator.over_units in (OverUnits.SUM, OverUnits.WEIGHTED_MEAN)
        there = self._there(unit, indicator)
        known, rest = ZERO, ONE
        unknown: list[tuple[Share, Fraction]] = []
        for share in fragment.shares:
            inside = share.new in there
            time = self.times[indicator.id].get((share.new or "", fragment.since), ONE)
            if time is None:
                if inside:
                    return None
                time = ONE
            time = time if timed or time == 0 else ONE
            if share.fraction is not None and (divisible or len(fragment.shares) == 1):
                rest -= share.fraction
                known += share.fraction * time if inside else ZERO
            else:
                unknown.append((share, time))
        within = [(share, time) for share, time in unknown if share.new in there and time]
        if not within:
            return known
        if len(within) == len(unknown) and len({time for _, time in within}) == 1:
            return known + rest * within[0][1]
        return None

    def _there(self, unit: str, indicator: Indicator) -> set[str]:
        """The places whose figures count in a unit: all below it, or itself alone where nothing adds up."""
        return {unit} if indicator.over_units is OverUnits.NONE else self.below[unit]

    # Over units

    def total(self, unit: str, indicator: Indicator) -> Total:
        reported, expected, by_list = self._counts(unit, indicator)
        if indicator.recomputed:
            return self._recomputed(unit, indicator, reported, expected, by_list)
        reaching = self._reaching(unit, indicator)
        method, bases = self._method(unit, indicator, reaching)
        value = None if method is Method.NOT_COMPARABLE else self._over_units(unit, indicator, reaching)
        return Total(value, reported, expected, by_list, method, bases)

    def _reaching(self, unit: str, indicator: Indicator) -> list[tuple[_Piece, Fraction | None]]:
        """The pieces that have something to say in a unit, with the part of each that counts there."""
        found: list[tuple[_Piece, Fraction | None]] = []
        for piece in self.pieces[indicator.id]:
            if piece.value is not None or piece.blank:
                portion = self._portion(indicator, piece.fragment, unit, timed=True)
                found += [(piece, portion)] if portion != 0 else []
        return found

    def _over_units(
        self, unit: str, indicator: Indicator, reaching: list[tuple[_Piece, Fraction | None]]
    ) -> Fraction | None:
        where = f"'{unit}' over units"
        valued = [(p.value, portion) for p, portion in reaching if p.value is not None]
        values = [value for value, _ in valued]
        if not valued:
            return ZERO if reaching and indicator.over_units is OverUnits.SUM else None
        if indicator.over_units is OverUnits.SUM:
            return _sum(indicator, [value * portion for value, portion in valued if portion is not None], where)
        if indicator.over_units is OverUnits.MEAN:
            return _sum(indicator, values, where) / len(values)
        if indicator.over_units is OverUnits.WEIGHTED_MEAN:
            return self._weighted(indicator, reaching)
        return min(values) if indicator.over_units is OverUnits.MIN else max(values)

    def _weighted(self, indicator: Indicator, reaching: list[tuple[_Piece, Fraction | None]]) -> Fraction | None:
        weights = {piece.fragment: piece.value for piece in self.pieces[indicator.weight]}
        upper = lower = ZERO
        for piece, portion in reaching:
            weight = weights[piece.fragment]
            if piece.value is not None and weight and portion is not None:
                upper += portion * weight * piece.value
                lower += portion * weight
        return upper / lower if lower else None

    def _method(
        self, unit: str, indicator: Indicator, reaching: list[tuple[_Piece, Fraction | None]]
    ) -> tuple[Method, tuple[Basis, ...]]:
        method, bases = Method.AS_IT_WAS, set[Basis]()
        weights = {p.fragment: p.value for p in self.pieces.get(indicator.weight, ())}
        order = list(Method)
        for piece, portion in reaching:
            if piece.value is None:
                continue
            if portion is None and self._harmless(indicator, piece, weights):
                continue
            taken = self._taken(unit, indicator, piece, portion)
            how, why = self._recast(unit, indicator, piece.fragment, taken)
            method = max(method, how, key=order.index)
            bases |= why
        return method, tuple(basis for basis in Basis if basis in bases)

    def _taken(self, unit: str, indicator: Indicator, piece: _Piece, portion: Fraction | None) -> Fraction | None:
        """The share alone, without the weights of time."""
        return portion and self._portion(indicator, piece.fragment, unit, timed=False)

    @staticmethod
    def _harmless(indicator: Indicator, piece: _Piece, weights: dict[Fragment, Fraction | None]) -> bool:
        """However nothing is divided, it is nothing."""
        if indicator.over_units is OverUnits.SUM:
            return piece.value == 0
        return indicator.over_units is OverUnits.WEIGHTED_MEAN and not weights[piece.fragment]

    def _recast(
        self, unit: str, indicator: Indicator, fragment: Fragment, taken: Fraction | None
    ) -> tuple[Method, set[Basis]]:
        if taken == 1:
            if fragment.unchanged:
                return Method.AS_IT_WAS, set()
            return Method.SUM, {fragment.shares[0].basis if len(fragment.shares) == 1 else Basis.WHOLE}
        inside = [share for share in fragment.shares if share.new in self._there(unit, indicator)]
        times = self.times[indicator.id]
        bases = {share.basis for share in inside if times.get((share.new or "", fragment.since), ONE) != 0}
        if taken is None:
            return Method.NOT_COMPARABLE, bases | {Basis.NONE}
        return Method.SHARE, bases

    def _recomputed(self, unit: str, indicator: Indicator, reported: int, expected: int, by_list: int) -> Total:
        node = self.query.formulas[indicator.id]
        parts = {name: self.total(unit, self.query.indicator(name)) for name in expressions.names(node)}
        method = max((part.method for part in parts.values()), key=list(Method).index, default=Method.AS_IT_WAS)
        bases = {basis for part in parts.values() for basis in part.bases}
        value = expressions.evaluate(node, lambda name: parts[name].value)
        if method is Method.NOT_COMPARABLE:
            value = None
        return Total(value, reported, expected, by_list, method, tuple(b for b in Basis if b in bases))

    # Counts

    def _counts(self, unit: str, indicator: Indicator) -> tuple[int, int, int]:
        """Units of the chosen map that have reported, were expected, are zero by list only."""
        places = [self._place(place, indicator) for place in self.below[unit]]
        return (
            sum(reported for _, reported, _ in places),
            sum(expected for expected, _, _ in places),
            sum(covered and not reported for _, reported, covered in places),
        )

    def _place(self, place: str, indicator: Indicator) -> tuple[bool, bool, bool]:
        """Whether a place was expected; has reported; has reported or is zero by list."""
        if indicator.recomputed:
            names = expressions.names(self.query.formulas[indicator.id])
            parts = [p for n in names if (p := self._place(place, self.query.indicator(n)))[0]]
            return bool(parts), bool(parts) and all(p[1] for p in parts), bool(parts) and all(p[2] for p in parts)
        expected, reported, covered = [], [], []
        for period in self.query.periods:
            states = self._states(place, indicator, period)
            if states:
                expected.append(period)
                reported.append(bool(states & self.query.reported))
                covered.append(bool(states & (self.query.reported | {State.ZERO_BY_LIST})))
        enough = any if indicator.over_time is OverTime.LAST else all
        return bool(expected), bool(expected) and enough(reported), bool(expected) and enough(covered)

    def _states(self, place: str, indicator: Indicator, period: str) -> set[State]:
        """What the parts of a place said in a period, apart from *not applicable*."""
        feeding = [f.unit for f in self.feeding.get(place, ()) if period in f.periods]
        return {self.cells[indicator.id, period, unit].state for unit in feeding} - {State.NOT_APPLICABLE}

    # Drill-down

    def contributions(self, unit: str, indicator: Indicator) -> tuple[Contribution, ...]:
        if indicator.recomputed:
            names = expressions.names(self.query.formulas[indicator.id])
            return tuple(c for name in names for c in self.contributions(unit, self.query.indicator(name)))
        found = []
        for piece, portion in self._reaching(unit, indicator):
            taken = self._taken(unit, indicator, piece, portion)
            for period in piece.used:
                cell = self.cells[indicator.id, period, piece.fragment.unit]
                if cell.value is not None:
                    found.append(Contribution(piece.fragment.unit, period, indicator.id, taken, cell.value, cell.state))
        order = self.query.periods.index
        return tuple(sorted(found, key=lambda c: (order(c.period), c.unit)))


def _sum(indicator: Indicator, values: Iterable[Fraction], where: str) -> Fraction:
    """The exact sum; refused where the values, each without its sign, add up to more than 64 bits hold."""
    values = list(values)
    if sum((abs(v) for v in values), ZERO) * 10**indicator.decimals > LARGEST:
        raise ExactRangeExceeded(indicator.id, where)
    return sum(values, ZERO)
