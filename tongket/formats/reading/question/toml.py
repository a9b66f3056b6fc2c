"""The question itself: a TOML file, every key checked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from tongket.core.messages import InputRejected, Message
from tongket.core.periods.periods import Calendar, Period, Span, WrongPeriod, parse_period
from tongket.core.rollup.asking.figures import Told, told
from tongket.core.rollup.asking.model import Asked, Rate
from tongket.core.rollup.expressions import FormulaError
from tongket.core.rollup.model import Indicator, Kind, OverTime, OverUnits, State
from tongket.core.rollup.query import SAID, WrongQuery

MOST_BYTES = 10_000_000
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
_TOP = {"title", "units", "values", "targets", "length", "calendar", "map", "obliged", "ask", "indicator"}
_ASK = {"periods", "figures", "units", "levels", "reported", "age"}
_INDICATOR = {
    *("id", "name", "unit", "kind", "decimals", "over_units", "over_time", "formula", "weight"),
    *("categories", "look_back", "restarts", "rate", "of"),
}
# What a kind means for time, where the question does not say it.
_OVER_TIME = {Kind.FLOW: OverTime.SUM}


class Words:
    """The content of the file, with a message for everything that is wrong."""

    def __init__(self, file: Path) -> None:
        self.file, self.messages = file, list[Message]()
        self.top = self._load()
        self.strange(self.top, _TOP, "")
        self.ask = self.value(self.top, "ask", dict, {})
        self.strange(self.ask, _ASK, "ask.")

    def _load(self) -> dict[str, Any]:
        try:
            raw = self.file.read_bytes()
            if len(raw) > MOST_BYTES:
                raise InputRejected((Message(self.file.name, 0, f"larger than {MOST_BYTES} bytes"),))
            return tomllib.loads(raw.decode("utf-8"))
        except OSError as error:
            raise InputRejected((Message(self.file.name, 0, f"cannot be read: {error.strerror}"),)) from None
        except RecursionError:
            raise InputRejected((Message(self.file.name, 0, "brackets stand too deep in one another"),)) from None
        except ValueError as error:  # also what Python says to a number of thousands of digits
            raise InputRejected((Message(self.file.name, 0, f"not TOML in UTF-8: {error}"),)) from None

    def error(self, text: str, near: tuple[str, ...] = ()) -> None:
        """Keep what is wrong."""
        self.messages.append(Message(self.file.name, 0, text, near=near))

    def strange(self, table: Mapping[str, Any], known: set[str], where: str) -> None:
        """Names that mean nothing are refused: a slip of the pen must not change an answer."""
        for name in sorted(table.keys() - known):
            self.error(f"'{where}{name}' is not known; there are: {', '.join(sorted(known))}")

    def value(self, table: Mapping[str, Any], name: str, kind: type[T], default: T) -> T:
        """A value of that kind, or the default where it is left out."""
        found = table.get(name, default)
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            self.error(f"'{name}' is {found!r}, not of the kind {kind.__name__}")
            return default
        return found

    def texts(self, table: Mapping[str, Any], name: str) -> tuple[str, ...]:
        """A list of texts; empty where it is left out."""
        found = self.value(table, name, list, [])
        if not all(isinstance(each, str) for each in found):
            self.error(f"'{name}' must be a list of texts")
            return ()
        return tuple(found)

    def no_twice(self, name: str, found: list[str]) -> None:
        """What stands twice would be told twice, and be added twice by whoever reads the rows."""
        for twice in sorted({each for each in found if found.count(each) > 1}):
            self.error(f"'{name}' names '{twice}' twice")

    def one_of(self, kind: type[E], text: str, name: str, default: E) -> E:
        """A word of a fixed list."""
        try:
            return kind(text)
        except ValueError:
            self.error(f"'{name}' is '{text}'; there are: {', '.join(kind)}")
            return default

    # The parts of a question

    def periods(self) -> tuple[Period, ...]:
        """The periods asked for."""
        found = []
        for text in self.texts(self.ask, "periods"):
            try:
                found.append(parse_period(text))
            except WrongPeriod as error:
                self.error(str(error))
        if not self.ask.get("periods"):
            self.error('say which periods: ask.periods = ["2025-Q3"]')
        self.no_twice("ask.periods", [str(period) for period in found])
        return tuple(found)

    def figures(self) -> tuple[Told, ...]:
        """What to tell of each."""
        found = []
        for word in self.texts(self.ask, "figures") or ("value",):
            try:
                found.append(told(word))
            except ValueError as error:
                self.error(f"'ask.figures' is '{word}'; {error}")
        self.no_twice("ask.figures", [str(figure) for figure in found])
        return tuple(found)

    def reported(self) -> frozenset[State]:
        """The states that count as reported."""
        words = self.texts(self.ask, "reported")
        found = {self.one_of(State, word, "ask.reported", State.REPORTED) for word in words}
        return frozenset(found) if found else SAID

    def length(self) -> Span:
        """The length of the periods of the values."""
        return self.one_of(Span, self.value(self.top, "length", str, "month"), "length", Span.MONTH)

    def calendar(self) -> Calendar:
        """Which days belong to a period."""
        text = self.value(self.top, "calendar", str, "statistical")
        return self.one_of(Calendar, text, "calendar", Calendar.STATISTICAL)

    def on(self) -> date | None:
        """The day of the map, None for that of each period."""
        found = self.top.get("map", "as-it-was")
        if type(found) is date or found == "as-it-was":
            return found if isinstance(found, date) else None
        self.error(f"'map' is {found!r}; write a date, map = 2025-07-01, or map = \"as-it-was\"")
        return None

    def indicators(self) -> tuple[Asked, ...]:
        """The indicators, those with something wrong left out."""
        found: dict[str, Asked] = {}
        for table in self.value(self.top, "indicator", list, []):
            asked = self._checked(lambda table=table: self._asked(table))  # type: ignore[misc]
            if asked and asked.indicator.id in found:
                self.error(f"the indicator '{asked.indicator.id}' stands twice")
            if asked:
                found[asked.indicator.id] = asked
        if not found and not self.messages:
            self.error("there is no [[indicator]]")
        return tuple(found.values())

    def _checked(self, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except (WrongQuery, FormulaError) as error:
            self.error(str(error))
            return None

    def _asked(self, table: object) -> Asked:
        if not isinstance(table, dict):
            raise WrongQuery("an indicator is a table: [[indicator]]")
        self.strange(table, _INDICATOR, "indicator.")
        name = self.value(table, "id", str, "")
        if not name or set(name) & set("[];="):
            raise WrongQuery(f"'{name}' is no id: it must not be empty, and [ ] ; = have a meaning in keys of cells")
        formula, rate = self.value(table, "formula", str, ""), self.value(table, "rate", str, "")
        given = self.value(table, "kind", str, "formula" if formula or rate else "flow")
        kind = self.one_of(Kind, given, f"{name}.kind", Kind.FLOW)
        over_units = self.value(table, "over_units", str, "none" if formula or rate else "sum")
        over_time = self.value(table, "over_time", str, _OVER_TIME.get(kind, OverTime.LAST).value)
        indicator = Indicator(
            id=name,
            names={"vi": self.value(table, "name", str, name)},
            unit_of_measure=self.value(table, "unit", str, ""),
            decimals=self._number(table, "decimals", 9),
            kind=kind,
            over_units=self.one_of(OverUnits, over_units, f"{name}.over_units", OverUnits.SUM),
            over_time=self.one_of(OverTime, over_time, f"{name}.over_time", OverTime.LAST),
            formula=formula,
            weight=self.value(table, "weight", str, ""),
        )
        categories = self.value(table, "categories", dict, {})
        return Asked(
            indicator,
            {str(key): self.texts(categories, key) for key in categories},
            self._number(table, "look_back", 120),
            self.value(table, "restarts", str, "year") == "year",
            self.one_of(Rate, rate, f"{name}.rate", Rate.COMPLETENESS) if rate else None,
            self.value(table, "of", str, ""),
        )

    def _number(self, table: Mapping[str, Any], name: str, most: int) -> int:
        found = self.value(table, name, int, 0)
        if not 0 <= found <= most:
            self.error(f"'{name}' is {found}, not between 0 and {most}")
            return 0
        return found
