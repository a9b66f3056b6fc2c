"""Names in capitals, as letterheads print them, written as running text writes them."""

from __future__ import annotations

from tongket.core.extraction.lexicon import FIELDS

_PLACES = ("tỉnh", "thành phố", "xã", "phường", "huyện", "quận", "thị xã", "thị trấn", "đặc khu")
_FIELDS = sorted(FIELDS, key=len, reverse=True)
_LOWER = {
    "ủy ban nhân dân": "Ủy ban nhân dân",
    "hội đồng nhân dân": "Hội đồng nhân dân",
    "thủ tướng chính phủ": "Thủ tướng Chính phủ",
    "văn phòng chính phủ": "Văn phòng Chính phủ",
    "chính phủ": "Chính phủ",
    "quốc hội": "Quốc hội",
    "trung ương": "Trung ương",
    "việt nam": "Việt Nam",
    "nhà nước": "Nhà nước",
    "tỉnh ủy": "Tỉnh ủy",
    "thành ủy": "Thành ủy",
    "ban chấp hành": "Ban Chấp hành",
    "ban thường vụ": "Ban Thường vụ",
    "ban chỉ đạo": "Ban Chỉ đạo",
    "ban bí thư": "Ban Bí thư",
    "bộ chính trị": "Bộ Chính trị",
    "đảng ủy": "Đảng ủy",
}


def proper(name: str) -> str:
    """A body's name in capitals as running text has it; a name already in small letters stays.

    >>> proper("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK"), proper("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"), proper("UBND TỈNH LÀO CAI")
    ('Ủy ban nhân dân tỉnh Đắk Lắk', 'Bộ Nông nghiệp và Môi trường', 'Ủy ban nhân dân tỉnh Lào Cai')
    """
    letters = [c for c in name if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return name
    low = " ".join(name.lower().split()).replace("uỷ", "ủy")
    if low.startswith(("ubnd ", "hđnd ")):
        low = ("ủy ban nhân dân " if low[0] == "u" else "hội đồng nhân dân ") + low[5:]
    for seat in ("tỉnh ủy", "thành ủy", "huyện ủy", "đảng ủy xã", "đảng ủy phường"):
        if low.startswith(seat + " ") and len(low.split()) <= 6:
            low = seat + low[len(seat) :].title()
    for place in _PLACES:
        head, found, tail = low.partition(f" {place} ")
        if found:
            named = tail.title() if len(tail.split()) <= 5 else tail
            low = f"{head} {place} {named.replace(' Nhân Dân', ' nhân dân')}"
            break
    for field in _FIELDS:
        at = low.find(f" {field}")
        if at >= 0 and len(field) > 3:
            said = " và ".join(part[:1].upper() + part[1:] for part in field.split(" và "))
            said = ", ".join(part[:1].upper() + part[1:] for part in said.split(", "))
            low = low[: at + 1] + said + low[at + 1 + len(field) :]
            break
    for small, usual in _LOWER.items():
        low = low.replace(small, usual)
    return low[:1].upper() + low[1:]


def sentence(name: str) -> str:
    """An office in capitals as running text has it: "PHÓ CHỦ TỊCH" is "Phó Chủ tịch".

    >>> sentence("PHÓ CHỦ TỊCH"), sentence("THỨ TRƯỞNG"), sentence("CHÁNH VĂN PHÒNG"), sentence("PHÓ THỦ TƯỚNG")
    ('Phó Chủ tịch', 'Thứ trưởng', 'Chánh Văn phòng', 'Phó Thủ tướng')
    """
    words = name.lower().split()
    capitals = 2 if words[0] in {"phó", "chánh"} else 1
    return " ".join([word[:1].upper() + word[1:] for word in words[:capitals]] + words[capitals:])
