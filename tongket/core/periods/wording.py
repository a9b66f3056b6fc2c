"""Periods, deadlines and the counting of working days in plain Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from tongket.core.periods.deadlines import AfterCutOff
from tongket.core.periods.orders import Order
from tongket.core.periods.periods import Calendar, Span
from tongket.core.periods.working_days import SATURDAY, Arithmetic, Step

_WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "after": "chậm nhất {hour} ngày làm việc thứ {days} sau ngày chốt số liệu",
        "on_day": "chậm nhất {hour} ngày {day} đầu tiên sau ngày chốt số liệu",
        "on_date": "chậm nhất {hour} ngày {day} tháng {month} đầu tiên sau ngày chốt số liệu",
        "weekend": "nghỉ cuối tuần",
        "off": "nghỉ, {reason}",
        "works": "ngày làm việc thứ {count}",
        "works_for": "ngày làm việc thứ {count} ({reason})",
        "moved": "{day} là ngày nghỉ, hạn chuyển sang ngày làm việc tiếp theo",
        "fits": "{day} là ngày làm việc",
    },
    "en": {
        "after": "by {hour} on working day {days} after the cut-off",
        "on_day": "by {hour} on the first day {day} of a month after the cut-off",
        "on_date": "by {hour} on the first {day} {month} after the cut-off",
        "weekend": "weekend",
        "off": "off, {reason}",
        "works": "working day {count}",
        "works_for": "working day {count} ({reason})",
        "moved": "{day} is a day off, so the deadline moves to the next working day",
        "fits": "{day} is a working day",
    },
}
SPANS: Mapping[str, Mapping[Span, str]] = {
    "vi": {
        Span.MONTH: "hằng tháng",
        Span.QUARTER: "hằng quý",
        Span.HALF_YEAR: "6 tháng một lần",
        Span.NINE_MONTHS: "9 tháng đầu năm",
        Span.YEAR: "hằng năm",
    },
    "en": {
        Span.MONTH: "every month",
        Span.QUARTER: "every quarter",
        Span.HALF_YEAR: "every half-year",
        Span.NINE_MONTHS: "for the first nine months",
        Span.YEAR: "every year",
    },
}
CALENDARS: Mapping[str, Mapping[Calendar, str]] = {
    "vi": {
        Calendar.LEGAL: "chốt số liệu ngày 14 (Điều 12 Nghị định 09/2019/NĐ-CP)",
        Calendar.STATISTICAL: "chốt số liệu ngày cuối tháng (báo cáo thống kê)",
    },
    "en": {
        Calendar.LEGAL: "figures close on the 14th (Nghị định 09/2019/NĐ-CP, article 12)",
        Calendar.STATISTICAL: "figures close on the last day of a month (statistical reports)",
    },
}


def day_text(day: date, lang: str) -> str:
    """A day with its weekday.

    >>> day_text(date(2026, 8, 22), "vi"), day_text(date(2026, 8, 22), "en")
    ('thứ Bảy 22/8/2026', 'Saturday 22 August 2026')
    """
    weekday = _WEEKDAYS[lang][day.weekday()]
    if lang == "vi":
        return f"{weekday} {day.day}/{day.month}/{day.year}"
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def hour_text(hour: time, lang: str) -> str:
    """A time of day as orders write it.

    >>> hour_text(time(17), "vi"), hour_text(time(15, 30), "vi"), hour_text(time(17), "en")
    ('17 giờ', '15 giờ 30', '17:00')
    """
    if lang != "vi":
        return f"{hour:%H:%M}"
    return f"{hour.hour} giờ" + (f" {hour.minute:02}" if hour.minute else "")


def order_text(order: Order, lang: str) -> str:
    """When a report is due, as a regime says it.

    >>> order_text(Order(AfterCutOff(4)), "vi")
    'chậm nhất 17 giờ ngày làm việc thứ 4 sau ngày chốt số liệu'
    """
    words, hour, rule = _WORDS[lang], hour_text(order.until, lang), order.rule
    if isinstance(rule, AfterCutOff):
        return words["after"].format(hour=hour, days=rule.working_days)
    if rule.month is None:
        return words["on_day"].format(hour=hour, day=rule.day)
    month = str(rule.month) if lang == "vi" else _MONTHS[rule.month - 1]
    return words["on_date"].format(hour=hour, day=rule.day, month=month)


def step_text(step: Step, lang: str) -> str:
    """One day that was passed over, and why it counts or does not."""
    words = _WORDS[lang]
    if step.count is None:
        said = words["off"].format(reason=step.reason) if step.reason else words["weekend"]
    elif step.day.weekday() >= SATURDAY:
        said = words["works_for"].format(count=step.count, reason=step.reason)
    else:
        said = words["works"].format(count=step.count)
    text = f"{day_text(step.day, lang)}: {said}"
    return text[0].upper() + text[1:]


def arithmetic_text(arithmetic: Arithmetic, lang: str, *, on_date: bool = False) -> tuple[str, ...]:
    """Every day from the start to the deadline, a line each; with `on_date` first what was ordered."""
    steps = tuple(step_text(step, lang) for step in arithmetic.steps)
    if not on_date:
        return steps
    opening = _WORDS[lang]["moved" if steps else "fits"].format(day=day_text(arithmetic.start, lang))
    return (opening[0].upper() + opening[1:], *steps)
