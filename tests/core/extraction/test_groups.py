"""Groups expand against the map of the paper's own day; what the tree does not hold stays as printed."""

from datetime import date

import pytest

from tests.vietnam import tree
from tongket.core.extraction.groups import expand

NOW = date(2025, 11, 27)
BEFORE = date(2025, 3, 1)


def test_the_provinces_of_the_country_before_and_after_the_reform() -> None:
    printed = "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"
    assert len(expand(printed, tree(), NOW)) == 34
    assert len(expand(printed, tree(), BEFORE)) == 63


def test_the_communes_of_the_province_whose_paper_it_is() -> None:
    (home,) = expand("Ủy ban nhân dân tỉnh Đắk Lắk", tree(), NOW)
    communes = expand("Ủy ban nhân dân các xã, phường", tree(), NOW, home.key)
    assert {unit.kind for unit in communes} == {"xã", "phường"}
    assert set(communes) <= set(tree().on(NOW).children(home.key))
    assert expand("UBND các phường", tree(), NOW, home.key) == tuple(u for u in communes if u.kind == "phường")


@pytest.mark.parametrize(
    "printed",
    [
        "các sở, ban, ngành",
        "Ủy ban nhân dân các tỉnh, thành phố từ Hà Tĩnh đến Khánh Hòa",
        "Sở Y tế",
        "Ủy ban nhân dân tỉnh",
    ],
)
def test_what_the_tree_does_not_hold_stays_as_printed(printed: str) -> None:
    assert expand(printed, tree(), NOW) == ()
