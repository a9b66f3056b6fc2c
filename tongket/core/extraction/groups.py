"""Groups as printed, expanded against the map of the document's date: the second step, after reading.

"Ủy ban nhân dân các xã, phường" in a paper of a province is a body for each commune of those kinds under it on that
day. Groups of agencies ("các sở, ban, ngành") are not in the administrative tree and stay as printed.
"""

from __future__ import annotations

import re
from datetime import date

from tongket.core.extraction.flat import lowered
from tongket.core.text import fold
from tongket.core.units.model import Unit
from tongket.core.units.tree import Tree

_HEAD = re.compile(r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|công an|tỉnh ủy|thành ủy|đảng ủy) ")
_KINDS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_LISTED = re.compile(rf"(?:các )?((?:{'|'.join(_KINDS)})(?:(?:, | và |/)(?:{'|'.join(_KINDS)}))*)(?P<rest>.*)")
_WHOLE = re.compile(
    r"(?: trực thuộc trung ương| trên địa bàn[\w ,]*| thuộc tỉnh| của (?:tỉnh|thành phố)"
    r"| trong (?:tỉnh|cả nước))*$"
)


def expand(printed: str, tree: Tree, day: date, home: str | None = None) -> tuple[Unit, ...]:
    """The units that a printed group or body means on the map of `day`, in Vietnamese order.

    `home` is the key of the unit whose paper it is; None: the topmost one, so that "các tỉnh" are those of the
    country. Empty where the words mean no units of the tree, or leave open which ("từ Hà Tĩnh đến Khánh Hòa").
    """
    low = lowered(printed)
    head = _HEAD.match(low)
    match = _LISTED.fullmatch(low[head.end() :] if head else low)
    if match is None:
        return ()
    kinds = set(re.split(r", | và |/", match[1]))
    map_ = tree.on(day)
    root = map_.root.key if home is None or home not in map_ else home
    rest = match["rest"]
    if _WHOLE.fullmatch(rest):
        if not low[head.end() if head else 0 :].startswith("các ") and len(kinds) < 2:
            return ()  # "Ủy ban nhân dân tỉnh": one body that the words do not name
        nearest = _of_kinds(map_.children(root), kinds)
        return nearest or _of_kinds(map_.descendants(root), kinds)
    if len(kinds) == 1:
        wanted = fold(rest)
        named = [unit for unit in map_.descendants(root) if unit.kind in kinds and fold(unit.name) == wanted]
        return tuple(named) if len(named) == 1 else ()
    return ()


def _of_kinds(units: tuple[Unit, ...], kinds: set[str]) -> tuple[Unit, ...]:
    return tuple(unit for unit in units if unit.kind.lower() in kinds)
