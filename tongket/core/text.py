"""Vietnamese text: one way to fold it for search and matching, and one way to sort it."""

import re
import unicodedata

_MOST_DIGITS = 18
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
# Soft hyphens, joiners, marks of direction, byte order marks: they are not seen, and searches stumble over them.
# Halves of characters (surrogates), which a script can send: no page that shows them can be written.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
# The alphabet of Vietnamese dictionaries; a tone orders words only after all letters agree.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=1)}


def nfc(text: str) -> str:
    """The text in composed form, as it is kept everywhere."""
    return unicodedata.normalize("NFC", text)


def without_unseen(text: str) -> str:
    """The text without signs that are not seen; line ends and tabulators stay."""
    return _UNSEEN.sub("", text)


def in_lines(text: str) -> str:
    """NFC, without signs that are not seen, lines ended alike, outer white space gone: what people write in a box."""
    return nfc(without_unseen(_LINE_ENDS.sub("\n", text))).strip()


def squeeze(text: str) -> str:
    r"""NFC, without signs that are not seen, outer white space gone, inner white space one blank.

    >>> squeeze("Số\u200b  dân\u202e\n")
    'Số dân'
    """
    return nfc(without_unseen(_SPACES.sub(" ", text))).strip()


def whole_number(text: str) -> int | None:
    """The number that plain digits write, None for anything else: no sign, no blank, at most 18 of them.

    Eighteen digits are what every database and every 64-bit integer holds.

    >>> whole_number("007"), whole_number("²"), whole_number("-1"), whole_number("9" * 19)
    (7, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def fold(text: str) -> str:
    """Key for search and matching: lower case, every mark dropped, đ as d, hyphens as blanks.

    >>> fold("Đắk Lắk"), fold("Hoà Bình") == fold("Hòa Bình"), fold("Bà Rịa - Vũng Tàu")
    ('dak lak', True, 'ba ria vung tau')
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return squeeze(re.sub(r"[-\u2010-\u2015]", " ", bare.replace("đ", "d")))


def sort_key(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]:
    """Key for Vietnamese alphabetical order: letters first, then tones, then the text itself.

    >>> sorted(["Đà Nẵng", "Dương", "Ân", "An", "Ăn", "Án"], key=sort_key)
    ['An', 'Án', 'Ăn', 'Ân', 'Dương', 'Đà Nẵng']
    """
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for char in nfc(text.lower()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[p] for p in parts if p in _TONES), 0)
        base = nfc("".join(p for p in parts if p not in _TONES))
        letters.append((1, _RANK[base]) if base in _RANK else (0, ord(base[0])))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def sort_text(text: str) -> str:
    """The same order as `sort_key`, as digits and small letters that every database sorts alike.

    >>> sorted(["Đà Nẵng", "Dương", "Ân", "An", "Ăn", "Án"], key=sort_text)
    ['An', 'Án', 'Ăn', 'Ân', 'Dương', 'Đà Nẵng']
    """
    letters, tones, _ = sort_key(text)
    ranks = (0x80 + rank if kind else min(max(rank, 1), 0x7F) for kind, rank in letters)
    return "".join(f"{rank:02x}" for rank in ranks) + "00" + "".join(map(str, tones))
