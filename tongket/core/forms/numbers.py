"""What people type into a cell: numbers as they are written in Việt Nam, and the two states that are not numbers.

In Vietnamese a comma stands before the decimals and points (or blanks) between thousands; in English the other way
round. What can be read in two ways is refused, never guessed: a thousandfold error looks like a figure.
"""

from __future__ import annotations

import re

from tongket.core.forms.cells import Cell
from tongket.core.rollup.model import Indicator, State
from tongket.core.text import fold, nfc

MAX_DIGITS = 15  # sums of a hundred thousand such counts still fit an exact 64-bit integer
STATE_WORDS = {
    State.NOTHING_TO_REPORT: {"vi": "không phát sinh", "en": "nothing to report"},
    State.NOT_APPLICABLE: {"vi": "không áp dụng", "en": "not applicable"},
}
_STATES = {
    **dict.fromkeys(("k", "kps", "khong phat sinh", "nothing to report"), State.NOTHING_TO_REPORT),
    **dict.fromkeys(("x", "kad", "khong ap dung", "not applicable", "n/a"), State.NOT_APPLICABLE),
}
_NOTHING = frozenset(("", "-", "–", "—", "…", "..."))
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u200b]+")
_SWAP = str.maketrans(",.", ".,")
_PLAIN = re.compile(r"\d+", re.ASCII)
_BLANK_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_FOREIGN_GROUPS = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)", re.ASCII)
_DECIMALS = re.compile(r"\d+[.,]\d+", re.ASCII)
_SAID = {
    "number": {
        "vi": "“{text}” không phải là số. Ghi số, ví dụ {example}; hoặc “K” nếu không phát sinh, “x” nếu không áp"
        " dụng.",
        "en": "“{text}” is no number. Write a number, as {example}; or “K” for nothing to report, “x” for not"
        " applicable.",
    },
    "ambiguous": {
        "vi": "“{text}” có thể đọc theo hai cách: {plain} hoặc {broken}. Hãy ghi lại cho rõ, ví dụ {plain}.",
        "en": "“{text}” can be read in two ways: {plain} or {broken}. Write it without doubt, as {plain}.",
    },
    "decimals": {
        "vi": "“{text}” có quá nhiều chữ số thập phân: chỉ tiêu này lấy {decimals} chữ số.",
        "en": "“{text}” has too many decimals: this indicator takes {decimals}.",
    },
    "whole": {
        "vi": "“{text}” có phần thập phân: chỉ tiêu này là số nguyên.",
        "en": "“{text}” has decimals: this indicator takes whole numbers.",
    },
    "range": {"vi": "“{text}” là số quá lớn.", "en": "“{text}” is too large."},
}


class WrongAnswer(ValueError):
    """A text that is no answer to an indicator. `code` is "number", "ambiguous", "decimals", "whole" or "range"."""

    def __init__(self, code: str, text: str, decimals: int) -> None:
        self.code, self.text, self.decimals = code, text, decimals
        super().__init__(self.say("en"))

    def say(self, lang: str) -> str:
        """What is wrong and how to write it, in that language."""
        vi = lang == "vi"
        example = ("1.234,5" if self.decimals else "1.234") if vi else ("1,234.5" if self.decimals else "1,234")
        digits = re.sub(r"[^\d.,]", "", self.text)
        whole, _, rest = digits.replace(",", ".").partition(".")
        plain, broken = whole + rest, f"{whole}{',' if vi else '.'}{rest}"
        said = _SAID[self.code]["vi" if vi else "en"]
        return said.format(text=self.text[:40], decimals=self.decimals, example=example, plain=plain, broken=broken)


def read_answer(text: str, indicator: Indicator, lang: str = "vi") -> Cell | None:
    """The answer that somebody typed or pasted; None where the cell is not filled in. Raises WrongAnswer.

    Empty or "-" is not filled in; "0" is zero; "K" nothing to report; "x" not applicable. The unit of measure may
    stand behind the number.

    >>> area = Indicator("area", {}, "ha", decimals=1)
    >>> [read_answer(text, area).value for text in ("1.234,5", "1 234", "1234", "1,5", "−3")]
    [12345, 12340, 12340, 15, -30]
    >>> read_answer("-", area), read_answer("K", area).state.value, read_answer("Không áp dụng", area).state.value
    (None, 'nothing_to_report', 'not_applicable')
    """
    said = _BLANKS.sub(" ", nfc(text)).strip()
    if said in _NOTHING:
        return None
    state = _STATES.get(fold(said))
    if state is not None:
        return Cell(state=state)
    bare = _without_unit(said, indicator)
    try:
        return Cell(_scaled(bare if lang == "vi" else bare.translate(_SWAP), indicator.decimals))
    except _Unread as wrong:
        raise WrongAnswer(wrong.args[0], said, indicator.decimals) from None


def written(cell: Cell | None, indicator: Indicator, lang: str = "vi") -> str:
    """The answer as it stands in the cell, so that reading it gives the same answer.

    >>> dead = Indicator("dead", {}, "person")
    >>> written(Cell(12345), dead), written(Cell(state=State.NOTHING_TO_REPORT), dead), written(None, dead)
    ('12.345', 'không phát sinh', '')
    """
    if cell is None:
        return ""
    if cell.value is None:
        return STATE_WORDS[cell.state][lang if lang == "en" else "vi"] if cell.state else ""
    whole, rest = divmod(abs(cell.value), 10**indicator.decimals)
    fraction = f"{rest:0{indicator.decimals}d}".rstrip("0") if indicator.decimals else ""
    if indicator.decimals and whole >= 1000:
        fraction = fraction or "0"  # "1.234" alone could be read in two ways
    text = f"{whole:,}" + (f".{fraction}" if fraction else "")
    sign = "-" if cell.value < 0 else ""
    return sign + (text if lang == "en" else text.translate(_SWAP))


def _without_unit(text: str, indicator: Indicator) -> str:
    words = {*indicator.unit_words.values(), "%" if indicator.unit_of_measure == "%" else ""}
    for word in sorted(words, key=len, reverse=True):
        if word and text.lower().endswith(word.lower()) and text[: -len(word)].strip()[-1:].isdigit():
            return text[: -len(word)].strip()
    return text


class _Unread(ValueError):
    """`args[0]` is the code of a WrongAnswer."""


def _scaled(text: str, decimals: int) -> int:
    """In units of 10 to the minus `decimals`, with a comma before the decimals. Raises _Unread."""
    negative = text[:1] in "-−" and len(text) > 1
    whole, fraction = _parts(text[1:].strip() if negative else text, decimals)
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals:
        raise _Unread("decimals" if decimals else "whole")
    if len(whole.lstrip("0")) + decimals > MAX_DIGITS:
        raise _Unread("range")
    value: int = int(whole) * 10**decimals + int(fraction.ljust(decimals, "0") or "0")
    return -value if negative else value


def _parts(text: str, decimals: int) -> tuple[str, str]:
    """The digits before and behind the decimal mark."""
    if _PLAIN.fullmatch(text):
        return text, ""
    if _ONE_GROUP.fullmatch(text) and (decimals if "." in text else decimals < 3):
        raise _Unread("ambiguous")
    if _BLANK_GROUPS.fullmatch(text):
        whole, _, fraction = text.replace(" ", "").replace(".", ",").partition(",")
    elif _GROUPS.fullmatch(text):
        whole, _, fraction = text.replace(".", "").partition(",")
    elif _FOREIGN_GROUPS.fullmatch(text):
        whole, _, fraction = text.replace(",", "").partition(".")
    elif _DECIMALS.fullmatch(text):
        whole, _, fraction = text.replace(".", ",").partition(",")
    else:
        raise _Unread("number")
    return whole, fraction
