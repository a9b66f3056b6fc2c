"""Reading units, accounts and what they may do."""

from tongket.flow.organisation.queries.subtrees import (
    committees_within,
    in_subtree,
    of_units,
    subtree_keys,
    units_below,
)
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
    "committees_within",
    "in_subtree",
    "line_of",
    "name_book",
    "of_units",
    "roots",
    "search_units",
    "subtree_keys",
    "tree",
    "unit_named",
    "units_below",
    "units_digest",
    "units_visible_to",
]
