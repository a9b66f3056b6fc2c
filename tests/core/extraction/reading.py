"""Small documents as tests write them, read as plain text and extracted."""

from tongket.core.extraction.bodies import read_bodies
from tongket.core.extraction.flat import lowered
from tongket.core.extraction.model import Extraction, Text
from tongket.core.extraction.stages import extract
from tongket.formats.reading.plain import read_plain

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/CT-UBND

Bình An, ngày 09 tháng 3 năm 2026

CHỈ THỊ

Về việc quản lý bến bãi

"""


def text_of(body: str, head: str = HEAD) -> Text:
    """The text of a document with a usual head."""
    return read_plain(head + body)


def found(body: str, head: str = HEAD) -> Extraction:
    """What is found in a document with a usual head."""
    return extract(text_of(body, head))


def charges(body: str) -> list[tuple[tuple[str, ...], tuple[str, ...], dict[str, str] | None]]:
    """Lead, support and deadline of each assignment, the reckoning left out."""
    said = []
    for one in found(body).assignments:
        due = one.due.as_json() if one.due else None
        said.append((one.lead, one.support, {k: v for k, v in due.items() if k != "reckoning"} if due else None))
    return said


def bodies(text: str, year: int = 2026) -> tuple[str, ...]:
    """The bodies that a stretch of text begins with."""
    read = read_bodies(text, lowered(text), 0, len(text), year)
    return read.names if read else ()
