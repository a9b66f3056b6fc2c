"""Printed names of units as keys: what may differ in print and still mean the same unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tongket.core.text import fold, nfc

# Type words as they are printed before a name. Longer ones first: "huyện đảo" before "huyện".
_WORDS = (
    "thành phố trực thuộc trung ương",
    "huyện đảo",
    "thành phố",
    "thị trấn",
    "đặc khu",
    "thị xã",
    "phường",
    "huyện",
    "tỉnh",
    "quận",
    "xã",
)
# Abbreviations count as a type word before a dot, a blank or a number: "TP.Yên Bái", "H. Lục Yên", "Q1", "P.12".
_ABBREVIATIONS = ("t.p", "t.x", "t.t", "đ.k", "tp", "tx", "tt", "đk", "dk", "h", "q", "p", "x", "t")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")
_NOT_IN_KEYS = re.compile(r"[^\w\s]|_")
_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`]")
_FOLDED_WORDS = tuple((word, fold(word)) for word in _WORDS)
_FIRST_WORDS = frozenset(plain.split()[0] for _, plain in _FOLDED_WORDS)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A printed name taken apart.

    `key` is folded and without its leading type word, `full_key` still has it; `exact` and
    `full_exact` keep the accents, free of where a tone is placed; `kind` is the type word in full
    where one was recognised, `certain` whether it could be no part of the name.
    """

    key: str
    full_key: str
    exact: str
    full_exact: str
    kind: str
    certain: bool


def name_key(text: str) -> str:
    """Folded key of a name: case, marks, đ, hyphens, apostrophes, dots and leading zeros do not count.

    >>> name_key("Bà Rịa - Vũng Tàu"), name_key("Ea H’Leo") == name_key("Ea H'leo"), name_key("Phường 01")
    ('ba ria vung tau', True, 'phuong 1')
    """
    bare = _NOT_IN_KEYS.sub(" ", _APOSTROPHES.sub("", fold(text)))
    return " ".join(_LEADING_ZEROS.sub("", bare).split())


def exact_key(text: str) -> str:
    """The name with its accents, free of case, punctuation and of the letter that carries the tone.

    >>> exact_key("Hoà Bình") == exact_key("Hòa Bình"), exact_key("Thuý") == exact_key("Thùy")
    (True, False)
    """
    words = _NOT_IN_KEYS.sub(" ", _APOSTROPHES.sub("", nfc(text).lower())).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in parts if mark in _TONES)
    return nfc("".join(mark for mark in parts if mark not in _TONES)) + tones


def keys_of(name: str) -> set[str]:
    """The folded keys by which a unit of this name is found: a name may itself begin with a type word.

    >>> sorted(keys_of("Phường Đúc")), keys_of("Xà Phiên") == {"xa phien", "phien"}
    (['duc', 'phuong duc'], True)
    """
    return {name_key(name), name_key(_without_type_word(name)[0])}


@lru_cache(maxsize=50_000)
def spelling(printed: str) -> Spelling:
    """Take a printed name apart. A type word is one only where something remains after it.

    >>> spelling("TP.Yên Bái").key, spelling("H.Nghĩa Lộ").kind, spelling("Phúc Khánh (thôn Làng Nủ)").key
    ('yen bai', 'huyện', 'phuc khanh')
    >>> spelling("Xà Phiên").full_key, spelling("Xã").key
    ('xa phien', 'xa')
    """
    text = " ".join(_BRACKETS.sub(" ", nfc(printed)).split())
    rest, kind, certain = _without_type_word(text)
    return Spelling(name_key(rest), name_key(text), exact_key(rest), exact_key(text), kind, certain)


def _without_type_word(text: str) -> tuple[str, str, bool]:
    """What remains after a leading type word, the word in full, and whether it surely is one."""
    lower, tokens = text.lower(), text.split(" ")
    for word, plain in _FOLDED_WORDS if fold(tokens[0]) in _FIRST_WORDS else ():
        length = plain.count(" ") + 1
        if fold(" ".join(tokens[:length])) == plain:
            rest = " ".join(tokens[length:]).lstrip(" .-")
            if name_key(rest):
                return rest, word, lower.startswith(word + " ")
    for short in _ABBREVIATIONS:
        if lower.startswith(short):
            rest = text[len(short) :]
            if rest[:1] in {".", " "} or (rest[:1].isdigit() and short in {"q", "p"}):
                rest = rest.lstrip(" .-")
                if name_key(rest):
                    return rest, _IN_FULL[short.replace(".", "")], True
    return text, "", False


_IN_FULL = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "đk": "đặc khu",
    "dk": "đặc khu",
    "h": "huyện",
    "q": "quận",
    "p": "phường",
    "x": "xã",
    "t": "tỉnh",
}
