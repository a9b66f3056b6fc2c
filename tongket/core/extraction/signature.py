"""The foot of a document: who signs, in what office and capacity, and "Nơi nhận".

Reads the lines about "Nơi nhận", where the two columns may stand in either order, or the capitals above a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongket.core.extraction.casing import sentence
from tongket.core.extraction.flat import Flat, Line
from tongket.core.extraction.model import LIKELY, SURE, Found

_CAPACITY = {
    printed: usual
    for usual, all_printed in {
        "TM.": "TM. TM T/M T/M.",
        "KT.": "KT. KT K/T K/T.",
        "TL.": "TL. TL T/L T/L.",
        "TUQ.": "TUQ. TUQ T/UQ",
        "Q.": "Q.",
    }.items()
    for printed in all_printed.split()
}
_OFFICES = re.compile(
    r"\b(?:(?:PHÓ |THƯỜNG TRỰC )*(?:TỔNG BÍ THƯ|BÍ THƯ|CHỦ TỊCH|CHỦ NHIỆM|THỦ TƯỚNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC"
    r"|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA"
    r"|CHÁNH ÁN|THỐNG ĐỐC|TỔNG THANH TRA|TỔNG KIỂM TOÁN|TRƯỞNG BAN|TRƯỞNG PHÒNG|TỔNG CỤC TRƯỞNG|CHI CỤC TRƯỞNG"
    r"|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG"
    r"|HIỆU TRƯỞNG|TRƯỞNG TIỂU BAN|TRƯỞNG ĐOÀN|TỔ TRƯỞNG|CHỈ HUY TRƯỞNG|TƯ LỆNH|CHÍNH ỦY|TỔNG THƯ KÝ|CHỦ TỌA|THƯ KÝ)"
    r"|THỨ TRƯỞNG|BỘ TRƯỞNG|ỦY VIÊN|UỶ VIÊN|THƯỜNG TRỰC)(?!\w)"
)
_WORD = re.compile(r"\S+")
_RANKS = re.compile(r"(?:(?:Thượng|Đại|Trung|Thiếu) (?:tướng|tá|úy)|(?:PGS|GS|TS|ThS|BS|CN|KS)\.?|Bác sĩ|Tiến sĩ)$")
_SIGNED = re.compile(r"\(?(?:đã ký|ký tên|signed)[^)\n]*\)?", re.IGNORECASE)
_REACH = 30  # lines on either side of "Nơi nhận"


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot gave, and the index of the line where it begins (all lines, if there is none)."""

    signer: Found | None
    position: Found | None
    capacity: Found | None
    recipients: tuple[Found, ...]
    begin: int
    end: int


def read_foot(flat: Flat, body: int) -> Foot:
    """Signature and recipients of the document itself: the first foot behind the body, not that of an annex."""
    lines = flat.lines
    for i in range(body, len(lines)):
        if flat.low.startswith("nơi nhận", lines[i].start):
            return _about(flat, body, i)
    for i in range(body, len(lines)):
        if _begins_signature(flat, lines[i]):
            signer, position, capacity, end = _signature(flat, i, min(i + 8, len(lines)))
            if signer:
                return Foot(signer, position, capacity, (), i, end)
    return Foot(None, None, None, (), len(lines), len(lines))


def _about(flat: Flat, body: int, at: int) -> Foot:
    lines = flat.lines
    here = lines[at].block
    listed = [at]
    end = at + 1
    while end < min(at + _REACH, len(lines)):
        block = lines[end].block
        same = block.table == here.table and block.row == here.row and block.column == here.column
        if here.table >= 0 and not same:
            break
        text = flat.text[lines[end].start : lines[end].end]
        if here.table < 0 and not (
            text.startswith(("-", "+", "•")) or (flat.text[lines[end - 1].end - 1] in ",;" and not text.isupper())
        ):
            break
        listed.append(end)
        end += 1
    recipients = _recipients(flat, listed)
    begin, stop = at, end
    spots = [(end, min(end + 9, len(lines)))]
    if here.table >= 0:
        before = [i for i in range(max(body, at - 9), at) if lines[i].block.table == here.table]
        if before:
            spots.insert(0, (before[0], at))
    else:
        spots.append((max(body, at - 7), at))
    for low, high in spots:
        for i in range(low, high):
            if _begins_signature(flat, lines[i]):
                signer, position, capacity, last = _signature(flat, i, high)
                if signer or position:
                    return Foot(signer, position, capacity, recipients, min(begin, i), max(stop, last))
    return Foot(None, None, None, recipients, begin, stop)


def _recipients(flat: Flat, listed: list[int]) -> tuple[Found, ...]:
    found: list[Found] = []
    for i in listed:
        line = flat.lines[i]
        start = line.start
        if flat.low.startswith("nơi nhận", start):
            start += len("nơi nhận")
            while start < line.end and flat.text[start] in " :-":
                start += 1
        while start < line.end and flat.text[start] in "-+•– ":
            start += 1
        end = line.end
        while end > start and flat.text[end - 1] in ";. ":
            end -= 1
        for a, b in _parts(flat.text, start, end):
            found.append(Found(flat.text[a:b].strip(), *flat.span(a, b), SURE))
    return tuple(found)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Recipients that were joined on one line: "- A; - B; - Lưu: VT"."""
    parts: list[tuple[int, int]] = []
    at = start
    for match in re.compile(r"; ?[-+] ?").finditer(text, start, end):
        parts.append((at, match.start()))
        at = match.end()
    if at < end:
        parts.append((at, end))
    return parts


def _begins_signature(flat: Flat, line: Line) -> bool:
    first = flat.text[line.start : line.end].split(" ", 1)[0]
    if first in _CAPACITY:
        return True
    return line.end - line.start < 160 and bool(_OFFICES.match(flat.text, line.start, line.end))


def _signature(flat: Flat, at: int, stop: int) -> tuple[Found | None, Found | None, Found | None, int]:
    """Capacity, office and name from the lines `at` to `stop`; the last is the line behind the name."""
    text = flat.text
    words: list[tuple[str, int, int, int]] = []
    for i in range(at, stop):
        line = flat.lines[i]
        if _SIGNED.fullmatch(text[line.start : line.end]):
            continue
        words += [(m[0], m.start(), m.end(), i) for m in _WORD.finditer(text, line.start, line.end)]
    split = 0
    while split < len(words) and _is_capital(words, split):
        split += 1
    if not split:
        return None, None, None, at
    start, end = words[0][1], words[split - 1][2]
    capacity, position = _office(flat, start, end)
    name: list[tuple[str, int, int, int]] = []
    for word in words[split:]:
        if name and word[3] != name[-1][3] and len(name) > 1:
            break
        if not word[0][0].isupper() and not _RANKS.fullmatch(" ".join([*(w[0] for w in name), word[0]])):
            break
        name.append(word)
        if _RANKS.fullmatch(" ".join(w[0] for w in name)):
            name = []
    if not 2 <= len(name) <= 6:
        capitals = _capital_name(words, split)
        if capitals is None:
            return None, position, capacity, words[split - 1][3] + 1
        name = capitals
    value = " ".join(w[0] for w in name).strip(" .,;")
    signer = Found(
        value.title() if value.isupper() else value, *flat.span(name[0][1], name[-1][2]), SURE if position else LIKELY
    )
    return signer, position, capacity, name[-1][3] + 1


def _is_capital(words: list[tuple[str, int, int, int]], i: int) -> bool:
    """Whether the word belongs to the office: capitals, or a mark between them. "Y" before a name is a name."""
    word = words[i][0]
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return all(not c.isalnum() for c in word)
    if not all(c.isupper() for c in letters):
        return False
    if len(letters) == 1 and "." not in word and i + 1 < len(words):
        after = words[i + 1][0]
        return after.isupper() and len(after) > 1
    return True


def _capital_name(words: list[tuple[str, int, int, int]], split: int) -> list[tuple[str, int, int, int]] | None:
    """A name in capitals: the last line of the block, where no office stands on it."""
    if split < 3:
        return None
    last = [w for w in words[:split] if w[3] == words[split - 1][3]]
    if not 2 <= len(last) <= 5 or last[0][3] == words[0][3] or _OFFICES.search(" ".join(w[0] for w in last)):
        return None
    return last


def _office(flat: Flat, start: int, end: int) -> tuple[Found | None, Found | None]:
    """The capacity ("TM. KT.") and the office that is signed in, out of a run of capitals."""
    text = flat.text
    marks = [m for m in _WORD.finditer(text, start, end) if m[0] in _CAPACITY]
    said = " ".join(_CAPACITY[m[0]] for m in marks)
    capacity = Found(said, *flat.span(marks[0].start(), marks[-1].end()), SURE) if marks else None
    at = start
    if marks:
        at = marks[-1].end()
        offices = list(_OFFICES.finditer(text, at, end))
        last = _CAPACITY[marks[-1][0]]
        if last in {"KT.", "TL.", "TUQ."} and offices:
            behind = 1
            while behind < len(offices) and text[offices[behind - 1].end() : offices[behind].start()].strip() in {
                ",",
                "-",
            }:
                behind += 1  # "BỘ TRƯỞNG, CHỦ NHIỆM" is one head
            offices = offices[behind:]
    else:
        offices = list(_OFFICES.finditer(text, at, end))
    if not offices:
        return capacity, None
    first = offices[0]
    stop = offices[1].start() if len(offices) > 1 else end
    line_end = text.find("\n", first.start(), stop)
    stop = line_end if line_end > 0 else stop
    value = " ".join(text[first.start() : stop].split()).strip(" .,;")
    return capacity, Found(sentence(value), *flat.span(first.start(), stop), SURE)
