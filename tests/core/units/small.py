"""A small administration that the tests of this folder share: two provinces merge, a commune is divided."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tongket.core.units.model import Basis, Edge, Succession, Unit
from tongket.core.units.tree import Tree

REFORM = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)
ACT = "202/2025/QH15"


def old(key: str, name: str, kind: str, level: str) -> Unit:
    """A unit that the reform ended."""
    return Unit(key, key, name, kind, level, end=BEFORE)


def new(key: str, name: str, kind: str, level: str) -> Unit:
    """A unit that the reform made."""
    return Unit(key, key, name, kind, level, start=REFORM, act=ACT)


def whole(before: str, after: str, day: date = REFORM, act: str = ACT) -> Succession:
    """`before` went wholly into `after`."""
    return Succession(before, after, day, Fraction(1), Basis.WHOLE, act)


def part(before: str, after: str, fraction: Fraction | None = None, basis: Basis = Basis.NONE) -> Succession:
    """A part of `before` went into `after`."""
    return Succession(before, after, REFORM, fraction, basis, ACT)


UNITS = (
    Unit("vn", "vn", "Việt Nam", "", "country"),
    Unit("cb", "04", "Cao Bằng", "tỉnh", "province"),
    old("lc", "Lào Cai", "tỉnh", "province"),
    old("yb", "Yên Bái", "tỉnh", "province"),
    new("lc25", "Lào Cai", "tỉnh", "province"),
    old("by", "Bảo Yên", "huyện", "district"),
    old("tpyb", "Yên Bái", "thành phố", "district"),
    old("pk", "Phúc Khánh", "xã", "commune"),
    old("xt", "Xuân Thượng", "xã", "commune"),
    old("mt", "Minh Tân", "phường", "commune"),
    new("pk25", "Phúc Khánh", "xã", "commune"),
    new("yb25", "Yên Bái", "phường", "commune"),
    new("vp25", "Văn Phú", "phường", "commune"),
)
EDGES = (
    Edge("cb", "vn"),
    Edge("lc", "vn", end=BEFORE),
    Edge("yb", "vn", end=BEFORE),
    Edge("lc25", "vn", REFORM),
    Edge("by", "lc", end=BEFORE),
    Edge("tpyb", "yb", end=BEFORE),
    Edge("pk", "by", end=BEFORE),
    Edge("xt", "by", end=BEFORE),
    Edge("mt", "tpyb", end=BEFORE),
    Edge("pk25", "lc25", REFORM),
    Edge("yb25", "lc25", REFORM),
    Edge("vp25", "lc25", REFORM),
)
SUCCESSIONS = (
    whole("lc", "lc25"),
    whole("yb", "lc25"),
    whole("pk", "pk25", act="1673/NQ-UBTVQH15"),
    whole("xt", "pk25", act="1673/NQ-UBTVQH15"),
    part("mt", "yb25"),
    part("mt", "vp25"),
)
TREE = Tree(UNITS, EDGES, SUCCESSIONS, known_from=date(2025, 1, 1))
