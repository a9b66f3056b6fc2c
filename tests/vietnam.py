"""The shipped units of Viet Nam, read once for all tests of a process."""

from functools import cache

from tongket.core.units.names import NameBook
from tongket.core.units.tree import Tree
from tongket.formats.reading.units import UnitRows, read_units


@cache
def rows() -> UnitRows:
    """The tables as they are shipped."""
    return read_units()


@cache
def tree() -> Tree:
    """All units with their history."""
    return Tree(rows().units, rows().edges, rows().successions, rows().known_from)


@cache
def book() -> NameBook:
    """Their names, with the shipped aliases."""
    return NameBook(tree(), rows().aliases)
