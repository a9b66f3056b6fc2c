"""Words of the working copy, and what a word can begin: a body, or what a body is to do."""

from __future__ import annotations

import re
from typing import NamedTuple

from tongket.core.extraction import lexicon as lx

_WORD = re.compile(r"[^\s,;:.()]+(?:[.,&](?=[^\s,;:.()])[^\s,;:.()]+)*|[,;:.()]")
_CLOSE = frozenset(",).;")
# "tổ chức" is "organisation" before these words, else "to organise"
_ORGANISATION = frozenset(
    [
        ",",
        ";",
        ".",
        ")",
        "và",
        "có",
        "liên",
        "cá",
        "chính",
        "đoàn",
        "thuộc",
        "kinh",
        "khoa",
        "xã",
        "quốc",
        "tôn",
        "hội",
        "trên",
    ]
)


class Words(NamedTuple):
    """The words and marks of a stretch, as printed and in lower case."""

    texts: list[str]
    lows: list[str]


def words_of(text: str, low: str, start: int, end: int) -> Words:
    """The words of a stretch of the working copy."""
    return Words(_WORD.findall(text, start, end), _WORD.findall(low, start, end))


def is_verb(words: Words, i: int) -> bool:  # noqa: PLR0911 (one exception a return)
    """Whether what a body is to do begins at this word."""
    if i >= len(words.lows):
        return False
    word = words.lows[i]
    if word in lx.VERB_WORDS:
        return word != "lập" or not i or words.lows[i - 1] not in {"công", "độc", "thành"}  # "công lập": public
    pair = f"{word} {words.lows[i + 1]}" if i + 1 < len(words.lows) else word
    if pair not in lx.VERBS:
        return False
    if pair == "trực tiếp" and i + 2 < len(words.lows) and words.lows[i + 2] == "là":
        return False  # "trực tiếp là Tổng Bí thư": tells who, charges nobody
    if pair == "thống nhất" and i + 2 < len(words.lows) and words.lows[i + 2] in {"chỉ", "cao", "nhận", "chủ", "đánh"}:
        return False  # they agree that …: nobody is charged
    if pair == "tổ chức" and i and words.lows[i - 1] == "các":
        return False
    if pair == "tổ chức" and i and words.lows[i - 1] in {",", "và", "hoặc"}:
        return i + 2 < len(words.lows) and words.lows[i + 2] not in _ORGANISATION
    return True


def may_begin(words: Words, i: int) -> bool:  # noqa: PLR0911 (one case a return, as the grammar has them)
    """Whether a body (or the office that stands for one) begins at this word."""
    if i >= len(words.lows):
        return False
    word = words.lows[i]
    after = words.lows[i + 1] if i + 1 < len(words.lows) else None
    pair = f"{word} {after}" if after else word
    if pair in lx.HOLDERS or pair in {"chánh văn", "người đứng"}:
        return True
    if pair in lx.HEADS:
        return pair != "tổ chức" or not is_verb(words, i)
    if word in lx.NEED_NAME:
        if after is None:
            return False
        if after == "," and word in {"bộ", "sở", "ban", "tỉnh", "xã", "phường"} and i + 2 < len(words.lows):
            return words.lows[i + 2] in lx.GROUP or pair_of(words, i + 2) in lx.GROUP
        return words.texts[i + 1][0].isupper() or after in lx.NAMED_BY
    if word == "các":
        return after is not None and (after in lx.GROUP or pair_of(words, i + 1) in lx.GROUP or may_begin(words, i + 1))
    return word in lx.HEADS


def pair_of(words: Words, i: int) -> str:
    """The word at `i` with the one behind it, in lower case; what there is of them at the end."""
    return (
        f"{words.lows[i]} {words.lows[i + 1]}"
        if i + 1 < len(words.lows)
        else words.lows[i]
        if i < len(words.lows)
        else ""
    )


class Cursor:
    """A place in a run of words; what reads lists of bodies looks ahead through it."""

    def __init__(self, words: Words, text: str, start: int) -> None:
        self.words = words
        self.texts, self.lows = words
        self.text = text
        self.start = start
        self.i = 0

    def _low(self, i: int) -> str:
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def _capital(self, i: int) -> bool:
        return 0 <= i < len(self.lows) and self.texts[i][0].isupper()

    def _place_of(self, count: int) -> int:
        """Where in the working copy the first `count` words end."""
        at = self.start
        for word in self.texts[:count]:
            at = self.text.index(word, at) + len(word)
        return at

    def _say(self, start: int, end: int) -> str:
        out = ""
        for word in self.texts[start:end]:
            out += word if word in _CLOSE or out.endswith("(") else f" {word}"
        return out.strip()
