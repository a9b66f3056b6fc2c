"""Numbers, dates and moments as official papers print them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.phrasing.examples import CAGES, DEAD, ON_TIME, RICE
from tests.core.phrasing.text import parse
from tongket.core.periods.moments import WrongMoment
from tongket.core.phrasing.moments import local_moment, long_date, moment_label, moment_words, short_date
from tongket.core.phrasing.numbers import amount, number, roman, rounded, signed, signed_amount

HANOI = "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        ("0", 0, "0", "0"),
        ("296", 0, "296", "296"),
        ("1523345", 0, "1.523.345", "1,523,345"),
        ("1914.71", 2, "1.914,71", "1,914.71"),
        ("148632.00", 2, "148.632", "148,632"),
        ("348.10", 2, "348,1", "348.1"),
        ("-3", 0, "−3", "−3"),
        ("-0.4", 0, "0", "0"),
        ("2.5", 0, "3", "3"),
        ("550.775", 3, "550,775", "550.775"),
    ],
)
def test_separators_of_each_language(value: str, decimals: int, vi: str, en: str) -> None:
    assert number(Decimal(value), "vi", decimals) == vi
    assert number(Decimal(value), "en", decimals) == en


def test_a_column_keeps_its_decimals() -> None:
    assert number(Decimal(2618), "vi", 2, fixed=True) == "2.618,00"


def test_differences_carry_their_sign() -> None:
    assert [signed(Decimal(v), "vi") for v in (1, 0, -3)] == ["+1", "0", "−3"]
    assert signed_amount(Decimal(-3), DEAD, "vi") == "−3 người"


def test_units_of_measure() -> None:
    assert amount(Decimal(155), DEAD, "vi") == "155 người"
    assert amount(Decimal(155), DEAD, "en") == "155 persons"
    assert amount(Decimal(1), DEAD, "en") == "1 person"
    assert amount(Decimal(1600), CAGES, "vi") == "1.600 lồng, bè"
    assert amount(Decimal("1378.83"), RICE, "en") == "1,378.83 ha"
    assert amount(Decimal("95.2"), ON_TIME, "vi") == "95,2%"


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=4),
    st.integers(0, 4),
    st.sampled_from(["vi", "en"]),
    st.booleans(),
)
def test_a_printed_number_reads_back(value: Decimal, decimals: int, lang: str, fixed: bool) -> None:
    assert parse(number(value, lang, decimals, fixed=fixed), lang) == rounded(value, decimals)


def test_roman_numerals() -> None:
    assert [roman(n) for n in (1, 2, 3, 4, 5, 6, 9, 10)] == ["I", "II", "III", "IV", "V", "VI", "IX", "X"]


@pytest.mark.parametrize(
    ("as_of", "vi", "en"),
    [
        ("2024-09-11T13:30:00+07:00", "13 giờ 30 phút ngày 11/9/2024", "13:30 on 11 September 2024"),
        ("2024-09-11T06:30:00+00:00", "13 giờ 30 phút ngày 11/9/2024", "13:30 on 11 September 2024"),
        ("2024-09-07T17:00:00+07:00", "17 giờ ngày 07/9/2024", "17:00 on 7 September 2024"),
        ("2025-02-03T06:05:00+07:00", "6 giờ 05 phút ngày 03/02/2025", "06:05 on 3 February 2025"),
        ("2024-09-10", "hết ngày 10/9/2024", "the end of 10 September 2024"),
    ],
)
def test_moments_in_words(as_of: str, vi: str, en: str) -> None:
    moment = local_moment(as_of, HANOI)
    assert moment_words(moment, "vi") == vi
    assert moment_words(moment, "en") == en


def test_the_year_is_left_out_beside_a_moment_of_the_same_year() -> None:
    at = local_moment("2024-09-11T13:30:00+07:00", HANOI)
    before = local_moment("2024-09-11T11:00:00+07:00", HANOI)
    year_before = local_moment("2023-12-31", HANOI)
    assert moment_words(before, "vi", beside=at) == "11 giờ ngày 11/9"
    assert moment_words(before, "en", beside=at) == "11:00 on 11 September"
    assert moment_words(year_before, "vi", beside=at) == "hết ngày 31/12/2023"
    assert moment_label(before, "vi", beside=at) == "11h00 11/9"
    assert moment_label(year_before, "vi", beside=at) == "31/12/2023"
    assert moment_label(year_before, "en", beside=at) == "31 Dec 2023"


def test_a_date_stands_after_every_hour_of_its_day() -> None:
    assert local_moment("2024-09-10T23:59:00+07:00", HANOI) < local_moment("2024-09-10", HANOI)


def test_dates_of_the_letterhead_follow_annex_one() -> None:
    assert long_date(date(2024, 9, 11), "vi") == "ngày 11 tháng 9 năm 2024"
    assert long_date(date(2025, 2, 7), "vi") == "ngày 07 tháng 02 năm 2025"
    assert long_date(date(2025, 10, 1), "vi") == "ngày 01 tháng 10 năm 2025"
    assert long_date(date(2025, 2, 7), "en") == "7 February 2025"
    assert short_date(date(2025, 2, 7), "vi") == "07/02/2025"


def test_what_is_no_moment_is_refused() -> None:
    with pytest.raises(WrongMoment, match="'hôm qua' is not a moment"):
        local_moment("hôm qua", HANOI)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language 'fr': reports are written in vi or en"):
        number(Decimal(1), "fr")
