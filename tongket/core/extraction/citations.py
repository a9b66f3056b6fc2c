"""Citations: every other official document that the text names, once, with its date where it is given.

Reads the working copy; adds numbers ("227/CĐ-TTg", "57-NQ/TW", "42-CT/TW") and laws known by name alone.
"""

from __future__ import annotations

import re

from tongket.core.extraction.dates import written
from tongket.core.extraction.flat import Flat
from tongket.core.extraction.lexicon import SYMBOLS
from tongket.core.extraction.model import LIKELY, SURE, Citation

_CODE = r"[A-ZĐƯƠÂÊÔĂ][A-Za-zĐđƯưƠơÂâÊêÔôĂă&.]*\d{0,2}"
NUMBER = re.compile(
    rf"(?P<n>\d{{1,6}}[a-zđA-Z]?) ?(?:"
    rf"/ ?(?:(?P<y>(?:19|20)\d\d) ?/ ?)?(?P<state>{_CODE}(?: ?[-/] ?{_CODE})*)"
    rf"|- ?(?P<party>{_CODE}(?:-{_CODE})?/ ?{_CODE}(?:-{_CODE})*))"
)
_SERIES = re.compile(r"(?<![\w.])\d{1,3}\.$")
_LAW = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)(?= [A-ZĐÁÀẢÃẠÂĂÊÔƠƯ]| sửa đổi, bổ| năm | nước| Cộng"
    r"| (?:ngân sách|đất đai|đầu tư|đấu thầu|đê điều|tổ chức|phòng|bảo vệ|cán bộ|viên chức|ban hành|doanh nghiệp)\b)"
)
_LAW_END = re.compile(
    r" (?:ngày|số|năm|được|và các|theo|quy định|đã|tại|có|của Quốc|hiện|trong|để|về việc|trên|nhằm|là|đến|từ|do"
    r"|đối|thì|này|khi|còn"
    r"|vào|với|đang|sẽ|cho|trước|sau|bằng|như|phải|cần|Nghị|Luật|Bộ luật|và (?:Luật|Bộ luật|Nghị|quy định|văn|hướng"
    r"|thực|các|một|pháp|tổ))\b"
    r"|[;.:()\n“”\"\[]|, (?=[A-ZĐ])|, (?:các|quy|và|đặc|trong|phù|bảo|đảm|nhằm|theo|ban|nhất|văn|hướng|số)\b|, ngày|/"
)
_BETWEEN = re.compile(r"[ ,]*(?:(?:của|về) [^;.\n]{1,60}?)?[ ,]*(?=ngày \d)")
_LONGEST_NAME = 120


def read_citations(flat: Flat, own: str | None, first: int = 0) -> tuple[Citation, ...]:
    """All citations in order of first mention; `own` is the document's own number, which is none.

    `first` is where the letterhead ends: the document's own number stands before it.
    """
    found: dict[str, Citation] = {}
    text, low = flat.text, flat.low
    mine = _key(own) if own else ""
    for match in NUMBER.finditer(text, first):
        begin = match.start()
        before = text[begin - 1] if begin else " "
        if before == "." and match["y"] and (series := _SERIES.search(text, max(0, begin - 5), begin)):
            begin = series.start()  # "66.7/2025/NQ-CP"
        elif before.isalnum() or before in "/.-":
            continue
        code = match["state"] or match["party"]
        if not _official(match, code, low):
            continue
        number = text[begin : match.start()] + _tidy(match)
        key = _key(number)
        if key == mine:
            continue
        day = _date_behind(flat, match.end())
        start, end = flat.span(begin, match.end())
        known = found.get(key)
        if known is None:
            found[key] = Citation(number, None, day, start, end, SURE if day else LIKELY)
        elif known.date is None and day:
            found[key] = Citation(known.number, None, day, known.start, known.end, SURE)
    for law in _laws(flat, first):
        known = found.get(key := "law:" + re.sub(r"\W+", " ", (law.name or "").lower()))
        if known is None or (law.date and not known.date):
            found[key] = law
    return tuple(sorted(found.values(), key=lambda c: c.start))


def _official(match: re.Match[str], code: str, low: str) -> bool:
    """Whether the number is one of a document: a known symbol, the form of a letter, or "số" before it."""
    if match["party"]:
        return True
    head = re.split(r"[-/ ]", code, maxsplit=1)[0].lower()
    if "-" in code:
        return len(head) > 1 or head in SYMBOLS
    if code.startswith("QH") and code[2:].isdigit():
        return True
    before = low[max(0, match.start() - 12) : match.start()].rstrip()
    return before.endswith(("số", "số:")) and len(code) > 1 and code[:2].isupper()


def _tidy(match: re.Match[str]) -> str:
    return re.sub(r"\s+", "", match[0]).rstrip(".&-/")


def _key(number: str) -> str:
    return re.sub(r"[\s.]+", "", number).lower().lstrip("0")


def _date_behind(flat: Flat, at: int) -> str | None:
    """The date that belongs to the number before it: "số 227/CĐ-TTg ngày …", "… của Chính phủ ngày …"."""
    gap = _BETWEEN.match(flat.text, at, min(at + 90, len(flat.text)))
    if not gap or NUMBER.search(flat.text, at, gap.end()):
        return None
    day = written(flat.low, gap.end(), min(gap.end() + 32, len(flat.low)))
    return day[0].isoformat() if day and day[1] == gap.end() else None


def _laws(flat: Flat, first: int) -> list[Citation]:
    """Laws named without a number; a law with its number behind it is found by that."""
    found: list[Citation] = []
    text = flat.text
    for match in _LAW.finditer(text, first):
        stop = _LAW_END.search(text, match.end(), min(match.end() + _LONGEST_NAME, len(text)))
        end = stop.start() if stop else min(match.end() + _LONGEST_NAME, len(text))
        name = text[match.start() : end].strip(" ,")
        if "sửa đổi, bổ sung" in name.lower():
            end = _amending_end(text, match.start())
            name = text[match.start() : end].strip(" ,")
        if not stop or len(name.split()) < 2 or any(c.start <= flat.back(match.start()) < c.end for c in found):
            continue
        if re.match(r" ?(?:,? ?ngày [^,;]{0,30})? ?(?:luật )?số \d+/\d{4}/", text[end : end + 60]):
            continue
        day = _date_behind(flat, end)
        start, stop_at = flat.span(match.start(), match.start() + len(name))
        found.append(Citation(None, name, day, start, stop_at, SURE if day else LIKELY))
    return found


def _amending_end(text: str, start: int) -> int:
    """The end of "Luật Sửa đổi, bổ sung một số điều của Luật A và Luật B": its date or its clause ends it."""
    stop = re.compile(r" ngày | số \d|[;.\n]| (?:về|gửi|để|theo|trong|trên|cho) ").search(
        text, start, min(start + 300, len(text))
    )
    return stop.start() if stop else start
