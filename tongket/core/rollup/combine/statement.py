"""A case at a moment -> the figures of a report: totals through an engine, published totals beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from tongket.core.periods.moments import Moment
from tongket.core.rollup.collector import paused
from tongket.core.rollup.combine.accounts import Account, Accounts, Counted
from tongket.core.rollup.combine.contributions import Contribution, contributions_of, unsure_for
from tongket.core.rollup.combine.formulas import parts_of
from tongket.core.rollup.combine.holdings import decimal
from tongket.core.rollup.combine.lists import DEAD, DEAD_MISSING, MISSING, TRIO
from tongket.core.rollup.combine.notes import notes_of
from tongket.core.rollup.combine.places import Places
from tongket.core.rollup.combine.replay import Replay
from tongket.core.rollup.combine.rows import COUNTRY, PROVINCE, CaseData, Row, by_rank
from tongket.core.rollup.combine.totals import Engine, totals
from tongket.core.rollup.figures import Contributor, Figure, Note, NoteKind, Published, Statement
from tongket.core.rollup.model import Indicator, State
from tongket.core.rollup.rounding import round_children
from tongket.core.text import sort_key
from tongket.core.units.map import Map
from tongket.core.units.model import Unit
from tongket.core.units.tree import Tree

AS_IT_WAS = "as-it-was"
_order = lru_cache(maxsize=50_000)(sort_key)  # the same units come back with every indicator


@dataclass(frozen=True)
class Question:
    """What is asked of a case: which event, when, for which unit, on which map (None: as it was)."""

    case: CaseData
    tree: Tree
    event: str
    as_of: Moment
    unit: str
    map_day: date | None
    engine: Engine

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the event."""
        return tuple(row for row in self.case.rows if row.event == self.event)

    @cached_property
    def map(self) -> Map:
        """The chosen map; as it was, the map of the day on which the event was first reported."""
        if self.map_day is not None:
            return self.tree.on(self.map_day)
        return self.tree.on(min((row.moment for row in self.rows), default=self.as_of).day)

    @cached_property
    def asked(self) -> Unit:
        """The unit asked for."""
        return self.map.unit(self.unit)

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """Who is expected to report: the provinces of the unit asked for, or the unit itself below them."""
        found = tuple(u.key for u in self.map.of_level(PROVINCE) if self.map.is_under(u.key, self.unit))
        return found or (self.unit,)


def statement(question: Question) -> Statement:
    """All figures of a case at a moment, with what a reader needs to trust each."""
    return statements(question, (question.as_of,))[0]


@paused()
def statements(question: Question, moments: Sequence[Moment]) -> tuple[Statement, ...]:
    """The figures at several moments, oldest first, from one pass over the rows."""
    befores = _Befores(question)
    wanted = {m for at in moments for m in (at, *befores.needed(at))}
    replay = Replay(question.case, question.event, question.tree)
    places = Places(question.tree, question.map_day)
    values: dict[Moment, dict[str, Decimal | None]] = {}
    found: dict[Moment, Statement] = {}
    asked = set(moments)
    for at in sorted(wanted):
        replay.advance(at)
        view = _View(question, replay, at, places)
        ids = question.case.indicators if at in asked else befores.indicators_before(at, moments)
        values[at] = view.values(ids)
        if at in asked:
            found[at] = view.statement(values, befores)
    return tuple(found[at] for at in moments)


@paused()
def statements_of(question: Question, units: Sequence[str]) -> tuple[Statement, ...]:
    """The figures of several units at the moment asked for, without changes, from one pass over the rows."""
    replay = Replay(question.case, question.event, question.tree)
    replay.advance(question.as_of)
    befores = _Befores(question, changes=False)
    places = Places(question.tree, question.map_day)
    known: dict[str, Accounts] = {}
    found: list[Statement] = []
    for key in units:
        asked = replace(question, unit=key)
        level = asked.asked.level
        accounts = known.setdefault(level, Accounts(replay, question.as_of, level))
        view = _View(asked, replay, question.as_of, places, accounts)
        found.append(view.statement({question.as_of: view.values(question.case.indicators)}, befores))
    return tuple(found)


@paused()
def series(question: Question, indicators: Iterable[str]) -> dict[Moment, dict[str, Decimal | None]]:
    """The totals of the unit asked for at every moment of the event, oldest first: what a chart over time draws."""
    wanted = tuple(indicators)
    replay = Replay(question.case, question.event, question.tree)
    places = Places(question.tree, question.map_day)
    found: dict[Moment, dict[str, Decimal | None]] = {}
    for at in question.case.moments(question.event):
        replay.advance(at)
        found[at] = _View(question, replay, at, places).values(wanted)
    return found


class _Befores:
    """For each indicator its moments with any row, so that "the report before" is found (a formula: or its parts)."""

    def __init__(self, question: Question, *, changes: bool = True) -> None:
        self.indicators = question.case.indicators
        own: dict[str, set[Moment]] = {indicator: set() for indicator in self.indicators}
        for row in question.rows if changes else ():
            own[row.indicator].add(row.moment)
        self.moments = {
            i: sorted(own[i].union(*(own[p] for p in parts_of(i, self.indicators)))) for i in self.indicators
        }

    def before(self, indicator: str, at: Moment) -> Moment | None:
        """The newest moment before `at` with any row of the indicator."""
        earlier = [moment for moment in self.moments[indicator] if moment < at]
        return earlier[-1] if earlier else None

    def needed(self, at: Moment) -> set[Moment]:
        """All moments that the changes of a statement look back to."""
        return {before for i in self.indicators if (before := self.before(i, at)) is not None}

    def indicators_before(self, at: Moment, moments: Iterable[Moment]) -> set[str]:
        """The indicators of which `at` is the report before one of the moments."""
        return {i for i in self.indicators for later in moments if self.before(i, later) == at}


class _View:
    """One moment of the replay, seen from the unit asked for on the chosen map."""

    def __init__(
        self, question: Question, replay: Replay, at: Moment, places: Places, accounts: Accounts | None = None
    ) -> None:
        self.question = question
        self.replay = replay
        self.at = at
        self.accounts = accounts or Accounts(replay, at, question.asked.level)
        self.places = places
        self._contributions: dict[str, tuple[Contribution, ...]] = {}
        self._accounts: dict[str, Account] = {}

    def account(self, indicator: str) -> Account:
        """What counts for the indicator anywhere."""
        if indicator not in self._accounts:
            self._accounts[indicator] = self.accounts.of(indicator)
        return self._accounts[indicator]

    def contributions(self, indicator: str) -> tuple[Contribution, ...]:
        """What counts for the indicator below the unit asked for."""
        if indicator not in self._contributions:
            counted = self.account(indicator).counted
            self._contributions[indicator] = contributions_of(counted, self.places, self.question)
        return self._contributions[indicator]

    def values(self, indicators: Iterable[str]) -> dict[str, Decimal | None]:
        """The totals of the unit asked for, rounded once."""
        ids = [i for i in self.question.case.indicators if i in set(indicators)]
        raw = totals(self.question, self.contributions, ids)
        return {i: self._shown(self.question.case.indicators[i], raw[i]) for i in ids}

    def _shown(self, indicator: Indicator, raw: Fraction | None) -> Decimal | None:
        if raw is None or self._unknown(indicator.id) or self.unsure(indicator.id):
            return None
        return decimal(raw, indicator.decimals)

    def _unknown(self, indicator: str) -> bool:
        """Rule 3: units are not split, and no known value is above 0; rule 7: nobody below the country spoke."""
        group = TRIO if indicator in TRIO else (indicator, *parts_of(indicator, self.question.case.indicators))
        if not self.replay.spoken.intersection(group):
            return True
        if indicator not in (DEAD, MISSING) or not self._any_unsplit():
            return False
        return all((c.value or 0) <= 0 for c in self.contributions(indicator))

    def _splits(self, indicator: str) -> bool:
        return indicator in TRIO and DEAD_MISSING in self.question.case.indicators

    def _any_unsplit(self) -> bool:
        return self._splits(DEAD_MISSING) and any(c.holding.unsplit > 0 for c in self.contributions(DEAD_MISSING))

    def unsplit(self) -> Fraction:
        """How much of the sums of the dead and missing is not split into its parts."""
        if not self._splits(DEAD_MISSING):
            return Fraction(0)
        return sum((Fraction(c.holding.unsplit) * c.fraction for c in self.contributions(DEAD_MISSING)), Fraction(0))

    def unsure(self, indicator: str) -> tuple[Counted, ...]:
        """Values that may belong to the unit asked for, in a part nobody has stated: not comparable."""
        return unsure_for(self.account(indicator).counted, self.places, self.question)

    def statement(self, values: dict[Moment, dict[str, Decimal | None]], befores: _Befores) -> Statement:
        """The figures at this moment."""
        question = self.question
        map_ = question.map
        return Statement(
            case=question.case.name,
            event=question.event,
            as_of=self.at.text,
            map=AS_IT_WAS if question.map_day is None else question.map_day.isoformat(),
            unit=question.asked.name,
            unit_level=question.asked.level,
            figures=tuple(self._figure(i, values, befores) for i in question.case.indicators.values()),
            timezone=question.case.timezone,
            titles=question.case.titles,
            publisher=question.case.publisher,
            notes=(Note(NoteKind.NEAREST_MAP, as_of=map_.day.isoformat()),) if map_.basis else (),
        )

    def _figure(
        self, indicator: Indicator, values: dict[Moment, dict[str, Decimal | None]], befores: _Befores
    ) -> Figure:
        before = befores.before(indicator.id, self.at)
        published = self._published(indicator, self.at)
        earlier = self._published(indicator, before) if before else ()
        reported, zero = self._counts(indicator.id)
        parts = self.contributions(indicator.id)
        return Figure(
            indicator=indicator,
            value=values[self.at][indicator.id],
            previous=values[before][indicator.id] if before else None,
            previous_as_of=before.text if before else None,
            published=published[0] if published else None,
            published_all=published,
            previous_published=earlier[0] if earlier else None,
            units_reported=reported,
            units_expected=len(self.question.provinces),
            units_zero_by_list=zero,
            unsplit=decimal(self.unsplit(), indicator.decimals) if indicator.id == DEAD_MISSING else Decimal(0),
            complete_list=self._has_list(indicator.id),
            contributors=self._contributors(parts, indicator),
            notes=notes_of(
                indicator,
                parts,
                self.contributions(DEAD_MISSING) if self._splits(indicator.id) else (),
                self.account(indicator.id).differs,
                self.unsure(indicator.id),
                question=self.question,
            ),
        )

    def _published(self, indicator: Indicator, at: Moment) -> tuple[Published, ...]:
        if self.question.asked.level != COUNTRY:
            return ()
        rows = [
            row
            for row in self.question.rows
            if row.level == COUNTRY and row.indicator == indicator.id and row.moment == at
        ]
        return tuple(
            Published(decimal(row.value, indicator.decimals), row.reading, row.source) for row in by_rank(rows)
        )

    def _has_list(self, indicator: str) -> bool:
        """Whether a complete list of this very moment speaks for the indicator in the unit asked for."""
        parent = None if self.question.asked.level == COUNTRY else self.question.unit
        return any(scope[1] == parent and indicator in found.covers for scope, found in self.replay.lists.items())

    def _counts(self, indicator: str) -> tuple[int, int]:
        """How many expected units have reported, and how many are zero by list; a unit is in one of them at most."""
        states: dict[str, set[State]] = {}
        for part in self.contributions(indicator):
            if part.value is not None and part.province is not None:
                states.setdefault(part.province, set()).add(part.holding.state)
        expected = [states[key] for key in self._expected() if key in states]
        reported = sum(State.REPORTED in seen for seen in expected)
        return reported, len(expected) - reported

    def _expected(self) -> Iterable[str]:
        if self.question.map_day is not None:
            return self.question.provinces
        # As it was, whoever reported is counted under its own name, also where it is of a later map.
        held = {part.province for parts in self._contributions.values() for part in parts if part.province}
        return dict.fromkeys([*self.question.provinces, *sorted(held)])

    def _contributors(self, parts: Iterable[Contribution], indicator: Indicator) -> tuple[Contributor, ...]:
        """In falling order; shares of divided units are rounded so that they still add up."""
        known = [(part, part.value) for part in parts if part.value is not None]
        exact = [value / 10**indicator.decimals for _, value in known]
        shown = round_children(sum(exact, Fraction(0)), exact, indicator.decimals)
        found = [self._contributor(part, value) for (part, _), value in zip(known, shown, strict=True)]
        return tuple(sorted(found, key=lambda c: (-c.value, _order(c.unit), c.as_of)))

    def _contributor(self, part: Contribution, value: Decimal) -> Contributor:
        holding = part.holding
        newest = max([row.moment for row in holding.rows], default=holding.moment)
        return Contributor(
            unit=part.holder.name,
            level=part.holder.level,
            under=part.under.name if part.under else None,
            value=value,
            as_of=newest.text,
            state=holding.state,
            reading=holding.reading,
            sources=holding.sources,
            unit_key=part.holder.key,
            under_key=part.under.key if part.under else None,
        )
