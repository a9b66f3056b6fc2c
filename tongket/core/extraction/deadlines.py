"""Deadlines: the words that set a time, resolved to a date where they can be, with the arithmetic.

Reads a clause or a cell in lower case; the document's date stands for what the text leaves out. A clause with two
dates takes the last. What sets no time gives None; what sets one that is no date keeps its words.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tongket.core.extraction.dates import DAY, last_of, whole
from tongket.core.extraction.flat import lowered
from tongket.core.extraction.model import Due

_HOUR = re.compile(r"(?P<h>\d{1,2}) ?(?:giờ|h|g|:) ?(?P<min>\d{2})?(?: ?phút)?'?,? ?$")
_CUE = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|không muộn hơn|đến hết|hết|thời hạn|hạn|xong|hoàn thành|hoàn thiện|trong"
    r"|không quá|vào|cuối|ban hành)"
    r"(?: (?!từ\b|kể\b|theo\b|tại\b)[^\s,;.]{1,12}){0,5}[ :]*(?:\(?là |: ?)?$"
)
_NOT_CUE = re.compile(r"(?:từ|kể từ|tính đến|số|đến|hiệu lực|sau) (?:ngày )?$|(?:ban hành|ký|tổ chức|vào) ngày $")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_EVERY = {"tuần": "week", "tháng": "month", "quý": "quarter", "quí": "quarter", "năm": "year", "6 tháng": "half-year"}
_QUARTER = re.compile(r"qu[ýí] (?P<q>iv|i{1,3}|[1-4])\b(?: ?[/-] ?(?:năm )?| năm | )?(?P<y>\d{4})?")
_MONTH = re.compile(r"tháng (?P<m>\d{1,2})(?: ?[/-] ?| năm )(?P<y>\d{4})")
_BARE_MONTH = re.compile(r"(?:trong|hết|cuối|trước) tháng (?P<m>\d{1,2})\b(?! ?[/-]| năm)")
_YEAR = re.compile(r"(?P<c>trong|hết|cuối|xong trước|hoàn thành|thực hiện) (?:trong )?năm (?P<y>\d{4})\b(?! ?[-/])")
_HALF = re.compile(r"6 tháng (?P<half>đầu|cuối) năm (?P<y>\d{4})")
_RECURRING = re.compile(
    r"(?:(?:trước|vào|chậm nhất|muộn nhất)[^;.]{0,25}?)?(?:ngày )(?P<by>\d{1,2}(?:(?: ?/ ?"
    r"| tháng )\d{1,2})?(?:(?:,| và|;) (?:ngày )?\d{1,2}(?: ?/ ?| tháng )\d{1,2})*"
    r"|cuối cùng)(?: của)? ?(?:hằng|hàng|mỗi) (?P<e>tuần|tháng|qu[ýí]|năm)"
)
_OTHERWISE = re.compile(
    r"(?:hằng|hàng|mỗi) (?P<e>tuần|tháng|qu[ýí]|năm),? ?(?:\(?(?:trước|vào"
    r"|chậm nhất)[^;.]{0,14}? ?ngày (?P<by>\d{1,2}(?: ?/ ?\d{1,2}| tháng \d{1,2})?))?"
)
_PERIODIC = re.compile(
    r"(?:định kỳ|báo cáo|tổng hợp|gửi)[^;.]{0,60}?(?P<all>(?:hằng|hàng|mỗi) (?P<e>tuần|tháng|qu[ýí]|năm)|(?:0?6"
    r"|sáu) tháng(?: một lần)?)\b"
)
_RELATIVE = re.compile(
    r"(?:trong (?:vòng |thời hạn |thời gian )?|sau |chậm nhất (?:là )?(?:sau |trong )?"
    r"|không quá )(?P<n>\d{1,3}) (?P<u>ngày|tuần|tháng)"
    r"(?P<w> làm việc)?,? (?:kể từ|tính từ|từ|sau)(?P<anchor> (?:ngày|khi|thời điểm) [^,;.]{3,60})"
)
_EVENT = re.compile(
    r"(?:kịp|hoàn thành|xong)[^.;]{0,70}? (?P<t>(?:tại|trước|trong) (?:kỳ họp|tết|phiên họp|đại hội|hội nghị|mùa"
    r"|năm học)[^.;,]{2,60})"
)
_ONWARD = re.compile(r"(?:các|những) năm (?:tiếp|sau|tới)|trở đi|hằng năm|hàng năm")
_SIGNED = re.compile(r"ký|ban hành")
_TIME = re.compile(r"\d|hằng|hàng|định kỳ|kỳ họp|tết")


def read_due(text: str, low: str, start: int, end: int, day: date | None) -> Due | None:  # noqa: PLR0911 (one case a return, as the grammar has them)
    """When the clause at `start:end` is due; None where it does not say."""
    if not _TIME.search(low, start, end):
        return None
    if match := _RECURRING.search(low, start, end):
        return _due(match, every=_EVERY[match["e"]], by=text[match.start("by") : match.end("by")])
    if (match := _OTHERWISE.search(low, start, end)) and match["by"]:
        return _due(match, every=_EVERY[match["e"]], by=text[match.start("by") : match.end("by")])
    dated = _last_date(text, low, start, end, day)
    if dated:
        return dated
    if match := _RELATIVE.search(low, start, end):
        return _relative(match, text, day)
    if match := _PERIODIC.search(low, start, end):
        every = _EVERY[match["e"]] if match["e"] else "half-year"
        return Due(every=every, start=match.start("all"), end=match.end("all"))
    if match := _EVENT.search(low, start, end):
        stop = match.end("t")
        return Due(text=text[match.start("t") : stop].strip(), start=match.start("t"), end=stop)
    return None


def read_cell(text: str, low: str, start: int, end: int, day: date | None) -> Due | None:  # noqa: PLR0911 (one case a return, as the grammar has them)
    """When a cell or slot that holds a time says; words that are no date are kept as printed."""
    while start < end and text[start] in " -:.+":
        start += 1
    while end > start and text[end - 1] in " .;:":
        end -= 1
    if start >= end or low[start:end] in {"…", "...", "/"}:
        return None
    if match := re.fullmatch(r"(?:định kỳ |thực hiện )?(?:hằng|hàng|mỗi) (?P<e>tuần|tháng|qu[ýí]|năm)", low[start:end]):
        return Due(every=_EVERY[match["e"]], start=start, end=end)
    if match := _RECURRING.search(low, start, end):
        return _due(match, every=_EVERY[match["e"]], by=text[match.start("by") : match.end("by")])
    times = list(_times(low, start, end, day, cued=False))
    if _ONWARD.search(low, start, end):
        return Due(text=text[start:end], start=start, end=end)
    if len(times) == 1 and not low.startswith("từ", start) and times[0][2] - times[0][1] >= 0.4 * (end - start):
        return _at(text, *times[0])
    if len(times) > 1 and not _range(low, start, end, times):
        return _at(text, *times[-1])
    if len(times) == 1 and not re.search(r"giai đoạn|thường xuyên|hằng|hàng|đến năm|từ ", low[start:end]):
        return _at(text, *times[0])
    if match := _RELATIVE.search(low, start, end):
        return _relative(match, text, day)
    lead = re.compile(r"(?:(?:hoàn thành|thực hiện|triển khai|đảm bảo|bảo đảm) )*").match(low, start, end)
    start = lead.end() if lead and lead.end() < end else start
    return Due(text=text[start:end], start=start, end=end)


def _range(low: str, start: int, end: int, times: list[tuple[date, int, int, str, str]]) -> bool:
    """Whether the times make a stretch ("Quý IV/2025 - Quý II/2026"), which is no date."""
    between = low[times[0][2] : times[-1][1]]
    return (
        bool(re.fullmatch(r"[ ,]*(?:-|đến|đến hết|và)?[ ]*(?:hết |ngày )?", between))
        or "từ" in low[start : times[0][1]]
    )


def _due(match: re.Match[str], *, every: str, by: str) -> Due:
    return Due(every=every, by=by.strip(), start=match.start(), end=match.end())


def _at(text: str, when: date, start: int, end: int, hour: str, reckoning: str) -> Due:
    said = text[start:end].strip()
    if reckoning.startswith(lowered(said)):
        reckoning = said + reckoning[len(said) :]  # as printed: "quý IV", not "quý iv"
    return Due(at=when.isoformat() + hour, reckoning=reckoning or None, start=start, end=end)


def _last_date(text: str, low: str, start: int, end: int, day: date | None) -> Due | None:
    times = list(_times(low, start, end, day, cued=True))
    return _at(text, *times[-1]) if times else None


def _times(low: str, start: int, end: int, day: date | None, cued: bool) -> list[tuple[date, int, int, str, str]]:  # noqa: PLR0912 (one case a branch, as the grammar has them)
    """All times in a stretch, in order: the date, where it stands, "T17:00" or "", and how it was worked out."""
    found: list[tuple[date, int, int, str, str]] = []
    taken: list[tuple[int, int]] = []
    for match in DAY.finditer(low, start, end):
        if not (match[0].startswith("ngày") or "/" in match[0] or "tháng" in match[0] or match["y"]):
            continue
        if not match["y"] and (day is None or not match[0].startswith("ngày")):
            continue
        before = low[max(start, match.start() - 60) : match.start()]
        if before.endswith("tháng "):
            continue  # "tháng 11 - 12/2025" is two months, not the 11th of December
        hour, begin = "", match.start()
        if hours := _HOUR.search(before):
            if int(hours["h"]) < 24:
                hour = f"T{int(hours['h']):02}:{hours['min'] or '00'}"
            begin -= len(before) - hours.start()
            before = before[: hours.start()]
        if cued and (_NOT_CUE.search(before) or not _CUE.search(before)):
            continue
        when = _with_year(match, day)
        if when:
            found.append((when, begin, match.end(), hour, "" if match["y"] else f"năm của văn bản: {when.year}"))
            taken.append((begin, match.end()))
    for pattern in (_HALF, _QUARTER, _MONTH, _BARE_MONTH, _YEAR):
        for match in pattern.finditer(low, start, end):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            before = low[max(start, match.start() - 60) : match.start()]
            if cued and pattern not in (_BARE_MONTH, _YEAR) and (_NOT_CUE.search(before) or not _CUE.search(before)):
                continue
            resolved = _period_end(pattern, match, before, day)
            if resolved:
                found.append(
                    (resolved, match.start(), match.end(), "", f"{match[0].strip()}: đến hết ngày {resolved:%d/%m/%Y}")
                )
                taken.append((match.start(), match.end()))
    if not cued and not found:
        for match in re.compile(r"năm (?P<y>20\d\d)\b(?! ?[-–/])").finditer(low, start, end):
            found.append(
                (date(int(match["y"]), 12, 31), match.start(), match.end(), "", f"{match[0]}: đến hết ngày 31/12")
            )
        if not found and (bare := re.fullmatch(r" *(?:đến )?(20\d\d) *", low[start:end])):
            found.append((date(int(bare[1]), 12, 31), start, end, "", f"năm {bare[1]}: đến hết ngày 31/12"))
    return sorted(found, key=lambda time: time[1])


def _with_year(match: re.Match[str], day: date | None) -> date | None:
    """The date; without a printed year it is the first such day not before the document."""
    month, number = int(match["m"]), int(match["d"])
    if match["y"]:
        return whole(int(match["y"]), month, number)
    if day is None:
        return None
    this = whole(day.year, month, number)
    return this if this is None or this >= day else whole(day.year + 1, month, number)


def _period_end(pattern: re.Pattern[str], match: re.Match[str], before: str, day: date | None) -> date | None:
    """The last day of the period that is named; the day before it where the text says "before"."""
    year_text = match.groupdict().get("y")
    year = int(year_text) if year_text else day.year if day else None
    if year is None or not 1900 < year < 2100:
        return None
    ahead = before.rstrip().endswith("trước") or match[0].startswith("trước")
    if pattern is _HALF:
        return date(year, 6, 30) if match["half"] == "đầu" else date(year, 12, 31)
    if pattern is _QUARTER:
        month = 3 * _QUARTERS[match["q"]]
        return date(year, month - 2, 1) - timedelta(days=1) if ahead else last_of(year, month)
    if pattern is _YEAR:
        return date(year, 12, 31)
    month = int(match["m"])
    if not 1 <= month <= 12:
        return None
    return date(year, month, 1) - timedelta(days=1) if ahead else last_of(year, month)


def _relative(match: re.Match[str], text: str, day: date | None) -> Due:
    """ "sau 05 ngày làm việc kể từ ngày ký": a date where the anchor is the document itself, else its words."""
    words = text[match.start() : match.end()].strip()
    if day is None or not _SIGNED.search(match["anchor"]) or match["u"] == "tháng":
        return Due(text=words, start=match.start(), end=match.end())
    count = int(match["n"]) * (7 if match["u"] == "tuần" else 1)
    when = _working(day, count) if match["w"] else day + timedelta(days=count)
    kind = "ngày làm việc (thứ hai đến thứ sáu, chưa trừ ngày lễ)" if match["w"] else "ngày"
    reckoning = f"{count} {kind} sau ngày {day:%d/%m/%Y}"
    return Due(at=when.isoformat(), reckoning=reckoning, start=match.start(), end=match.end())


def _working(day: date, count: int) -> date:
    """The day that many working days later, Monday to Friday."""
    weeks, rest = divmod(count, 5)
    when = day + timedelta(weeks=weeks)
    while rest:
        when += timedelta(days=1)
        rest -= when.weekday() < 5
    while when.weekday() > 4:
        when += timedelta(days=1)
    return when
