"""Deadlines to the hour, and their arithmetic as a clerk reads it."""

from datetime import date, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tongket.core.periods.deadlines import AfterCutOff, OnDate
from tongket.core.periods.orders import (
    Order,
    arithmetic_as_json,
    arithmetic_from_json,
    due,
    order_as_json,
    order_from_json,
)
from tongket.core.periods.periods import Calendar, parse_period
from tongket.core.periods.wording import arithmetic_text, order_text
from tongket.formats.reading.calendar import vietnam

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_four_working_days_after_the_cut_off_of_november():
    found = due(parse_period("2026-11"), Order(AfterCutOff(4)), Calendar.LEGAL, vietnam(), ZONE)
    assert found.moment.isoformat() == "2026-11-19T17:00:00+07:00"
    assert arithmetic_text(found.deadline.arithmetic, "vi") == (
        "Chủ nhật 15/11/2026: nghỉ cuối tuần",
        "Thứ Hai 16/11/2026: ngày làm việc thứ 1",
        "Thứ Ba 17/11/2026: ngày làm việc thứ 2",
        "Thứ Tư 18/11/2026: ngày làm việc thứ 3",
        "Thứ Năm 19/11/2026: ngày làm việc thứ 4",
    )


def test_a_saturday_worked_in_exchange_counts_and_says_why():
    """22 August 2026 is worked for 31 August, which is then off."""
    found = due(parse_period("2026-08"), Order(AfterCutOff(6)), Calendar.LEGAL, vietnam(), ZONE)
    assert found.moment.date() == date(2026, 8, 22)
    assert arithmetic_text(found.deadline.arithmetic, "vi")[-1] == (
        "Thứ Bảy 22/8/2026: ngày làm việc thứ 6 (Làm việc thay ngày 31/08/2026)"
    )


def test_a_date_on_a_day_off_moves_on():
    order = Order(OnDate(15, 11), time(11, 30))
    found = due(parse_period("2026-10"), order, Calendar.LEGAL, vietnam(), ZONE)
    assert order_text(order, "vi") == "chậm nhất 11 giờ 30 ngày 15 tháng 11 đầu tiên sau ngày chốt số liệu"
    assert order_text(order, "en") == "by 11:30 on the first 15 November after the cut-off"
    assert arithmetic_text(found.deadline.arithmetic, "vi", on_date=True) == (
        "Chủ nhật 15/11/2026 là ngày nghỉ, hạn chuyển sang ngày làm việc tiếp theo",
        "Thứ Hai 16/11/2026: ngày làm việc thứ 1",
    )


orders = st.builds(
    Order,
    st.one_of(
        st.integers(1, 40).map(AfterCutOff), st.builds(OnDate, st.integers(1, 31), st.none() | st.integers(1, 12))
    ),
    st.times().map(lambda hour: hour.replace(second=0, microsecond=0)),
)


@given(orders, st.integers(1, 12))
def test_an_order_and_its_arithmetic_are_kept_as_they_were(order, month):
    assert order_from_json(order_as_json(order)) == order
    found = due(parse_period(f"2025-{month:02}"), order, Calendar.LEGAL, vietnam(), ZONE)
    arithmetic = found.deadline.arithmetic
    assert arithmetic_from_json(arithmetic_as_json(arithmetic)) == arithmetic
    assert found.moment.date() == arithmetic.day > found.deadline.cut_off
    assert all(text for lang in ("vi", "en") for text in (*arithmetic_text(arithmetic, lang), order_text(order, lang)))
