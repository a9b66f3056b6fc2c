"""Maps of tiles: where each province stands on a map of equal squares, one map for each count of provinces."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from tongket.core.phrasing.charts import Place
from tongket.core.text import fold
from tongket.core.units.model import Unit
from tongket.formats.reading.units.folder import SHIPPED


def places_of(units: Iterable[Unit], file: Path = SHIPPED / "tiles.csv") -> Mapping[str, Place]:
    """The place of each unit by its key, from the map that has all their names; {} where none has."""
    by_name = {fold(unit.name): unit.key for unit in units}
    for layout in _layouts(file).values():
        if layout.keys() == by_name.keys():
            return {by_name[name]: place for name, place in layout.items()}
    return {}


@lru_cache(maxsize=4)
def _layouts(file: Path) -> Mapping[str, Mapping[str, Place]]:
    found: dict[str, dict[str, Place]] = {}
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            place = Place(int(row["column"]), int(row["row"]), row["short"])
            found.setdefault(row["map"], {})[fold(row["name"])] = place
    return found
