"""Reading units, accounts and what they may do."""

from tongket.flow.organisation.queries.units import (
    MOST_FOUND,
    VIETNAM,
    UnknownRoot,
    line_of,
    name_book,
    roots,
    search_units,
    tree,
    unit_named,
    units_digest,
    units_visible_to,
)

__all__ = [
    "MOST_FOUND",
    "VIETNAM",
    "UnknownRoot",
    "line_of",
    "name_book",
    "roots",
    "search_units",
    "tree",
    "unit_named",
    "units_digest",
    "units_visible_to",
]
