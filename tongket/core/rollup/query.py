"""The question asked of an engine: which indicators, of which periods, on which map."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction

from tongket.core.rollup import expressions
from tongket.core.rollup.model import Indicator, OverUnits, State
from tongket.core.units.model import Basis, Share

SAID = frozenset({State.REPORTED, State.NOTHING_TO_REPORT})


class WrongQuery(ValueError):
    """A question that has no answer: it contradicts itself."""


@dataclass(frozen=True, slots=True)
class Era:
    """Periods, in order of time, in which one map was in force, and how its units stand on the chosen map.

    `shares` says for an old unit where it counts. A unit left out counts as itself where the chosen map has it.
    """

    periods: tuple[str, ...]
    shares: Mapping[str, tuple[Share, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Query:
    """A roll-up to be done. Raises WrongQuery where it contradicts itself.

    `parents` is the chosen map: every unit's key with the key of the unit above it, or None.
    `obliged` says, period by period, which units (as they were then) had to report. A unit without
    obligation never counts, so a parent and its children are not counted twice: oblige the one or the others.
    Where a parent is obliged beside its children, its figure is its own and is added to theirs.
    `reported` are the states that count as reported; *zero by list* is counted apart unless it is among them.
    """

    indicators: tuple[Indicator, ...]
    eras: tuple[Era, ...]
    parents: Mapping[str, str | None]
    obliged: Mapping[str, frozenset[str]]
    reported: frozenset[State] = SAID
    formulas: Mapping[str, expressions.Node] = field(init=False, compare=False, repr=False)
    _by_id: Mapping[str, Indicator] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _no_twice("indicator", [i.id for i in self.indicators])
        _no_twice("period", list(self.periods))
        if stray := sorted(set(self.obliged) - set(self.periods)):
            raise WrongQuery(f"obligations for the period '{stray[0]}', which is not asked for")
        _check_tree(self.parents)
        for era in self.eras:
            for old, shares in era.shares.items():
                _check_shares(old, shares, self.parents)
        object.__setattr__(self, "_by_id", {indicator.id: indicator for indicator in self.indicators})
        object.__setattr__(self, "formulas", _formulas(self.indicators))

    @property
    def periods(self) -> tuple[str, ...]:
        """All periods in order of time."""
        return tuple(period for era in self.eras for period in era.periods)

    def during(self, periods: Collection[str]) -> Query:
        """The same question for some of its periods, in their order of time. WrongQuery for one it does not have."""
        if stray := sorted(set(periods) - set(self.periods)):
            raise WrongQuery(f"the period '{stray[0]}' is not asked for")
        eras = [Era(tuple(p for p in era.periods if p in periods), era.shares) for era in self.eras]
        obliged = {period: units for period, units in self.obliged.items() if period in periods}
        return _unchecked(self, eras=tuple(era for era in eras if era.periods), obliged=obliged)

    def asking(self, indicators: Collection[str]) -> Query:
        """The same question for some of its indicators, with those that their formulas and weights need."""
        wanted, waiting = set[str](), list(indicators)
        while waiting:
            if (name := waiting.pop()) not in wanted:
                wanted.add(name)
                weighted = self.indicator(name).over_units is OverUnits.WEIGHTED_MEAN
                waiting += [self.indicator(name).weight] if weighted else []
                waiting += expressions.names(self.formulas[name]) if name in self.formulas else ()
        asked = tuple(indicator for indicator in self.indicators if indicator.id in wanted)
        formulas = {name: node for name, node in self.formulas.items() if name in wanted}
        return _unchecked(self, indicators=asked, formulas=formulas)

    def indicator(self, name: str) -> Indicator:
        """The indicator of that id; KeyError where the query has none."""
        return self._by_id[name]

    def obliged_in(self, period: str) -> frozenset[str]:
        """The units that had to report for that period."""
        return self.obliged.get(period, frozenset())

    def shares_of(self, unit: str, era: Era) -> tuple[Share, ...]:
        """Where a unit of that era counts on the chosen map; a share with `new` None: nowhere."""
        if unit in era.shares:
            return era.shares[unit]
        return (Share(unit, unit if unit in self.parents else None, Fraction(1), Basis.WHOLE),)

    def line(self, unit: str) -> tuple[str, ...]:
        """A unit of the chosen map and all units above it, nearest first."""
        line = [unit]
        while (parent := self.parents[line[-1]]) is not None:
            line.append(parent)
        return tuple(line)


def _unchecked(query: Query, **changes: object) -> Query:
    """A part of a query that has been checked as a whole."""
    part = object.__new__(Query)
    for field_ in fields(Query):
        object.__setattr__(part, field_.name, changes.get(field_.name, getattr(query, field_.name)))
    return part


def _no_twice(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if twice:
        raise WrongQuery(f"the {what} '{twice[0]}' is asked for twice")


def _check_tree(parents: Mapping[str, str | None]) -> None:
    sound: set[str] = set()
    for unit in parents:
        path: list[str] = []
        above: str | None = unit
        while above is not None and above not in sound:
            if above not in parents:
                raise WrongQuery(f"'{path[-1]}' stands under '{above}', which is not on the map")
            path.append(above)
            if len(path) > len(parents):
                raise WrongQuery(f"'{unit}' stands above itself")
            above = parents[above]
        sound.update(path)


def _check_shares(old: str, shares: tuple[Share, ...], parents: Mapping[str, str | None]) -> None:
    if not shares:
        raise WrongQuery(f"'{old}' has no share at all; say new=None where it counts nowhere")
    targets = [share.new for share in shares]
    if len(set(targets)) < len(targets):
        raise WrongQuery(f"'{old}' has two shares in one unit")
    for share in shares:
        if share.old != old:
            raise WrongQuery(f"a share of '{share.old}' stands under '{old}'")
        if share.new is not None and share.new not in parents:
            raise WrongQuery(f"'{old}' counts at '{share.new}', which is not on the map")
        if share.fraction is not None and not 0 < share.fraction <= 1:
            raise WrongQuery(f"the share of '{old}' in '{share.new}' is {share.fraction}, not between 0 and 1")
    known = sum((share.fraction for share in shares if share.fraction is not None), Fraction(0))
    open_shares = any(share.fraction is None for share in shares)
    if open_shares and known >= 1:
        raise WrongQuery(f"the stated shares of '{old}' are {known}, and leave nothing for the open ones")
    if not open_shares and known != 1:
        raise WrongQuery(f"the shares of '{old}' add up to {known}, not to 1")


def _formulas(indicators: tuple[Indicator, ...]) -> dict[str, expressions.Node]:
    known = {indicator.id for indicator in indicators}
    formulas = {i.id: expressions.parse(i.formula) for i in indicators if i.formula}
    for name, node in formulas.items():
        if missing := [part for part in expressions.names(node) if part not in known]:
            raise WrongQuery(f"the formula of '{name}' names '{missing[0]}', which is not among the indicators")
    for indicator in indicators:
        if indicator.over_units is not OverUnits.WEIGHTED_MEAN or indicator.formula:
            continue
        weights = {i.id for i in indicators if not i.recomputed}
        if indicator.weight not in weights - {indicator.id}:
            raise WrongQuery(f"'{indicator.id}' needs a weight among the counted indicators, not '{indicator.weight}'")
    try:
        expressions.in_order(formulas)
    except ValueError as error:
        raise WrongQuery(str(error)) from None
    return formulas
