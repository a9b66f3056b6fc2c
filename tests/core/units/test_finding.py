"""The unit that a person means when they type a name."""

from datetime import date

import pytest

from tests.vietnam import book, tree
from tongket.core.units.finding import UnitNotFound, find_unit

OLD, NEW = date(2024, 9, 11), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("name", "day", "full_name", "level"),
    [
        ("Việt Nam", OLD, "Việt Nam", "country"),
        ("Lào Cai", OLD, "tỉnh Lào Cai", "province"),
        ("lao cai", NEW, "tỉnh Lào Cai", "province"),
        ("phường Lào Cai", NEW, "phường Lào Cai", "commune"),
        ("Yên Bái", OLD, "tỉnh Yên Bái", "province"),
        ("thành phố Yên Bái", OLD, "thành phố Yên Bái", "district"),
        ("phường Yên Bái", NEW, "phường Yên Bái", "commune"),
        ("Bảo Yên", OLD, "huyện Bảo Yên", "district"),
        ("Bảo Yên, Lào Cai", NEW, "xã Bảo Yên", "commune"),
        ("Thừa Thiên Huế", NEW, "thành phố Huế", "province"),
        ("vn-p10", OLD, "tỉnh Lào Cai", "province"),
    ],
)
def test_the_name_means(name: str, day: date, full_name: str, level: str) -> None:
    unit = find_unit(book(), name, tree().on(day))
    assert (unit.full_name, unit.level) == (full_name, level)


@pytest.mark.parametrize(
    ("name", "day", "near"),
    [
        ("Yên Bái", NEW, ("tỉnh Lào Cai", "phường Yên Bái, tỉnh Lào Cai")),  # not the province that is asked for
        ("Lao Kai", OLD, ("tỉnh Lào Cai",)),
    ],
)
def test_the_name_means_nothing_certain(name: str, day: date, near: tuple[str, ...]) -> None:
    with pytest.raises(UnitNotFound) as error:
        find_unit(book(), name, tree().on(day))
    assert error.value.near[: len(near)] == near
