"""Bytes to text: UTF-8, UTF-16, and the three Vietnamese codings that came before them, each only when certain.

Windows-1258 keeps tones as marks of their own; TCVN3 ("ABC", fonts named .Vn…) and VNI (fonts named VNI-…) put
Vietnamese letters where Western fonts have others. A text that could be two of them is refused, never guessed.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

from tongket.formats.reading.syllables import share_of_syllables

CERTAIN = 0.9  # share of marked words that must be Vietnamese syllables
CLEARLY = 0.25  # and how far the next best coding must stay behind
_SAMPLE = 200_000  # characters looked at: enough to be sure, and a bound on the work

_TCVN3 = dict(
    zip(
        "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb"
        "\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee"
        "\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_ONE = dict(zip("ñíìæóòôöîÑÍÌÆÓÒÔÖÎ", "đíìỉĩịơưỵĐÍÌỈĨỊƠƯỴ", strict=True))
_VNI_MARKS = {  # letter of the second place -> combining marks on the letter before it
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "ê": "\u0306", "é": "\u0306\u0301",
    "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323", "â": "\u0302",
    "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_BREVE = frozenset("êéèúüë")
_VNI_MARKS |= {letter.upper(): marks for letter, marks in _VNI_MARKS.items()}
_TCVN3_TABLE = str.maketrans(_TCVN3)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in NFC, the coding it was in, and what a person should know about that ("" if it was UTF-8)."""

    text: str
    encoding: str
    warning: str = ""


class EncodingRefused(ValueError):
    """The bytes are in no coding that can be told with certainty; the message says how to save the file."""


def from_tcvn3(text: str) -> str:
    """Text of a TCVN3 (ABC) font, one Western letter for each Vietnamese one, as Unicode.

    >>> from_tcvn3("Uû ban nh©n d©n"), from_tcvn3("ñy ban nh©n d©n tØnh")
    ('Uỷ ban nhân dân', 'ủy ban nhân dân tỉnh')
    """
    return text.translate(_TCVN3_TABLE)


def from_vni(text: str) -> str:
    """Text of a VNI font, a letter and its mark as two Western letters, as Unicode.

    >>> from_vni("Uûy ban nhaân daân tænh Laøo Cai, Ñaéc Laéc")
    'Ủy ban nhân dân tỉnh Lào Cai, Đắc Lắc'
    """
    out: list[str] = []
    for char in text:
        marks = _VNI_MARKS.get(char)
        before = out[-1] if out else ""
        bases = "aA" if char.lower() in _VNI_BREVE else "aeouyAEOUYơưƠƯ"
        if marks and before and before in bases:
            out[-1] = unicodedata.normalize("NFC", before + marks)
        else:
            out.append(_VNI_ONE.get(char, char))
    return "".join(out)


def decode(data: bytes) -> Decoded:
    """Text of a file in whatever coding it is, when that is certain.

    Raises `EncodingRefused` where it is not, naming the coding to save as.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16", "UTF-16")
    if (order := _utf16_order(data)) is not None:
        return _strict(data, order, "UTF-16")
    if b"\0" in data:
        raise EncodingRefused("tệp không phải là văn bản (not a text file); " + _SAVE_AS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _legacy(data)
    return repair(unicodedata.normalize("NFC", text))


def repair(text: str) -> Decoded:
    """Unicode text whose letters are those of a TCVN3 or VNI font, turned into Vietnamese; any other text as it is."""
    sample = text[:_SAMPLE]
    if not any("\xa1" <= char <= "\xff" for char in sample):
        return Decoded(text, "UTF-8")
    as_it_is = share_of_syllables(sample) or 0.0
    if as_it_is >= CERTAIN:
        return Decoded(text, "UTF-8")
    best, share = max(
        (
            ("TCVN3", share_of_syllables(from_tcvn3(sample)) or 0.0),
            ("VNI", share_of_syllables(from_vni(sample)) or 0.0),
        ),
        key=lambda pair: pair[1],
    )
    if share < CERTAIN or share - as_it_is < 2 * CLEARLY:
        return Decoded(text, "UTF-8")
    return Decoded(_NFC[best](text), best, _warning(best))


def _legacy(data: bytes) -> Decoded:
    """Bytes that are not UTF-8: the one 8-bit coding under which they read as Vietnamese."""
    if len(data) > _SAMPLE:
        cut = data.rfind(b" ", 0, _SAMPLE)
        sample = data[: cut if cut > 0 else _SAMPLE]
    else:
        sample = data
    latin = sample.decode("latin-1")
    readings = {"TCVN3": from_tcvn3(latin), "VNI": from_vni(latin)}
    try:
        data.decode("cp1258")
        readings["Windows-1258"] = unicodedata.normalize("NFC", sample.decode("cp1258"))
    except UnicodeDecodeError:
        pass
    ranked = sorted(((share_of_syllables(text) or 0.0, name) for name, text in readings.items()), reverse=True)
    (first, name), (second, _) = ranked[0], ranked[1]
    if first < CERTAIN or first - second < CLEARLY:
        raise EncodingRefused("không xác định được bảng mã (the encoding cannot be told); " + _SAVE_AS)
    if name == "Windows-1258":
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    else:
        text = _NFC[name](data.decode("latin-1"))
    return Decoded(text, name, _warning(name))


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, told by which half of each pair is a high byte."""
    sample = data[:4096]
    if len(data) < 4 or len(data) % 2:
        return None
    for order, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        # Vietnamese letters lie on pages 00, 01 and 1E; dashes and quotes on page 20; combining marks on page 03.
        if high.count(0) * 2 > len(high) and all(page in b"\x00\x01\x03\x1e\x20" for page in high):
            return order
    return None


def _strict(data: bytes, codec: str, name: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise EncodingRefused(f"tệp {name} bị hỏng (damaged {name}); " + _SAVE_AS) from None
    return Decoded(unicodedata.normalize("NFC", text.removeprefix("\ufeff")), name, _warning(name))


def _warning(name: str) -> str:
    return f"đọc theo bảng mã {name}, nên lưu lại bằng UTF-8 (read as {name}; better saved as UTF-8)"


_SAVE_AS = "hãy lưu lại tệp bằng bảng mã UTF-8 (save the file as UTF-8)"
_NFC = {"TCVN3": from_tcvn3, "VNI": from_vni}
