"""How indicators are grouped in the body, as the disaster authorities of Vietnam write their flash reports.

The grouping is data. A case without any of these indicators (another field) has one group, in its own order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongket.core.rollup.figures import Figure
from tongket.core.rollup.model import Indicator, OverUnits


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the body. `prefixes` are beginnings of indicator ids, `measures` units of measure."""

    names: Mapping[str, str]
    prefixes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


LOSSES: tuple[Group, ...] = (
    Group(
        {"vi": "Về người", "en": "People"},
        ("dead", "missing", "injured", "people_", "households_"),
        ("person", "household"),
    ),
    Group({"vi": "Về nhà ở", "en": "Housing"}, ("houses_",), ("house",)),
    Group(
        {"vi": "Về nông nghiệp, lâm nghiệp, cây xanh", "en": "Agriculture, forestry and trees"},
        ("rice_", "crops_", "fruit_", "maize_", "forest_", "trees_"),
        ("ha", "tree"),
    ),
    Group(
        {"vi": "Về thuỷ sản, chăn nuôi, tàu thuyền", "en": "Fisheries, livestock and vessels"},
        ("aquaculture_", "livestock_", "poultry_", "boats_"),
        ("cage", "head", "vessel"),
    ),
    Group(
        {"vi": "Về cơ sở hạ tầng", "en": "Infrastructure"},
        ("powerline_", "power_", "dyke_", "roads_", "bridges_", "irrigation_", "schools_", "health_"),
        ("pole", "section", "school site", "km"),
    ),
    Group({"vi": "Về kinh tế", "en": "Economic loss"}, ("economic_loss",)),
)
OTHERS = Group({"vi": "Các chỉ tiêu khác", "en": "Other indicators"})

# Words of parts inside brackets: "155 người chết" in the total, "53 chết" for a unit.
SHORT_WORDS: Mapping[str, Mapping[str, str]] = {
    "dead": {"vi": "chết", "en": "dead"},
    "missing": {"vi": "mất tích", "en": "missing"},
    "injured": {"vi": "bị thương", "en": "injured"},
}
# The figure that opens the report, the first that the case has.
HEADLINES = ("dead_missing", "dead")
# First words of events that are common nouns, small inside a sentence ("do bão số 3").
COMMON_NOUNS = frozenset(
    (
        *("bão", "mưa", "lũ", "lụt", "ngập", "động", "hạn", "sạt", "áp", "thiên", "đợt", "lốc", "siêu", "triều"),
        *("xâm", "nắng", "rét", "cháy", "sự", "dịch", "tropical", "flood", "floods", "heavy", "drought", "landslides"),
    )
)


@dataclass(frozen=True, slots=True)
class Item:
    """What one paragraph of the body tells: a figure, with the figures that are its parts."""

    figure: Figure
    parts: tuple[Figure, ...] = ()


def is_losses(indicators: Sequence[Indicator]) -> bool:
    """Whether a case tells of losses by a disaster: one indicator is known by its id."""
    return any(_by_id(indicator) for indicator in indicators)


def group_of(indicator: Indicator, *, losses: bool) -> Group:
    """The group of an indicator: by its id, else by its unit of measure, else the last one."""
    if not losses:
        return OTHERS
    by_measure = next((group for group in LOSSES if indicator.unit_of_measure in group.measures), OTHERS)
    return _by_id(indicator) or by_measure


def items(figures: Sequence[Figure]) -> tuple[Item, ...]:
    """The figures in the case's order, each sum of parts together with its parts (dead and missing)."""
    by_id = {figure.indicator.id: figure for figure in figures}
    parts = {figure.indicator.id: _parts(figure.indicator, by_id) for figure in figures}
    taken: set[str] = set()
    owner: dict[str, str] = {}
    for whole, ids in parts.items():
        if ids and not taken & {whole, *ids} and _tell_together(by_id[whole], [by_id[part] for part in ids]):
            taken |= {whole, *ids}
            owner |= dict.fromkeys(ids, whole)
    result: list[Item] = []
    placed: set[str] = set()
    for figure in figures:
        whole = owner.get(figure.indicator.id, figure.indicator.id)
        if whole not in placed:
            placed.add(whole)
            result.append(Item(by_id[whole], tuple(by_id[part] for part in parts[whole] if owner.get(part) == whole)))
    return tuple(result)


def grouped(figures: Sequence[Figure]) -> tuple[tuple[Group, tuple[Item, ...]], ...]:
    """Groups that have a figure, in the order of the ministry, each with its items in the case's order."""
    losses = is_losses([figure.indicator for figure in figures])
    by_group: dict[str, list[Item]] = {}
    for item in items(figures):
        by_group.setdefault(group_of(item.figure.indicator, losses=losses).names["en"], []).append(item)
    return tuple((g, tuple(by_group[g.names["en"]])) for g in (*LOSSES, OTHERS) if g.names["en"] in by_group)


def opening_item(figures: Sequence[Figure]) -> Item | None:
    """The item that opens a report: dead and missing where the case has them, else the first with a value."""
    known = [item for _, members in grouped(figures) for item in members if item.figure.value is not None]
    by_id = {item.figure.indicator.id: item for item in known}
    return next((by_id[name] for name in HEADLINES if name in by_id), known[0] if known else None)


def _parts(indicator: Indicator, by_id: Mapping[str, Figure]) -> tuple[str, ...]:
    """Ids of the parts of a plain sum ("dead + missing") of the same measure; none for any other formula."""
    if indicator.over_units is not OverUnits.SUM or not re.fullmatch(r"\s*\w+(\s*\+\s*\w+)+\s*", indicator.formula):
        return ()
    ids = tuple(re.findall(r"\w+", indicator.formula))
    known = all(part in by_id and part != indicator.id for part in ids) and len(set(ids)) == len(ids)
    same = known and all(by_id[part].indicator.unit_of_measure == indicator.unit_of_measure for part in ids)
    return ids if same else ()


def _tell_together(whole: Figure, parts: Sequence[Figure]) -> bool:
    """A sum that is not known does not hide parts that are."""
    return whole.value is not None or all(part.value is None for part in parts)


def _by_id(indicator: Indicator) -> Group | None:
    return next((group for group in LOSSES if indicator.id.startswith(group.prefixes)), None)
