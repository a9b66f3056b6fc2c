"""Texts of a return made clean: what is pasted from Word or from a web page becomes plain paragraphs and points.

A paragraph is a line; a point begins with "- ", a point below it with "+ ", as official papers write them.
"""

from __future__ import annotations

import html
import re

from tongket.core.forms.model import Narrative
from tongket.core.text import nfc, without_unseen

_TAGS = (
    "html|head|body|meta|link|title|style|script|p|div|span|br|hr|b|i|u|s|em|strong|sub|sup|font|a|ul|ol|li|table|tbody"
    "|thead|tfoot|tr|td|th|col|colgroup|h[1-6]|img|o:p|w:[a-z]+|v:[a-z]+|xml|blockquote|pre|code|center|article|section"
)
_COMMENT = "<!--"
# What begins something that a page does not show; all but the last two end somewhere further on.
_OPENING = re.compile(rf"{_COMMENT}|<(style|script|title|xml)\b[^<>]*>|<\?xml[^<>]*>|<!doctype[^<>]*>", re.I)
_ENDS = {
    _COMMENT: re.compile("-->"),
    **{name: re.compile(rf"</{name}\s*>", re.I) for name in ("style", "script", "title", "xml")},
}
_POINT = re.compile(r"<li\b[^<>]*>", re.I)
_BREAK = re.compile(r"<(?:br|hr)\b[^<>]*>|</(?:p|div|li|tr|h[1-6]|ul|ol|table|blockquote|pre)\s*>", re.I)
_CELL = re.compile(r"</t[dh]\s*>", re.I)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:[\s/][^<>]*)?>", re.I)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_FIRST_LEVEL = re.compile(
    r"(?:[·•●▪■◦‣∙*\uf0b7\uf0a8\uf076\uf0d8][ \t\u00a0]*|[–—][ \t\u00a0]+|-[ \t\u00a0]*(?=[^\W\d_]))"
)
_SECOND_LEVEL = re.compile(r"(?:[§○\uf0a7][ \t\u00a0]*|o(?:\t|\u00a0| {2,})[ \t\u00a0]*|\+[ \t\u00a0]*(?=[^\W\d_]))")
_MOST_ROUNDS = 20


class TooLong(ValueError):
    """A text of more characters than the form takes."""

    def __init__(self, length: int, longest: int) -> None:
        self.length, self.longest = length, longest
        super().__init__(self.say("en"))

    def say(self, lang: str) -> str:
        """How much too long it is, in that language."""
        over = self.length - self.longest
        if lang == "vi":
            return f"Nội dung dài {self.length} ký tự, quá {over} ký tự so với mức tối đa {self.longest}."
        return f"The text has {self.length} characters, {over} more than the {self.longest} that fit."


def read_narrative(text: str, narrative: Narrative) -> str:
    """The text of a narrative made clean. Raises TooLong."""
    said = clean(text)
    if len(said) > narrative.longest:
        raise TooLong(len(said), narrative.longest)
    return said


def clean(text: str) -> str:
    """Plain NFC text: lines without blanks at their ends and none empty, points with "- " and "+ ".

    Cleaning what is clean changes nothing.

    >>> clean("·\\u00a0 Mở 3 lớp\\r\\no\\u00a0\\u00a0 lớp cho nữ\\v\\r\\n<p>Xong</p>")
    '- Mở 3 lớp\\n+ lớp cho nữ\\nXong'
    """
    for _ in range(_MOST_ROUNDS):
        after = _once(text)
        if after == text:
            break
        text = after
    return text


def _once(text: str) -> str:
    text = _LINE_ENDS.sub("\n", _without_tags(text))
    text = nfc(without_unseen(text))
    lines = (_line(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _without_tags(text: str) -> str:
    """Known tags of a page taken away; "a < b" stays. Names of letters are undone only where there was a tag."""
    bare = _without_unsaid(text)
    if bare == text and not _TAG.search(text):
        return text
    return html.unescape(_TAG.sub("", _POINT.sub("\n- ", _BREAK.sub("\n", _CELL.sub(" ", bare)))))


def _without_unsaid(text: str) -> str:
    """Comments, styles and scripts taken away; one that never ends stays. The text is gone through once a kind."""
    kept: list[str] = []
    begun = at = 0
    endless = set[str]()
    while (opening := _OPENING.search(text, at)) is not None:
        kind, at = (opening[1] or opening[0]).lower(), opening.end()
        if kind in endless:
            continue
        end = _ENDS[kind].search(text, at) if kind in _ENDS else opening
        if end is None:
            endless.add(kind)
            continue
        kept.append(text[begun : opening.start()])
        begun = at = end.end()
    return "".join((*kept, text[begun:]))


def _line(line: str) -> str:
    line = line.strip(" ")
    line = _SECOND_LEVEL.sub("+ ", line, count=1) if _SECOND_LEVEL.match(line) else line
    line = _FIRST_LEVEL.sub("- ", line, count=1) if _FIRST_LEVEL.match(line) else line
    return _BLANKS.sub(" ", line).strip()
