"""Engines: each answers the same query with the same answer; imported when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from tongket.core.rollup.answer import Answer
from tongket.core.rollup.query import Query
from tongket.core.rollup.tables import Source

ENGINES: Mapping[str, str] = {
    "matrix": "tongket.core.rollup.engines.matrix",  # sparse products: the default
    "reference": "tongket.core.rollup.engines.reference",  # plain and exact: the definition
}
DEFAULT = "matrix"


class Engine(Protocol):
    """A way to answer."""

    def __call__(self, query: Query, source: Source) -> Answer:
        """Roll up. Raises ExactRangeExceeded where a sum would not be exact."""
        ...


def engine(name: str = DEFAULT) -> Engine:
    """The engine of that name; KeyError with the names there are."""
    if name not in ENGINES:
        raise KeyError(f"no engine '{name}'; there are {', '.join(sorted(ENGINES))}")
    return cast(Engine, import_module(ENGINES[name]).run)
