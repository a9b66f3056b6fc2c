"""What units wrote, by part of the report: each text with who wrote it, its points as points."""

from __future__ import annotations

from collections.abc import Iterator

from tongket.core.forms.consolidated import PeriodFigures, Told, Words
from tongket.core.forms.model import Part
from tongket.core.pages.model import Block, Heading, Paragraph, Run
from tongket.core.phrasing.phrases import say, upper_first

MOST_FIRST = 3  # names that stand before a text; more stand behind it, so that what is said is read first
MOST_TEXTS = 200  # of one narrative in a paper; beyond that nobody reads them in it
POINT, UNDER = "- ", "+ "
_MARKS = ("-", "+", "•", "*", "–")


def part_blocks(of: PeriodFigures, part: Part, lang: str) -> list[Block]:
    """One part of the report: the secretary's own words where there are any, else those of the units."""
    if edited := of.edited.get(part.value):
        return list(text_blocks(edited))
    told = of.told(part)
    blocks: list[Block] = []
    for number, each in enumerate(told, start=1):
        if len(told) > 1:
            blocks.append(Heading(2, f"{number}. {each.narrative.title}"))
        blocks += told_blocks(each, lang)
    return blocks or [Paragraph((Run(say(lang, "p_nobody_wrote")),))]


def told_blocks(told: Told, lang: str) -> list[Block]:
    """One narrative: a point for each text, under the names of those who wrote it."""
    if len(told.words) > MOST_TEXTS:
        count = sum(len(words.units) for words in told.words)
        return [Paragraph((Run(say(lang, "p_many_wrote", count=count)),))]
    return [block for words in told.words for block in _words(words)]


def text_blocks(text: str) -> Iterator[Block]:
    """A text as paragraphs; a line that begins with a dash or a plus is a point."""
    for line in filter(None, map(str.strip, text.splitlines())):
        bare = _bare(line)
        yield Paragraph((Run(bare),), "" if bare == line else UNDER if line.startswith("+") else POINT)


def names_of(words: Words) -> str:
    """Who wrote a text: "Xã Phúc Khánh, phường Văn Phú"."""
    return upper_first(", ".join(named(words)))


def named(words: Words) -> list[str]:
    """The units that wrote a text, each by its full name."""
    return [unit.full_name for unit in words.units]


def said_together(words: Words) -> bool:
    """Whether many units wrote the same one point: then it stands first, and their names behind it."""
    return len(words.units) > MOST_FIRST and len(lines_of(words)) == 1


def lines_of(words: Words) -> tuple[str, ...]:
    """The points of a text, without their marks."""
    return tuple(_bare(line) for line in map(str.strip, words.text.splitlines()) if line)


def _words(words: Words) -> Iterator[Block]:
    lines = lines_of(words)
    if said_together(words):
        yield Paragraph(
            (Run(f"{lines[0].rstrip(' .')} ("), Run(", ".join(named(words)), italic=True), Run(").")), POINT
        )
        return
    name = Run(f"{names_of(words)}: ", bold=True)
    if len(lines) == 1:
        yield Paragraph((name, Run(lines[0])), POINT)
        return
    yield Paragraph((Run(name.text.strip(), bold=True),), POINT)
    for line in lines:
        yield Paragraph((Run(line),), UNDER)


def _bare(line: str) -> str:
    return line[1:].strip() if line.startswith(_MARKS) and len(line) > 1 and line[1] == " " else line
