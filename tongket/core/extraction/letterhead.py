"""The head of a document: number, issuer, place and date; kind and title. State and Party layouts, old and new.

Reads the lines above the body. Two columns may have been flattened in either order, or line by line: so the motto
of the state and the name of the Party are struck out, and what capitals remain above the number name the issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongket.core.extraction import lexicon as lx
from tongket.core.extraction.casing import proper
from tongket.core.extraction.citations import NUMBER
from tongket.core.extraction.dates import whole
from tongket.core.extraction.flat import Flat, Line
from tongket.core.extraction.model import LIKELY, SURE, UNSURE, Found, Identity

_DEPTH = 60  # lines within which a head must end
_MOTTO = re.compile(
    r"CỘNG ?H[ÒO][ÀA]? ?XÃ HỘI CHỦ NGHĨA VIỆT ?NAM|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập ?[-.] ?Tự do ?[-.] ?Hạnh phúc"
    r"|[-_*=]{2,}",
    re.IGNORECASE,
)
_NUMBER_MARK = re.compile(r"\bSố ?[:.]?\s?(?=\d)", re.IGNORECASE)
_DATED = re.compile(
    rf"(?P<place>[{lx.UPPER}]" + r"[^,;:()\n]{1,60}?), ?ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})"
)
_PLACE_NAME = re.compile(
    rf"(?<![\w/-])(?:Thành phố |TP\. ?)?(?:[{lx.UPPER}][{lx.LOWER}']* (?:- )?){{0,4}}[{lx.UPPER}][{lx.LOWER}']* ?$"
)
_KINDS = [
    *sorted(lx.KINDS - {"luật", "công văn", "văn bản", "dự án", "lệnh", "công bố"}, key=len, reverse=True),
    "luật",
    "lệnh",
]
_SUBJECT = re.compile(r"(?:V/v|Về việc|v/v) ?:? ?", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|CHỦ TỊCH|ỦY BAN|UBND|HỘI ĐỒNG|HĐND|BỘ TRƯỞNG|BỘ|GIÁM ĐỐC|CHÁNH|TỔNG|BAN"
    r"|VIỆN TRƯỞNG|THỐNG ĐỐC"
    r"|CỤC TRƯỞNG|TRƯỞNG BAN|TỈNH ỦY|THÀNH ỦY|TM\.)\b"
)
_TELEGRAPHS = re.compile(
    rf"\s*(?:THỦ TƯỚNG CHÍNH PHỦ|CHỦ TỊCH [^{lx.LOWER}]{{5,80}}|ỦY BAN NHÂN DÂN [^{lx.LOWER}]{{5,60}}"
    rf"|TRƯỞNG BAN [^{lx.LOWER}]{{5,80}}) ?,?(?:điện|ĐIỆN|yêu cầu)\s*:?"
)
_BASES = ("căn cứ", "xét ", "theo đề nghị", "thực hiện ", "kính gửi", "trên cơ sở", "số:")
_SPLITS = re.compile(
    r"(?<!VĂN) (?=(?:SỞ|CỤC|CHI CỤC|TỔNG CỤC|BAN QUẢN LÝ|BAN CHỈ ĐẠO|TRUNG TÂM|THANH TRA (?:SỞ|TỈNH)"
    r"|VĂN PHÒNG(?! (?:ỦY|UBND|HĐND|HỘI|CHÍNH|QUỐC|TRUNG|CHỦ))"
    r"|BAN (?:CHẤP HÀNH|THƯỜNG VỤ|TỔ CHỨC|TUYÊN GIÁO|DÂN VẬN|NỘI CHÍNH|DÂN TỘC)|ỦY BAN KIỂM TRA|PHÒNG|TRƯỜNG"
    r"|BỆNH VIỆN|KHO BẠC|CHI NHÁNH)\b)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head gave, and where in the working copy the letterhead and the title end."""

    identity: Identity
    letterhead_end: int
    body: int  # index of the first line of the body


def read_head(flat: Flat) -> Head:
    """Identity without the signature. Fields that the head does not give stay None."""
    kind_line, kind = _find_kind(flat)
    address = next(
        (i for i, line in enumerate(flat.lines[:_DEPTH]) if flat.low.startswith("kính gửi", line.start)), None
    )
    ends = [i for i in (kind_line, address) if i is not None]
    stop = min(ends) if ends else _first_long(flat)
    edge = flat.lines[stop].start if stop < len(flat.lines) else len(flat.text)
    number, mark = _number(flat, edge)
    place, day, dated_at = _place_and_date(flat, edge)
    above = min([at for at in (mark, dated_at, edge) if at is not None])
    issuer = _issuer(flat, above) if number or day else None
    title: Found | None = None
    body = stop
    if kind_line is not None and kind is not None:
        title, body = _title(flat, kind_line, kind, issuer)
    elif found := _SUBJECT.search(flat.text, mark if mark is not None else 0, edge):
        title = _subject(flat, found.end(), edge)
        kind = _letter(flat, number, address)
    elif address is not None or number:
        kind = _letter(flat, number, address)
    if kind is None and number is None and day is None:
        return Head(Identity(), 0, 0)  # a text without a head: all of it is body
    identity = Identity(number=number, kind=kind, issuer=issuer, place=place, date=day, title=title)
    return Head(identity, edge, body)


def _first_long(flat: Flat) -> int:
    """The first line that is running text: where no kind and no address tell, the head ends there."""
    for i, line in enumerate(flat.lines[:_DEPTH]):
        if line.end - line.start > 160:
            return i
    return min(_DEPTH, len(flat.lines))


def _found(flat: Flat, value: str, start: int, end: int, confidence: float = SURE) -> Found:
    return Found(value, *flat.span(start, end), confidence)


# number, place, date --------------------------------------------------------------------------------------------


def _number(flat: Flat, edge: int) -> tuple[Found | None, int | None]:
    """The number behind "Số", and where that word stands."""
    for mark in _NUMBER_MARK.finditer(flat.text, 0, edge):
        before = flat.text[max(0, mark.start() - 2) : mark.start()]
        match = NUMBER.match(flat.text, mark.end(), edge)
        if match and (not before.strip() or before.endswith("\n") or before.isupper()):
            value = re.sub(r"\s+", "", match[0]).rstrip(".")
            return _found(flat, value, match.start(), match.end()), mark.start()
    empty = re.compile(r"\bSố ?: ?(?=[/.…_ ])").search(flat.text, 0, edge)
    return None, empty.start() if empty else None


def _place_and_date(flat: Flat, edge: int) -> tuple[Found | None, Found | None, int | None]:
    match = _DATED.search(flat.text, 0, edge)
    if not match:
        return None, None, None
    day = whole(int(match["y"]), int(match["m"]), int(match["d"]))
    place = match["place"]
    start = match.start("place")
    if number := NUMBER.search(place):  # "Số: 12/QĐ-UBND Hà Nội, ngày …" flattened to one line
        start += number.end()
        place = flat.text[start : match.end("place")]
    if tail := _PLACE_NAME.search(place):  # the columns may have been joined: "… Hạnh phúc Bình An, ngày …"
        start += tail.start()
    where = flat.text[start : match.end("place")].strip()
    at = flat.text.index("ngày", match.end("place"))
    when = _found(flat, day.isoformat(), at, match.end()) if day else None
    return (_found(flat, where, start, match.end("place")) if where else None), when, match.start()


# issuer ---------------------------------------------------------------------------------------------------------


def _issuer(flat: Flat, edge: int) -> Found | None:
    """The body that issues: the last of the bodies above the number, the first being its superior."""
    pieces: list[tuple[int, str]] = []
    at = 0
    for motto in [*_MOTTO.finditer(flat.text, 0, edge), None]:
        end = motto.start() if motto else edge
        for line in flat.text[at:end].split("\n"):
            begin = at
            at += len(line) + 1
            if line.strip(" .-_*|"):
                pieces.append((begin, line))
        at = motto.end() if motto else edge
    capitals = [(start, piece) for start, piece in pieces if _capitals(piece)]
    if not capitals:
        return None
    joined = " ".join(piece.strip(" .-_*|") for _, piece in capitals)
    name = " ".join(_SPLITS.split(joined)[-1].split()) if _SPLITS.search(joined) else " ".join(joined.split())
    start = capitals[0][0]
    end = capitals[-1][0] + len(capitals[-1][1])
    if len(name.split()) > 18:
        return None
    return _found(flat, proper(name), start, end, SURE if len(capitals) < 3 else LIKELY)


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


# kind and title -------------------------------------------------------------------------------------------------


def _find_kind(flat: Flat) -> tuple[int | None, Found | None]:
    """The line of the head that names the kind, in capitals (or alone on its line)."""
    for i, line in enumerate(flat.lines[:_DEPTH]):
        low = flat.low[line.start : line.end]
        for name in _KINDS:
            if not low.startswith(name):
                continue
            said = flat.text[line.start : line.start + len(name)]
            rest = low[len(name) :]
            if (rest and rest[0].isalpha()) or not (said.isupper() or not rest.strip(" :.")):
                continue
            if (
                rest.strip(" :")
                and not _capitals(flat.text[line.start : line.end])
                and not _SUBJECT.match(rest.strip())
            ):
                continue
            return i, _found(
                flat, "thông báo" if name == "thông báo kết luận" else name, line.start, line.start + len(name)
            )
    return None, None


def _letter(flat: Flat, number: Found | None, address: int | None) -> Found | None:
    """The kind where no line names it: told by the number, else a letter where it is addressed."""
    if number:
        parts = re.split(r"[/\-]", number.value.lower())
        for part in parts[1:]:
            if part in lx.SYMBOLS and part not in {"tt", "cđ", "da"}:
                return Found(lx.SYMBOLS[part], number.start, number.end, LIKELY)
        return Found("công văn", number.start, number.end, LIKELY)
    if address is not None:
        line = flat.lines[address]
        return _found(flat, "công văn", line.start, line.start + 8, LIKELY)
    return None


def _subject(flat: Flat, start: int, edge: int) -> Found | None:
    """The subject of a letter, behind "V/v", to the end of its block, or to the place and date."""
    end = flat.text.find("\n", start, edge)
    end = edge if end < 0 else end
    if dated := _DATED.search(flat.text, start, end):
        end = dated.start()
    value = flat.text[start:end].strip(" .")
    return _found(flat, value, start, end) if value else None


def _title(flat: Flat, at: int, kind: Found, issuer: Found | None) -> tuple[Found | None, int]:
    """The title: the rest of the kind's line and the lines that go on with it; and the first line of the body."""
    lines = flat.lines
    line = lines[at]
    start = line.start + len(kind.value)
    if flat.low.startswith("thông báo kết luận", line.start):
        start = line.start + len("thông báo")
    start = _skip(flat.text, start, line.end)
    end = line.end
    body = at + 1
    if start >= line.end:
        if body >= len(lines) or _no_title(flat, body):
            return None, body
        start, end = lines[body].start, lines[body].end
        body += 1
    capitals = _capitals(flat.text[start:end])
    while body < len(lines) and body < at + 6 and not _no_title(flat, body) and _goes_on(flat, lines[body], capitals):
        end = lines[body].end
        body += 1
    if cut := _TELEGRAPHS.search(flat.text, start, end):
        end = cut.start()
    end = _without_authority(flat, start, end, issuer)
    value = " ".join(flat.text[start:end].split()).strip(" .:*-")
    if not value or len(value) > 900:
        return None, body
    return _found(flat, value, start, end, SURE if len(value) < 500 else UNSURE), body


def _without_authority(flat: Flat, start: int, end: int, issuer: Found | None) -> int:
    """The end of the title before the authority that stands above the bases, where the two were joined."""
    names = [issuer.value.upper()] if issuer else []
    for name in [*names, "THỦ TƯỚNG CHÍNH PHỦ"]:
        title = flat.text[start:end].rstrip(" .:")
        if not title.upper().endswith(name):
            continue
        before = title[: len(title) - len(name)].rstrip()
        for office in ("CHỦ TỊCH", "BỘ TRƯỞNG", "GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "CHỦ NHIỆM"):
            before = before.removesuffix(office).rstrip()
        if before and before.split()[-1].lower() not in {
            "của",
            "và",
            "do",
            "thuộc",
            "bởi",
            "với",
            "cho",
            "tại",
            "giữa",
        }:
            return start + len(before)
    return end


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " :.":
        start += 1
    return start


def _no_title(flat: Flat, i: int) -> bool:
    """Whether this line is no part of a title: a legal basis, an address, or the authority above the bases."""
    line = flat.lines[i]
    low = flat.low[line.start : line.end]
    if (low.startswith(_BASES) and not _capitals(flat.text[line.start : line.end])) or re.match(
        r"(?:\d{1,2}\.|[ivx]{1,4}\.|điều \d|-|ngày \d)", low
    ):
        return True
    if _AUTHORITY.match(flat.text, line.start, line.end) and (
        _capitals(flat.text[line.start : line.end]) or "điện" in low[-8:]
    ):
        after = flat.lines[i + 1] if i + 1 < len(flat.lines) else None
        return "điện" in low[-8:] or (after is not None and flat.low.startswith(_BASES, after.start))
    return False


def _goes_on(flat: Flat, line: Line, capitals: bool) -> bool:
    text = flat.text[line.start : line.end]
    if capitals:
        return _capitals(text)
    return text[0].islower() and len(text) < 200 and not text.endswith((".", ";", ":"))
