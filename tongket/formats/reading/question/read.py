"""From the file of a question to something that an engine can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tongket.core.messages import InputRejected, Message
from tongket.core.rollup.asking.model import Whole
from tongket.core.rollup.expressions import FormulaError
from tongket.core.rollup.query import WrongQuery
from tongket.core.rollup.tables import Memory
from tongket.core.units.tree import Tree
from tongket.formats.reading.question.toml import Words
from tongket.formats.reading.question.values import ValueReading, Values
from tongket.formats.reading.units import read_units
from tongket.formats.reading.units.folder import SHIPPED
from tongket.formats.reading.units.table import Findings, Table, is_there

VIETNAM = "vietnam"  # the units that come with the software


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with its values; `in_time` are those without what came late."""

    title: str
    whole: Whole
    source: Memory
    in_time: Memory


def read_question(file: Path) -> Asking:
    """Read a question with the tables that it names. InputRejected with every error found."""
    words = Words(file)
    indicators, periods, figures = words.indicators(), words.periods(), words.figures()
    length, calendar, on = words.length(), words.calendar(), words.on()
    reported, obliged = words.reported(), words.texts(words.top, "obliged")
    units, levels = words.texts(words.ask, "units"), words.texts(words.ask, "levels")
    ages = words.value(words.ask, "age", bool, False)
    folder = words.value(words.top, "units", str, ".")
    if words.messages:
        raise InputRejected(tuple(words.messages))
    rows = read_units(SHIPPED if folder == VIETNAM else file.parent / folder)
    tree = Tree(rows.units, rows.edges, rows.successions, rows.known_from)
    _check_names(words, tree, units, (*levels, *obliged))
    findings = Findings()
    cells = {cell.id: cell for asked in indicators if not asked.rate for cell in asked.cells() if not cell.recomputed}
    table = _table(file, words.value(words.top, "values", str, "values.csv"), findings)
    values = ValueReading(table, tree, cells, length, calendar).values() if table else Values()
    targets = {}
    if name := words.value(words.top, "targets", str, ""):
        table = _table(file, name, findings)
        named = {cell.id: cell for asked in indicators for cell in asked.cells()}
        targets = ValueReading(table, tree, named, length, calendar).targets() if table else {}
    if findings.messages or words.messages:
        raise InputRejected((*words.messages, *findings.messages))
    try:
        whole = Whole(
            tree, indicators, periods, length, figures, on, calendar,
            units, levels, obliged, reported, targets, ages,
        )  # fmt: skip
    except (WrongQuery, FormulaError) as error:
        raise InputRejected((Message(file.name, 0, str(error)),)) from None
    return Asking(words.value(words.top, "title", str, ""), whole, values.source(), values.source(in_time=True))


def _check_names(words: Words, tree: Tree, units: tuple[str, ...], levels: tuple[str, ...]) -> None:
    for unit in units:
        if unit not in tree:
            words.error(f"no unit has the key '{unit}'")
    for level in levels:
        if level not in tree.levels:
            words.error(f"there is no level '{level}'; there are: {', '.join(tree.levels)}")


def _table(file: Path, name: str, findings: Findings) -> Table | None:
    path = file.parent / name
    if not is_there(path):
        findings.add(name, 0, f"{name} is not beside {file.name}")
        return None
    return Table(path, ("period", "unit", "indicator", "value"), ("late", "received"), findings)
